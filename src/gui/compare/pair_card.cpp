#include "compare/pair_card.h"

#include "drawing.h"

#include <QPainter>
#include <QPolygonF>

#include <algorithm>
#include <cmath>

namespace rnnvis::gui {
namespace {

constexpr int whole = 0;

/// Pearson's correlation of the mean responses to the two words over the units.
double correlationOf(const scene::DistributionDetail& side) {
  const VectorD a = side.words[0].mean.array() - side.words[0].mean.mean();
  const VectorD b = side.words[1].mean.array() - side.words[1].mean.mean();
  const double size = a.norm() * b.norm();
  return size > 0 ? a.dot(b) / size : 0;
}

}  // namespace

PairCard::PairCard(const QString& first, const QString& second, QWidget* parent)
    : DifferenceCard({}, first + " / " + second, 226, parent), m_words{first, second} {
  setSubtitle("units by “" + first + "”; line: mean, band: 25–75 %");
}

void PairCard::show(std::optional<scene::DistributionDetail> baseline,
                    std::optional<scene::DistributionDetail> comparison) {
  m_sides = {std::move(baseline), std::move(comparison)};
  update();
}

void PairCard::paintBody(QPainter& painter, const QRectF& body) {
  double range = 1e-9;
  for (const auto& side : m_sides)
    if (side) range = std::max(range, side->range);
  const double half = body.height() / 2;
  paintSide(painter, {body.left(), body.top(), body.width(), half - 4}, "baseline", baselineColour(),
            m_sides[0], range);
  paintSide(painter, {body.left(), body.top() + half, body.width(), half - 4}, "comparison",
            comparisonColour(), m_sides[1], range);
  addSpot(body, whole, "Click to select both words");
}

void PairCard::paintSide(QPainter& painter, const QRectF& box, const QString& name, const QColor& colour,
                         const std::optional<scene::DistributionDetail>& side, double range) {
  line(painter, {box.left(), box.top(), box.width(), 13}, name, colour);
  if (!side)
    return line(painter, {box.left(), box.top(), box.width(), 13}, "a word is missing", theme().mutedInk,
                Qt::AlignRight);
  line(painter, {box.left(), box.top(), box.width(), 13},
       QStringLiteral("r = %1").arg(correlationOf(*side), 0, 'f', 2), theme().mutedInk, Qt::AlignRight);
  const QRectF plot = box.adjusted(0, 14, 0, 0);
  const auto point = [&](Eigen::Index unit, Eigen::Index units, double value) {
    return QPointF(
        plot.left() + plot.width() * (static_cast<double>(unit) + 0.5) / static_cast<double>(units),
        plot.center().y() - plot.height() / 2 * std::clamp(value / range, -1.0, 1.0));
  };
  painter.setPen(QPen(theme().line, 1));
  painter.drawLine(QPointF(plot.left(), plot.center().y()), QPointF(plot.right(), plot.center().y()));
  for (std::size_t w = 0; w < side->words.size(); ++w) {
    const scene::WordDistribution& word = side->words[w];
    const Eigen::Index units = word.mean.size();
    QPolygonF band, mean;
    for (Eigen::Index u = 0; u < units; ++u) {
      mean << point(u, units, word.mean[u]);
      if (word.quantiles.rows() == 5) band << point(u, units, word.quantiles(3, u));
    }
    for (Eigen::Index u = units - 1; u >= 0 && word.quantiles.rows() == 5; --u)
      band << point(u, units, word.quantiles(1, u));
    painter.setPen(Qt::NoPen);
    painter.setBrush(withAlpha(theme().words[w], 0.25));
    painter.drawPolygon(band);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme().words[w], 1.4));
    painter.drawPolyline(mean);
  }
}

}  // namespace rnnvis::gui
