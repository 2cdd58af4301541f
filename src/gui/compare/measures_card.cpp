#include "compare/measures_card.h"

#include "number_text.h"

#include <QPainter>

#include <algorithm>

namespace rnnvis::gui {
namespace {

/// The quantiles as a box, from 0 at the left of `area` to `largest` at its right.
void paintBox(QPainter& painter, const QRectF& area, const std::array<double, 5>& quantiles, double largest,
              const QColor& colour) {
  const auto x = [&](double value) { return area.left() + area.width() * value / largest; };
  const double y = area.center().y(), half = area.height() / 2 - 1;
  painter.setPen(QPen(colour, 1.2));
  painter.drawLine(QPointF(x(quantiles[0]), y), QPointF(x(quantiles[4]), y));
  painter.fillRect(QRectF(QPointF(x(quantiles[1]), y - half), QPointF(x(quantiles[3]), y + half)), colour);
  painter.setPen(QPen(painter.background().color(), 2));
  painter.drawLine(QPointF(x(quantiles[2]), y - half), QPointF(x(quantiles[2]), y + half));
}

}  // namespace

MeasuresCard::MeasuresCard(QWidget* parent)
    : DifferenceCard("measuresCard", "Answers over the words", 196, parent) {
  setSubtitle("box: 25–75 %, line: 9–91 %");
}

void MeasuresCard::show(const ShownDifferences& shown) {
  m_shown = shown;
  setNotice(QString::fromStdString(shown.differences->shared.problem));
}

void MeasuresCard::paintBody(QPainter& painter, const QRectF& body) {
  const compare::WordDifferences& words = m_shown.differences->words;
  struct Row {
    const char* name;
    const compare::MeasureDifference& measure;
  };
  const Row rows[] = {{"strength", words.strength},
                      {"dispersion", words.dispersion},
                      {"strength / σ", words.relativeStrength},
                      {"dispersion / σ", words.relativeDispersion},
                      {"sparsity", words.sparsity}};
  painter.setBackground(theme().window);
  const double height = (body.height() - 14) / std::size(rows);
  for (std::size_t i = 0; i < std::size(rows); ++i) {
    const compare::MeasureDifference& measure = rows[i].measure;
    const QRectF row(body.left(), body.top() + height * static_cast<double>(i), body.width(), height);
    const double largest = std::max({1e-9, (*measure.quantiles.a)[4], (*measure.quantiles.b)[4]});
    line(painter, {row.left(), row.top(), row.width(), 13}, rows[i].name, theme().ink);
    line(painter, {row.left(), row.top(), row.width(), 13},
         numberText(*measure.mean.a) + " | " + numberText(*measure.mean.b), theme().mutedInk, Qt::AlignRight);
    const double bar = (height - 16) / 2;
    paintBox(painter, {row.left(), row.top() + 14, row.width(), bar}, *measure.quantiles.a, largest,
             baselineColour());
    paintBox(painter, {row.left(), row.top() + 14 + bar, row.width(), bar}, *measure.quantiles.b, largest,
             comparisonColour());
    addSpot(row, static_cast<int>(i),
            QStringLiteral(
                "%1: mean %2 in the baseline, %3 in the comparison, where it is larger for %4 % of the words")
                .arg(rows[i].name, numberText(*measure.mean.a), numberText(*measure.mean.b))
                .arg(100 * measure.higherInB, 0, 'f', 0));
  }
  line(painter, {body.left(), body.bottom() - 13, body.width() / 2, 13}, "▬ baseline", baselineColour());
  line(painter, {body.left() + 76, body.bottom() - 13, body.width() / 2, 13}, "▬ comparison",
       comparisonColour());
}

}  // namespace rnnvis::gui
