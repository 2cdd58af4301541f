#include "rnnvis/scene/word_list.h"

#include "rnnvis/base/error.h"
#include "rnnvis/response/explain.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace rnnvis::scene {
namespace {

/// Splits a list into rows of the clustered words, and words without one.
std::vector<std::size_t> rowsOf(const std::vector<std::string>& list, const response::Analysis& analysis,
                                const Clustering& clustering, std::vector<LeftOut>& leftOut) {
  std::unordered_map<std::string_view, std::size_t> idOf, rowOf;
  for (std::size_t id = 0; id < analysis.words(); ++id) idOf.emplace(analysis.tokens[id], id);
  for (std::size_t row = 0; row < clustering.words.size(); ++row)
    rowOf.emplace(analysis.tokens[clustering.words[row].index()], row);
  std::vector<std::size_t> rows;
  std::unordered_set<std::string_view> met;
  for (const std::string& word : list)
    if (!met.insert(word).second)
      continue;
    else if (const auto row = rowOf.find(word); row != rowOf.end())
      rows.push_back(row->second);
    else if (const auto id = idOf.find(word); id != idOf.end())
      leftOut.push_back({word, analysis.count[id->second]});
    else
      leftOut.push_back({word, -1});
  return rows;
}

}  // namespace

WordListConcentration concentrationOf(const std::vector<std::string>& list,
                                      const response::Analysis& analysis, const Clustering& clustering,
                                      double shrink, const cocluster::ConcentrationOptions& options,
                                      const RunControl& control) {
  WordListConcentration result;
  const std::vector<std::size_t> rows = rowsOf(list, analysis, clustering, result.leftOut);
  if (rows.size() < 2)
    fail(
        "{} of the {} words of the list are among the {} that were clustered; give more words, or raise "
        "--words and lower --min-count",
        rows.size(), list.size(), clustering.words.size());
  for (std::size_t row : rows) result.words.push_back(clustering.words[row]);
  std::vector<std::int64_t> count;
  for (WordId word : clustering.words) count.push_back(analysis.count[word.index()]);
  result.clusters = cocluster::clusterConcentration(clustering.groups.wordLabels, clustering.wordClusters,
                                                    count, rows, options, control.part(0, 0.1));
  const MatrixD responses =
      response::responseMatrix(analysis, clustering.layer, clustering.state, clustering.words, shrink);
  result.units = cocluster::unitSeparations(responses, count, rows, options, control.part(0.1, 1));
  std::stable_sort(result.units.begin(), result.units.end(), [](const auto& a, const auto& b) {
    return a.pValue != b.pValue ? a.pValue < b.pValue
                                : std::abs(a.auc - a.expected) > std::abs(b.auc - b.expected);
  });
  return result;
}

}  // namespace rnnvis::scene
