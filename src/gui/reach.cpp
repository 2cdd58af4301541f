#include "reach.h"

#include <type_traits>

namespace rnnvis::gui {
namespace {

template <class Command, class... Commands>
constexpr bool isOneOf = (std::is_same_v<Command, Commands> || ...);

}  // namespace

Reach reachOf(const scene::Command& command) {
  return std::visit(
      []<class Kind>(const Kind&) {
        if constexpr (isOneOf<Kind, scene::OpenModel, scene::SetCorpus>)
          return Reach::analysis;
        else if constexpr (isOneOf<Kind, scene::SetLayer, scene::SetState, scene::SetClusters,
                                   scene::SetWords, scene::SetMethod, scene::SetPolarity, scene::SetSeed>)
          return Reach::clustering;
        else if constexpr (isOneOf<Kind, scene::AddSentence, scene::ReplaceSentence, scene::RemoveSentence>)
          return Reach::sentences;
        else
          return Reach::display;
      },
      command);
}

bool keepsItsMeaning(const scene::Command& command, Reach changes) {
  return std::visit(
      [changes]<class Kind>(const Kind&) {
        if constexpr (isOneOf<Kind, scene::SelectWord>)
          return changes < Reach::analysis;
        else if constexpr (isOneOf<Kind, scene::SelectUnit, scene::SelectChip, scene::SelectCloud,
                                   scene::BrushUnits>)
          return changes < Reach::clustering;
        else if constexpr (isOneOf<Kind, scene::SelectToken>)
          return changes < Reach::sentences;
        else
          return true;
      },
      command);
}

}  // namespace rnnvis::gui
