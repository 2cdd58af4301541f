#include "vector_plot.h"

#include <QPicture>

namespace rnnvis::gui {
namespace {

bool keepsShapes(const QPainter& painter) {
  const QPaintEngine::Type type = painter.paintEngine()->type();
  return type == QPaintEngine::SVG || type == QPaintEngine::Pdf;
}

}  // namespace

void VectorPlot::paintEvent(QPaintEvent* event) {
  QPainter painter(this);
  if (!keepsShapes(painter)) {
    painter.end();
    return QCustomPlot::paintEvent(event);
  }
  // The plot wants a painter of its own kind, of which there can be no second one on the same device.
  QPicture picture;
  QCPPainter shapes(&picture);
  shapes.setMode(QCPPainter::pmVectorized);
  toPainter(&shapes, width(), height());
  shapes.end();
  painter.drawPicture(0, 0, picture);
}

}  // namespace rnnvis::gui
