#include "drawing.h"

#include "fonts.h"

namespace rnnvis::gui {

void drawText(QPainter& painter, const QRectF& box, int flags, const QString& text, double pixels,
              const QColor& colour, bool bold) {
  painter.setFont(font(pixels, bold));
  painter.setPen(colour);
  painter.drawText(box, flags | Qt::TextSingleLine | Qt::TextDontClip, text);
}

QColor withAlpha(QColor colour, double alpha) {
  colour.setAlphaF(static_cast<float>(alpha));
  return colour;
}

}  // namespace rnnvis::gui
