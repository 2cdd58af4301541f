#pragma once

#include "rnnvis/scene/main_scene.h"

#include <optional>
#include <vector>

namespace rnnvis::scene {

/// A step of the keyboard's focus in the main view. It goes to things of six kinds: tokens, chips, cells,
/// clouds, words (and the count of hidden ones), parts of speech.
enum class Step {
  up,    ///< To the nearest of its kind above it …
  down,  ///< … or below it.
  left,  ///< Cells, words, parts of speech: to the one before it, as one reads; from a cloud to the chip that
         ///< answers to it most, from a chip to a token.
  right,     ///< The other way round. In a mirrored scene the columns lie the other way round.
  next,      ///< To the next kind: from a chip to its cells, from a cloud to its words.
  previous,  ///< To the kind before it.
};

/// Where a step leads to; to the first thing of all (`previous`: of the last kind) from nothing, to the first
/// of its kind from what the scene does not show. Absent where there is nothing.
std::optional<Hit> walk(const MainScene& scene, const Hit& from, Step step);

/// What the scene shows in `parent`, in the order of the walk: in nothing tokens, chips, clouds and parts of
/// speech, in a chip its cells, in a cloud its words and the count of hidden ones.
std::vector<Hit> itemsIn(const MainScene& scene, const Hit& parent);

/// Where the scene shows what a step leads to; absent where it does not.
std::optional<Rect> boxOf(const MainScene& scene, const Hit& hit);

}  // namespace rnnvis::scene
