#pragma once

#include <qcustomplot.h>

namespace rnnvis::gui {

/// A plot that stays made of shapes where it is drawn to an SVG or a PDF; else pixels, which are kept. What
/// it lies in has the keyboard.
class VectorPlot : public QCustomPlot {
 public:
  VectorPlot() { setFocusPolicy(Qt::NoFocus); }

 protected:
  void paintEvent(QPaintEvent* event) override;
};

}  // namespace rnnvis::gui
