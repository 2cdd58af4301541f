#include "rnnvis/scene/comparison_state.h"

#include <fmt/format.h>

#include <type_traits>
#include <utility>

namespace rnnvis::scene {
namespace {

template <class Kind, class... Kinds>
constexpr bool isOneOf = (std::is_same_v<Kind, Kinds> || ...);

std::vector<UnitId> counterpartsOf(const std::vector<UnitId>& units, Half half,
                                   const Counterparts& counterparts) {
  std::vector<UnitId> found;
  for (const UnitId unit : units)
    if (const auto counterpart = counterparts.find(half, unit)) found.push_back(*counterpart);
  return found;
}

bool areLinked(const ComparisonState& state, const Counterparts& counterparts) {
  return state.hasLinkedUnits && counterparts.areUnitsKnown();
}

Selection selectionFor(Half half, const ComparisonState& state, const Counterparts& counterparts) {
  const Selection &from = of(state.sides, half).selection, &to = of(state.sides, otherThan(half)).selection;
  Selection next;
  for (const WordId word : from.words)
    if (const auto counterpart = counterparts.find(half, word)) next.words.push_back(*counterpart);
  if (from.token) next.token = counterparts.find(half, *from.token);
  if (!from.units.empty())
    next.units = areLinked(state, counterparts) ? counterpartsOf(from.units, half, counterparts) : to.units;
  if (from.isEmpty() && !state.hasLinkedUnits) next.units = to.units;
  if (from.chip) next.chip = counterparts.areClustersSame ? from.chip : to.chip;
  if (from.cloud) next.cloud = counterparts.areClustersSame ? from.cloud : to.cloud;
  return next;
}

class Apply {
 public:
  Apply(ComparisonState& state, const Counterparts& counterparts)
      : m_state(state), m_counterparts(counterparts) {}

  void operator()(const OnSide& command) {
    AnalyticState& side = of(m_state.sides, command.half);
    const Selection before = side.selection;
    const std::vector<UnitId> lit = side.brushed;
    side = apply(std::move(side), command.command);
    if (isForBoth(command.command, m_state)) {
      AnalyticState& other = of(m_state.sides, otherThan(command.half));
      other = apply(std::move(other), command.command);
    }
    // A change that takes a selection away on its own side alone says nothing of the other's.
    const bool isChoice = std::visit(
        []<class Kind>(const Kind&) {
          return isOneOf<Kind, SelectWord, SelectUnit, SelectToken, SelectChip, SelectCloud, BrushUnits>;
        },
        command.command);
    if (isChoice && (side.selection != before || side.brushed != lit))
      m_state = linkedFrom(command.half, std::move(m_state), m_counterparts);
  }
  void operator()(const SwapSides&) {
    std::swap(m_state.sides.a.value, m_state.sides.b.value);
    m_state.orderedBy = otherThan(m_state.orderedBy);
  }
  void operator()(const SetOverlay& command) {
    m_state.isOverlaid = command.isOverlaid;
    m_state.orderedBy = command.orderedBy;
  }
  void operator()(const SetCommonScale& command) { m_state.hasCommonScale = command.isCommon; }
  void operator()(const SetLinkedUnits& command) {
    m_state.hasLinkedUnits = command.areLinked;
    if (!command.areLinked || !m_counterparts.areUnitsKnown()) return;
    for (const Half half : halves) {
      const AnalyticState& side = of(m_state.sides, half);
      if (side.selection.units.empty() && side.brushed.empty()) continue;
      m_state = linkedFrom(half, std::move(m_state), m_counterparts);
      return;
    }
  }
  void operator()(const SetCommonSentences& command) {
    m_state.hasCommonSentences = command.areCommon;
    if (!command.areCommon) return;
    AnalyticState& other = m_state.sides.b.value;
    if (other.sentences != m_state.sides.a->sentences) other.selection.token.reset();
    other.sentences = m_state.sides.a->sentences;
  }

 private:
  ComparisonState& m_state;
  const Counterparts& m_counterparts;
};

template <class Value, class Index>
std::optional<Value> at(const std::vector<std::optional<Value>>& values, Index index) {
  return index < values.size() ? values[index] : std::nullopt;
}

}  // namespace

std::optional<WordId> Counterparts::find(Half from, WordId word) const {
  return at(of(words, from), word.index());
}

std::optional<TokenPlace> Counterparts::find(Half from, TokenPlace place) const {
  const Tokens& sentences = of(tokens, from);
  if (place.sentence >= sentences.size()) return std::nullopt;
  const auto token = at(sentences[place.sentence], place.token);
  return token ? std::optional(TokenPlace{place.sentence, *token}) : std::nullopt;
}

std::optional<UnitId> Counterparts::find(Half from, UnitId unit) const {
  return at(of(units, from), unit.index());
}

bool isForBoth(const Command& command, const ComparisonState& state) {
  return std::visit(
      [&]<class Kind>(const Kind&) {
        if constexpr (isOneOf<Kind, AddSentence, ReplaceSentence, RemoveSentence>)
          return state.hasCommonSentences;
        else
          return isOneOf<Kind, SetClusters, SetWords, SetMethod, SetPolarity, SetSeed, SetEdgeFilter,
                         SetResponseClip, SetChipLayout, ShowGrammar, ToggleTag, SetTarget, ClearSelection,
                         SetDetail>;
      },
      command);
}

ComparisonState apply(ComparisonState state, const ComparisonCommand& command,
                      const Counterparts& counterparts) {
  std::visit(Apply(state, counterparts), command);
  return state;
}

ComparisonState linkedFrom(Half half, ComparisonState state, const Counterparts& counterparts) {
  const AnalyticState& from = of(state.sides, half);
  AnalyticState& to = of(state.sides, otherThan(half));
  to.selection = selectionFor(half, state, counterparts);
  if (areLinked(state, counterparts)) to.brushed = counterpartsOf(from.brushed, half, counterparts);
  return state;
}

std::string describe(const ComparisonCommand& command, const ComparisonState& before) {
  if (const auto* given = std::get_if<OnSide>(&command)) {
    const std::string what = describe(given->command);
    if (isForBoth(given->command, before)) return what;
    return fmt::format("{} ({})", what, given->half == Half::baseline ? "baseline" : "comparison");
  }
  if (std::holds_alternative<SwapSides>(command)) return "swap the sides";
  if (std::holds_alternative<SetOverlay>(command)) return "change how words are plotted";
  if (std::holds_alternative<SetLinkedUnits>(command)) return "change whether units are linked";
  return std::holds_alternative<SetCommonScale>(command) ? "change the scales" : "change whose sentences";
}

bool differInFocusAlone(const ComparisonState& a, const ComparisonState& b) {
  return a.hasCommonScale == b.hasCommonScale && a.hasCommonSentences == b.hasCommonSentences &&
         a.isOverlaid == b.isOverlaid && a.orderedBy == b.orderedBy && a.hasLinkedUnits == b.hasLinkedUnits &&
         differInFocusAlone(*a.sides.a, *b.sides.a) && differInFocusAlone(*a.sides.b, *b.sides.b);
}

ComparisonState withFocusOf(ComparisonState state, const ComparisonState& focus) {
  for (const Half half : {Half::baseline, Half::comparison})
    of(state.sides, half) = withFocusOf(of(state.sides, half), of(focus.sides, half));
  return state;
}

}  // namespace rnnvis::scene
