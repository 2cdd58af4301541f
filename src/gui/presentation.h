#pragma once

#include "rnnvis/scene/main_scene.h"

namespace rnnvis::gui {

/// What a talk needs larger: lengths over those of a desk.
inline constexpr double talkScale = 1.5;

/// The main view for who sits far away: no word smaller than the rest of the type, edges of at least two
/// fifths of the strongest. Its page is to be drawn talkScale times as large.
inline scene::MainOptions forTalk(scene::MainOptions options) {
  options.smallestWord = 10;
  options.leastEdge = 0.4;
  return options;
}

/// The options again as they are at a desk.
inline scene::MainOptions forDesk(scene::MainOptions options) {
  options.smallestWord = scene::MainOptions{}.smallestWord;
  options.leastEdge = scene::MainOptions{}.leastEdge;
  return options;
}

}  // namespace rnnvis::gui
