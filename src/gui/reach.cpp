#include "reach.h"

#include <algorithm>
#include <type_traits>

namespace rnnvis::gui {
namespace {

template <class Command, class... Commands>
constexpr bool isOneOf = (std::is_same_v<Command, Commands> || ...);

}  // namespace

Reach reachOf(const scene::AnalyticState& from, const scene::AnalyticState& to) {
  if (from.model != to.model || from.corpus != to.corpus) return Reach::analysis;
  if (from.clustering != to.clustering) return Reach::clustering;
  return from.sentences != to.sentences ? Reach::sentences : Reach::display;
}

Reach reachOf(const scene::ComparisonState& from, const scene::ComparisonState& to) {
  return std::max(reachOf(*from.sides.a, *to.sides.a), reachOf(*from.sides.b, *to.sides.b));
}

bool isEmpty(const scene::AnalyticState& state) {
  return state.model.empty();
}

bool isEmpty(const scene::ComparisonState& state) {
  return isEmpty(*state.sides.a) && isEmpty(*state.sides.b);
}

bool keepsItsMeaning(const scene::Command& command, Reach changes) {
  return std::visit(
      [changes]<class Kind>(const Kind&) {
        if constexpr (isOneOf<Kind, scene::SelectWord>)
          return changes < Reach::analysis;
        else if constexpr (isOneOf<Kind, scene::SelectUnit, scene::SelectChip, scene::SelectCloud,
                                   scene::BrushUnits, scene::MergeClusters, scene::SplitCluster,
                                   scene::MoveItems, scene::LockItems, scene::UnlockItems,
                                   scene::RenameCluster>)
          return changes < Reach::clustering;
        else if constexpr (isOneOf<Kind, scene::SelectToken>)
          return changes < Reach::sentences;
        else
          return true;
      },
      command);
}

}  // namespace rnnvis::gui
