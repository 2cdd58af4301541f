#include "rnnvis/search/questions.h"

#include "rnnvis/base/error.h"

#include <charconv>
#include <cmath>

namespace rnnvis::search {
namespace {

struct Parsed {
  std::int32_t number = 0;
  Direction direction = Direction::above;
  std::optional<double> threshold;
};

Parsed parse(const std::string& text, const char* what) {
  Parsed parsed;
  const char* end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, parsed.number);
  bool isRight = error == std::errc{} && parsed.number >= 0;
  if (isRight && at != end) {
    double threshold = 0;
    const auto [after, problem] = std::from_chars(at + 1, end, threshold);
    isRight =
        (*at == '<' || *at == '>') && problem == std::errc{} && after == end && std::isfinite(threshold);
    parsed.direction = *at == '<' ? Direction::below : Direction::above;
    parsed.threshold = threshold;
  }
  if (!isRight)
    fail("\"{}\" is no {}: give its number, alone or as in \"12>0.5\" or \"12<-0.5\"", text, what);
  return parsed;
}

}  // namespace

UnitCondition conditionOf(const std::string& text) {
  const Parsed parsed = parse(text, "condition on a unit");
  return {UnitId{parsed.number}, parsed.direction, parsed.threshold};
}

std::vector<UnitCondition> conditionsOf(const std::string& text) {
  constexpr const char* separators = " ,\t\n";
  std::vector<UnitCondition> conditions;
  for (std::size_t from = text.find_first_not_of(separators); from != text.npos;) {
    const std::size_t to = std::min(text.find_first_of(separators, from), text.size());
    conditions.push_back(conditionOf(text.substr(from, to - from)));
    from = text.find_first_not_of(separators, to);
  }
  return conditions;
}

ClusterQuestion clusterQuestionOf(const std::string& text) {
  const Parsed parsed = parse(text, "condition on a cluster");
  return {ClusterId{parsed.number}, parsed.direction, parsed.threshold};
}

MeanCondition meanOf(const ClusterQuestion& question, const std::vector<int>& unitLabels,
                     const std::vector<int>& unitPolarity) {
  MeanCondition condition;
  condition.direction = question.direction;
  condition.threshold = question.threshold;
  for (std::size_t unit = 0; unit < unitLabels.size(); ++unit) {
    if (unitLabels[unit] != question.cluster.value) continue;
    condition.units.push_back(UnitId{static_cast<std::int32_t>(unit)});
    condition.polarity.push_back(unitPolarity[unit]);
  }
  return condition;
}

}  // namespace rnnvis::search
