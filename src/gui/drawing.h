#pragma once

#include "rnnvis/scene/geometry.h"

#include <QPainter>
#include <QRectF>
#include <QString>

#include <string>

namespace rnnvis::gui {

inline QRectF toQt(const scene::Rect& rect) {
  return {rect.x, rect.y, rect.width, rect.height};
}
inline QPointF toQt(scene::Point point) {
  return {point.x, point.y};
}
inline QString toQt(const std::string& text) {
  return QString::fromStdString(text);
}

/// One line of text in the program's typeface. `flags` are Qt::Alignment bits; what does not fit is not cut.
void drawText(QPainter& painter, const QRectF& box, int flags, const QString& text, double pixels,
              const QColor& colour, bool bold = false);

/// A unit's cell; a faint one is hollow, for its colour to say the same.
void paintCell(QPainter& painter, const QRectF& box, const QColor& colour, bool isFaint);

/// The sign of a negative cell, so that colour is not its only carrier.
void paintMinus(QPainter& painter, const QRectF& cell, const QColor& colour);

/// The opacity of a ground of the strongest colour, so that text stays legible on it.
constexpr double strongestGround = 0.5;

/// `colour` at an opacity.
QColor withAlpha(QColor colour, double alpha);

}  // namespace rnnvis::gui
