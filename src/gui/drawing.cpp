#include "drawing.h"

#include "fonts.h"

#include <algorithm>

namespace rnnvis::gui {

void drawText(QPainter& painter, const QRectF& box, int flags, const QString& text, double pixels,
              const QColor& colour, bool bold) {
  painter.setFont(font(pixels, bold));
  painter.setPen(colour);
  painter.drawText(box, flags | Qt::TextSingleLine | Qt::TextDontClip, text);
}

void paintCell(QPainter& painter, const QRectF& box, const QColor& colour, bool isFaint) {
  constexpr double smallestHollow = 3.5;  // Below it nothing would be left inside.
  if (isFaint && box.width() < smallestHollow) return painter.fillRect(box, withAlpha(colour, 0.35));
  if (!isFaint) return painter.fillRect(box, colour);
  const double pen = std::max(1.0, 0.11 * box.width());
  painter.save();
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(colour, pen, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
  painter.drawRect(box.adjusted(pen / 2, pen / 2, -pen / 2, -pen / 2));
  painter.restore();
}

void paintMinus(QPainter& painter, const QRectF& cell, const QColor& colour) {
  const double length = 0.44 * cell.width(), height = std::max(1.0, 0.1 * cell.height());
  const QPointF middle = cell.center();
  painter.fillRect(QRectF(middle.x() - length / 2, middle.y() - height / 2, length, height), colour);
}

QColor withAlpha(QColor colour, double alpha) {
  colour.setAlphaF(static_cast<float>(alpha));
  return colour;
}

}  // namespace rnnvis::gui
