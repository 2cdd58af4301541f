#pragma once

#include "main_painter.h"

namespace rnnvis::gui {

/// The strip below the columns: what colour, size, width and position mean, each under the column it is
/// about.
void paintLegend(QPainter& painter, const scene::MainScene& scene, const Theme& theme);

}  // namespace rnnvis::gui
