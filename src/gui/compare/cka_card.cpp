#include "compare/cka_card.h"

#include "contrast.h"
#include "drawing.h"
#include "number_text.h"

#include <QPainter>

#include <algorithm>

namespace rnnvis::gui {

CkaCard::CkaCard(QWidget* parent) : DifferenceCard("ckaCard", "Layers: how alike (CKA)", 180, parent) {}

void CkaCard::show(const compare::Attempt<compare::JointReading>& joint, LayerId a, LayerId b) {
  setNotice(joint ? QString() : QString::fromStdString(joint.problem));
  if (!joint) return;
  m_cka = joint->cka;
  m_layers = joint->layers;
  m_a = a;
  m_b = b;
  m_matched = joint->matching.similarity;
  setSubtitle(QStringLiteral("rows: baseline; over %1 tokens")
                  .arg(grouped(static_cast<std::int64_t>(joint->tokens))));
}

void CkaCard::paintBody(QPainter& painter, const QRectF& body) {
  constexpr double heads = 50, foot = 34, leastCell = 24;  // Below it a number could not be read.
  const auto rows = m_cka.rows(), columns = m_cka.cols();
  const double cell = std::min({52.0, (body.width() - heads) / static_cast<double>(columns),
                                (body.height() - 18 - foot) / static_cast<double>(rows)});
  const QPointF corner(body.left() + heads, body.top() + 18);
  const auto name = [](const std::string& layer) {
    return QString::fromStdString(layer).replace("layer", "layer ");
  };
  for (Eigen::Index j = 0; j < columns; ++j)
    line(painter, {corner.x() + cell * static_cast<double>(j), body.top(), cell, 16},
         name((*m_layers.b)[static_cast<std::size_t>(j)]), comparisonColour(), Qt::AlignHCenter);
  for (Eigen::Index i = 0; i < rows; ++i) {
    const double y = corner.y() + cell * static_cast<double>(i);
    line(painter, {body.left(), y, heads - 4, cell}, name((*m_layers.a)[static_cast<std::size_t>(i)]),
         baselineColour());
    for (Eigen::Index j = 0; j < columns; ++j) {
      const QRectF box(corner.x() + cell * static_cast<double>(j), y, cell, cell);
      const double value = m_cka(i, j);
      const QColor ground = theme().grey(value);
      painter.fillRect(box.adjusted(1, 1, -1, -1), ground);
      if (cell >= leastCell)
        drawText(painter, box, Qt::AlignCenter, numberText(value).left(4), std::min(12.0, cell / 2.6),
                 textOn(ground, theme()));
      addSpot(box, static_cast<int>(i * columns + j),
              QStringLiteral("linear CKA of the states, debiased: %1").arg(numberText(value)));
    }
  }
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(theme().accent, 2));
  painter.drawRect(QRectF(corner.x() + cell * m_b.value, corner.y() + cell * m_a.value, cell, cell));
  const double below = corner.y() + cell * static_cast<double>(rows) + 4;
  line(painter, {body.left(), below, body.width(), 14}, "1: alike, 0: unrelated", theme().mutedInk);
  line(painter, {body.left(), below + 14, body.width(), 14}, "units matched 1:1: " + numberText(m_matched),
       theme().ink);
}

void CkaCard::choose(int item) {
  const int columns = static_cast<int>(m_cka.cols());
  Q_EMIT layersChosen(LayerId{item / columns}, LayerId{item % columns});
}

}  // namespace rnnvis::gui
