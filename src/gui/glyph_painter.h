#pragma once

#include "main_painter.h"

namespace rnnvis::gui {

/// The bars, hats and cursors of one glyph, without its labels.
void paintBars(QPainter& painter, const scene::Glyph& glyph, const Theme& theme);

/// The sentence column: headings, glyphs, labels, and how many tokens are scrolled out of it.
void paintGlyphs(QPainter& painter, const scene::MainScene& scene, const Theme& theme);

}  // namespace rnnvis::gui
