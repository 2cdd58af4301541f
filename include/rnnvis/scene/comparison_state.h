#pragma once

#include "rnnvis/compare/sides.h"
#include "rnnvis/scene/analytic_state.h"

#include <array>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace rnnvis::scene {

using compare::Baseline;
using compare::Comparison;
using compare::Sides;

/// One of the two sides, where it is known only when the program runs.
enum class Half { baseline, comparison };
inline constexpr std::array halves{Half::baseline, Half::comparison};
constexpr Half otherThan(Half half) {
  return half == Half::baseline ? Half::comparison : Half::baseline;
}
template <class Value>
const Value& of(const Sides<Value>& sides, Half half) {
  return half == Half::baseline ? sides.a.value : sides.b.value;
}
template <class Value>
Value& of(Sides<Value>& sides, Half half) {
  return half == Half::baseline ? sides.a.value : sides.b.value;
}

/// What is the same thing on both sides: for each thing of a side the other's; nothing where that lacks it.
struct Counterparts {
  using Words = std::vector<std::optional<WordId>>;                     ///< Of each token of the vocabulary.
  using Tokens = std::vector<std::vector<std::optional<std::size_t>>>;  ///< Of each token of each sentence.
  using Units = std::vector<std::optional<UnitId>>;                     ///< Of each unit.
  Sides<Words> words;
  Sides<Tokens> tokens;
  Sides<Units> units;
  /// Of each unit Pearson's correlation with its partner; empty where units are the same rather than matched.
  Sides<std::vector<double>> correlation;
  bool areClustersSame = false;  ///< Chips and clouds with a number have the same members on both sides.

  std::optional<WordId> find(Half from, WordId word) const;
  std::optional<TokenPlace> find(Half from, TokenPlace place) const;
  std::optional<UnitId> find(Half from, UnitId unit) const;
  bool areUnitsKnown() const { return !units.a->empty(); }
};

/// All that an analyst has chosen in a comparison. Immutable; apply() makes the next one.
struct ComparisonState {
  Sides<AnalyticState> sides;
  bool hasCommonScale = true;       ///< Colours, widths and heights mean the same on both sides.
  bool hasCommonSentences = true;   ///< A sentence is typed once and read by both.
  bool isOverlaid = false;          ///< Responses of both sides to the selected words stand in one plot …
  Half orderedBy = Half::baseline;  ///< … whose units are sorted by what this side answers.
  bool hasLinkedUnits = true;       ///< A unit selects its partner; else each side keeps its own.

  friend bool operator==(const ComparisonState&, const ComparisonState&) = default;
};

/// A command that was given on one side.
struct OnSide {
  Half half;
  Command command;
};
struct SwapSides {};
struct SetCommonScale {
  bool isCommon;
};
/// Where they become common again, the baseline's are taken.
struct SetCommonSentences {
  bool areCommon;
};
/// Where they become linked again, the partners of the baseline's are selected, or where it has none those of
/// the comparison's.
struct SetLinkedUnits {
  bool areLinked;
};
struct SetOverlay {
  bool isOverlaid;
  Half orderedBy;
};
using ComparisonCommand =
    std::variant<OnSide, SwapSides, SetCommonScale, SetCommonSentences, SetOverlay, SetLinkedUnits>;

/// Whether a command that is given on one side holds for both: all but the choice of model, text, layer and
/// state, edits of clusters, what is selected, and sentences that are not common.
bool isForBoth(const Command& command, const ComparisonState& state);

/// The state after a command. What is selected on the side of the command is selected on the other:
/// - words and tokens by their counterparts, none where the other side lacks them;
/// - units by their counterparts, the same or the matched ones, chips and clouds where both sides have the
///   same; where these are not known, or of units not linked, the other side keeps what it has selected of
///   that kind, to be set beside it, and nothing of others.
ComparisonState apply(ComparisonState state, const ComparisonCommand& command,
                      const Counterparts& counterparts);

/// `state` with what is selected on one side selected on the other, as apply() does.
ComparisonState linkedFrom(Half half, ComparisonState state, const Counterparts& counterparts);

/// What undoing the command takes back.
std::string describe(const ComparisonCommand& command, const ComparisonState& before);

/// Whether two states differ in what is selected and lit alone.
bool differInFocusAlone(const ComparisonState& a, const ComparisonState& b);

/// `state` with what is selected and lit in `focus`, as far as it names the same there.
ComparisonState withFocusOf(ComparisonState state, const ComparisonState& focus);

}  // namespace rnnvis::scene
