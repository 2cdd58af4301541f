#include "word_distribution.h"
#include "words.h"

#include "rnnvis/scene/cluster_titles.h"

#include <fmt/format.h>

#include <algorithm>

namespace rnnvis::scene {
namespace {

/// The word that the units are sorted by: the one that is asked for, or the first with responses.
const WordDistribution& leader(const DetailInput& input, const std::vector<WordDistribution>& words) {
  const UnitOrder order = input.settings().order;
  const std::size_t wanted = order == UnitOrder::thirdWord ? 2 : order == UnitOrder::secondWord ? 1 : 0;
  if (wanted < words.size() && words[wanted].count > 0) return words[wanted];
  const auto found =
      std::find_if(words.begin(), words.end(), [](const auto& word) { return word.count > 0; });
  return found == words.end() ? words.front() : *found;
}

/// Sorts the units and finds the common scale.
void arrange(const DetailInput& input, DistributionDetail& detail) {
  detail.change = fmt::format("Δ{}", nameOf(input.clustering().state));
  detail.asParts = input.showsParts();
  const WordDistribution& first = leader(input, detail.words);
  detail.row = unitRow(input, input.units(), first.mean, inQuotes(first.text));
  const auto widen = [&](const auto& values) {
    if (values.size() > 0) detail.range = std::max(detail.range, values.cwiseAbs().maxCoeff());
  };
  for (WordDistribution& word : detail.words) {
    reorder(word, detail.row);
    widen(word.mean);
    if (detail.asParts) {
      widen(word.written);
      if (word.written.size() > 0) widen(VectorD(word.mean - word.written));
    } else {
      widen(word.quantiles);
    }
  }
  detail.actual = inOrder(detail.actual, detail.row);
  widen(detail.actual);
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
  detail.title = (detail.asParts ? "Parts of the responses to " : "Responses to ") + listed(detail.words);
  detail.subtitle = fmt::format("{} · {} sorted {}", input.place(), describeCount(Side::units, input.units()),
                                detail.row.order);
  return detail;
}

DistributionDetail tokenDetail(const DetailInput& input, TokenPlace place) {
  const sequence::Sentence& sentence = *input.workspace().sentences[place.sentence].sentence;
  DistributionDetail detail;
  detail.words.push_back(distributionOf(input, sentence.ids[place.token]));
  detail.actual = responseAt(input, place);
  arrange(input, detail);
  detail.title = fmt::format("Response at {}, token {} of the sentence",
                             inQuotes(displayToken(sentence.tokens[place.token])), place.token);
  detail.subtitle = fmt::format("{} · {} sorted {} · dots: here; line and bands: at every {}", input.place(),
                                describeCount(Side::units, input.units()), detail.row.order,
                                inQuotes(detail.words.front().text));
  return detail;
}

}  // namespace rnnvis::scene
