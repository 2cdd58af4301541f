#pragma once

#include "main_painter.h"

namespace rnnvis::gui {

/// The sentence column: headings, glyphs, sums, the overview of a long text and the forecast.
void paintSentences(QPainter& painter, const scene::MainScene& scene, const Theme& theme);

}  // namespace rnnvis::gui
