#include "detail_input.h"
#include "words.h"

#include "rnnvis/scene/cluster_titles.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace rnnvis::scene {
namespace {

AnswerBox boxOf(const DetailInput& input, const response::Answer& answer) {
  const response::Analysis& analysis = input.analysis();
  const std::size_t word = answer.word.index();
  std::vector<float> values;
  for (auto row = analysis.sampleOffsets[word]; row < analysis.sampleOffsets[word + 1]; ++row)
    values.push_back(input.responses().samples.at(static_cast<std::size_t>(row), answer.unit.index()));
  return {answer.word,     displayToken(analysis.tokens[word]),      answer.count,  answer.mean,
          answer.interval, response::quantilesOf(std::move(values)), answer.written};
}

UnitAnswers answersOf(const DetailInput& input, UnitId unit) {
  const Clustering& clustering = input.clustering();
  auto explanation = explainUnit(input.analysis(), clustering.layer, clustering.state, unit,
                                 input.settings().unitWords, input.minimumCount());
  UnitAnswers result;
  result.unit = unit;
  result.title = fmt::format(
      "Unit {} · {}", unit.value,
      referenceTo(clustering, Side::units, ClusterId{clustering.groups.unitLabels[unit.index()]}));
  result.subtitle = fmt::format("{} · the words explain {:.0f} % of its responses", input.place(),
                                100 * input.responses().explained.matrix()(0, unit.value));
  for (const response::Answer& answer : explanation.positive) result.answers.push_back(boxOf(input, answer));
  std::reverse(explanation.negative.begin(), explanation.negative.end());
  for (const response::Answer& answer : explanation.negative) result.answers.push_back(boxOf(input, answer));
  return result;
}

}  // namespace

UnitDetail unitDetail(const DetailInput& input, const std::vector<UnitId>& units) {
  UnitDetail detail;
  detail.asParts = input.showsParts();
  detail.change = fmt::format("Δ{}", nameOf(input.clustering().state));
  for (UnitId unit : units) detail.units.push_back(answersOf(input, unit));
  const auto widen = [&](double value) {
    if (!std::isfinite(value)) return;  // The interval of a word seen once.
    detail.low = std::min(detail.low, value);
    detail.high = std::max(detail.high, value);
  };
  for (const UnitAnswers& unit : detail.units)
    for (const AnswerBox& box : unit.answers) {
      if (detail.asParts && box.written) {
        for (double part : {*box.written, box.mean - *box.written, box.mean}) widen(part);
        continue;
      }
      for (double value : {box.quantiles.front(), box.quantiles.back(), box.interval.low, box.interval.high})
        widen(value);
    }
  return detail;
}

}  // namespace rnnvis::scene
