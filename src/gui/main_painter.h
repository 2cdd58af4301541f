#pragma once

#include "theme.h"

#include "rnnvis/scene/main_scene.h"

class QPainter;

namespace rnnvis::gui {

constexpr double edgeOpacity = 0.76;     ///< Of edges while nothing is selected.
constexpr double selectedGround = 0.08;  ///< Opacity of the ground of a selected word, in the word's colour.

/// Draws the main view, legends and titles included, as it is shown in the window and written by `rnnvis
/// render`.
void paintMain(QPainter& painter, const scene::MainScene& scene, const Theme& theme);

/// Where a step of the sentence column changes the picture: down to the legend, as far as the chips.
scene::Rect sentenceRegion(const scene::MainScene& scene);

/// Draws what lies in sentenceRegion() alone, as paintMain() would; nothing where there are no sentences.
void paintSentenceRegion(QPainter& painter, const scene::MainScene& scene, const Theme& theme);

}  // namespace rnnvis::gui
