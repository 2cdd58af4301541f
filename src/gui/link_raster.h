#pragma once

#include "link_painter.h"

#include <QPoint>

class QImage;

namespace rnnvis::gui {

/// Draws a link from left to right into premultiplied 32-bit pixels, smooth at its edges. `origin` is the
/// place of the picture's first pixel. What lies outside is left out.
void rasterise(const DrawnLink& link, QPoint origin, QImage& image);

}  // namespace rnnvis::gui
