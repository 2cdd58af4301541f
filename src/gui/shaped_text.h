#pragma once

#include <QPainter>

#include <string>

namespace rnnvis::gui {

/// Draws a line of text in the program's typeface from the start of its baseline, in the painter's pen. On
/// the screen and in images the shaped glyphs are remembered, since shaping takes as long as drawing; what
/// takes text as text (SVG, PDF) is given that.
void drawShaped(QPainter& painter, QPointF baseline, const std::string& text, double pixels, bool bold);

}  // namespace rnnvis::gui
