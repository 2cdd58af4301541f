#include "history.h"

#include <type_traits>

namespace rnnvis::gui {
namespace {

/// Whether commands of this kind come from a control that is dragged, or is gone through in one go.
template <class Command>
constexpr bool isOfSlider =
    std::is_same_v<Command, scene::SetClusters> || std::is_same_v<Command, scene::SetWords> ||
    std::is_same_v<Command, scene::SetSeed> || std::is_same_v<Command, scene::SetEdgeFilter> ||
    std::is_same_v<Command, scene::SetResponseClip> || std::is_same_v<Command, scene::SetDetail>;

}  // namespace

std::size_t sliderOf(const scene::Command& command) {
  constexpr std::size_t kinds = std::variant_size_v<scene::Command>;
  if (const auto* typed = std::get_if<scene::ReplaceSentence>(&command)) return kinds + 1 + typed->index;
  const bool isDragged = std::visit([]<class Kind>(const Kind&) { return isOfSlider<Kind>; }, command);
  return isDragged ? command.index() + 1 : 0;
}

}  // namespace rnnvis::gui
