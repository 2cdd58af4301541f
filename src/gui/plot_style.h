#pragma once

#include "theme.h"

class QCPAxis;
class QCustomPlot;

namespace rnnvis::gui {

/// Colours and type of a plot and its axes; no grid but the line at 0.
void stylePlot(QCustomPlot& plot, const Theme& theme);

/// Ticks at −range, 0 and range, rounded to what can be read, and the axis a little beyond them.
void setSymmetricRange(QCPAxis& axis, double range);

}  // namespace rnnvis::gui
