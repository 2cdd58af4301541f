#pragma once

#include <QRegularExpression>
#include <QString>

#include <algorithm>

namespace rnnvis::test {

/// The size in points of the smallest type of an SVG that is so many millimetres wide.
inline double smallestPoints(const QString& svg, double millimetres) {
  const QRegularExpression page("viewBox=\"0 0 ([0-9.]+)"), type("<text[^>]* font-size=\"([0-9.]+)\"");
  const double points = millimetres / 25.4 * 72 / page.match(svg).captured(1).toDouble();
  double smallest = 1e9;
  for (auto texts = type.globalMatch(svg); texts.hasNext();)
    smallest = std::min(smallest, points * texts.next().captured(1).toDouble());
  return smallest;
}

}  // namespace rnnvis::test
