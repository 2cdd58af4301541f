#include "detail_input.h"
#include "words.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace rnnvis::scene {
namespace {

/// The units by falling value; by index where there is none.
std::vector<UnitId> unitsByValue(const VectorD& values, std::size_t units) {
  std::vector<UnitId> order(units);
  for (std::size_t unit = 0; unit < units; ++unit) order[unit].value = static_cast<std::int32_t>(unit);
  if (values.size() > 0)
    std::stable_sort(order.begin(), order.end(),
                     [&](UnitId a, UnitId b) { return values[a.value] > values[b.value]; });
  return order;
}

/// In index order of the units.
WordDistribution distributionOf(const DetailInput& input, WordId word) {
  const response::Analysis& analysis = input.analysis();
  WordDistribution result;
  result.word = word;
  result.text = displayToken(analysis.tokens[word.index()]);
  result.count = analysis.count[word.index()];
  if (result.count == 0) return result;
  const auto& offsets = analysis.sampleOffsets;
  result.samples = static_cast<std::size_t>(offsets[word.index() + 1] - offsets[word.index()]);
  result.mean = input.responses().mean.matrix().row(word.value).cast<double>();
  result.quantiles = responseQuantiles(analysis, input.clustering().layer, input.clustering().state, word);
  result.distinguishable =
      distinguishable(analysis, input.clustering().layer, input.clustering().state, word);
  return result;
}

void reorder(VectorD& values, const std::vector<UnitId>& order) {
  if (values.size() == 0) return;
  const VectorD before = values;
  for (std::size_t i = 0; i < order.size(); ++i)
    values[static_cast<Eigen::Index>(i)] = before[order[i].value];
}

void reorderColumns(MatrixD& values, const std::vector<UnitId>& order) {
  if (values.size() == 0) return;
  const MatrixD before = values;
  for (std::size_t i = 0; i < order.size(); ++i)
    values.col(static_cast<Eigen::Index>(i)) = before.col(order[i].value);
}

void reorder(std::vector<bool>& values, const std::vector<UnitId>& order) {
  if (values.empty()) return;
  const std::vector<bool> before = values;
  for (std::size_t i = 0; i < order.size(); ++i) values[i] = before[order[i].index()];
}

/// Sorts all by the first word that has responses and finds the common scale.
void arrange(const DetailInput& input, DistributionDetail& detail) {
  detail.change = fmt::format("Δ{}", nameOf(input.clustering().state));
  detail.units = unitsByValue(detail.words.front().mean, input.units());
  const auto widen = [&](const auto& values) {
    if (values.size() > 0) detail.range = std::max(detail.range, values.cwiseAbs().maxCoeff());
  };
  for (WordDistribution& word : detail.words) {
    reorder(word.mean, detail.units);
    reorderColumns(word.quantiles, detail.units);
    reorder(word.distinguishable, detail.units);
    widen(word.mean);
    widen(word.quantiles);
  }
  reorder(detail.actual, detail.units);
  widen(detail.actual);
}

std::string inQuotes(const std::string& text) {
  return "“" + text + "”";
}

std::string listed(const std::vector<WordDistribution>& words) {
  std::string result;
  for (std::size_t i = 0; i < words.size(); ++i)
    result += (i == 0 ? "" : i + 1 == words.size() ? " and " : ", ") + inQuotes(words[i].text);
  return result;
}

VectorD responseAt(const DetailInput& input, TokenPlace place) {
  const model::Trace& trace = input.workspace().sentences[place.sentence].sentence->trace;
  const Clustering& clustering = input.clustering();
  return trace.response(clustering.layer.index(), clustering.state, static_cast<Eigen::Index>(place.token))
      .cast<double>();
}

}  // namespace

DistributionDetail wordDetail(const DetailInput& input, const std::vector<WordId>& words) {
  DistributionDetail detail;
  for (WordId word : words) detail.words.push_back(distributionOf(input, word));
  arrange(input, detail);
  detail.title = "Responses to " + listed(detail.words);
  detail.subtitle = fmt::format(
      "{} · {} units sorted by {} · mean (faint: not distinguishable from the "
      "unit’s own, 5 % FDR), 25–75 % and 9–91 % bands",
      input.place(), input.units(), inQuotes(detail.words.front().text));
  return detail;
}

DistributionDetail tokenDetail(const DetailInput& input, TokenPlace place) {
  const sequence::Sentence& sentence = *input.workspace().sentences[place.sentence].sentence;
  DistributionDetail detail;
  detail.words.push_back(distributionOf(input, sentence.ids[place.token]));
  detail.actual = responseAt(input, place);
  arrange(input, detail);
  detail.title = fmt::format("Response at {}, token {} of the sentence",
                             inQuotes(displayToken(sentence.tokens[place.token])), place.token + 1);
  detail.subtitle =
      fmt::format("{} · dots: what each of the {} units does here · line and bands: what it does at every {}",
                  input.place(), input.units(), inQuotes(detail.words.front().text));
  return detail;
}

}  // namespace rnnvis::scene
