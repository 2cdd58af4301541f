#pragma once

#include "main_painter.h"

namespace rnnvis::gui {

/// The bars, hats and cursors of one glyph, without its labels.
void paintBars(QPainter& painter, const scene::Glyph& glyph, const Theme& theme);

/// The numbers of the chips on a line, each over its box of a glyph.
void paintChipNumbers(QPainter& painter, const scene::Rect& line, const scene::Glyph& glyph,
                      const Theme& theme);

/// A signed bar about the middle of its axis, with its number.
void paintContribution(QPainter& painter, const scene::GlyphContribution& part, const Theme& theme);

/// A token's bars, label, prediction and contribution.
void paintGlyph(QPainter& painter, const scene::Glyph& glyph, const Theme& theme);

}  // namespace rnnvis::gui
