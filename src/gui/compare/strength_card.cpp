#include "compare/strength_card.h"

#include "drawing.h"
#include "fonts.h"
#include "number_text.h"

#include "rnnvis/scene/display_token.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace rnnvis::gui {
namespace {

constexpr int toggle = -1;

}  // namespace

StrengthCard::StrengthCard(QWidget* parent)
    : DifferenceCard("strengthCard", "Words: strength of the answers", 196, parent) {}

void StrengthCard::show(const ShownDifferences& shown, const std::vector<WordId>& selected) {
  m_shown = shown;
  m_selected = selected;
  const compare::SharedWords& shared = shown.differences->shared;
  setNotice(QString::fromStdString(shared.problem));
  describe();
}

void StrengthCard::describe() {
  const compare::WordDifferences& words = m_shown.differences->words;
  const double higher = (m_isRelative ? words.relativeStrength : words.strength).higherInB;
  setSubtitle(QStringLiteral("stronger in the comparison: %1 %").arg(std::lround(100 * higher)));
}

double StrengthCard::strengthOf(const compare::WordProfile& profile) const {
  return m_isRelative ? profile.relativeStrength : profile.strength;
}

void StrengthCard::paintBody(QPainter& painter, const QRectF& body) {
  const auto& words = m_shown.differences->words.words;
  const QRectF plot = body.adjusted(16, 0, 0, -32);
  double largest = 1e-9;
  for (const auto& word : words)
    largest = std::max({largest, strengthOf(*word.profile.a), strengthOf(*word.profile.b)});
  // Roots, so that the many weak words do not lie on one another.
  const auto place = [&](const compare::WordDifference& word) {
    return QPointF(plot.left() + plot.width() * std::sqrt(strengthOf(*word.profile.a) / largest),
                   plot.bottom() - plot.height() * std::sqrt(strengthOf(*word.profile.b) / largest));
  };
  painter.setPen(QPen(theme().line, 1));
  painter.drawRect(plot);
  painter.drawLine(plot.bottomLeft(), plot.topRight());
  for (std::size_t i = 0; i < words.size(); ++i) {
    const QPointF at = place(words[i]);
    const bool isSelected =
        std::find(m_selected.begin(), m_selected.end(), *words[i].word.a) != m_selected.end();
    painter.setPen(Qt::NoPen);
    painter.setBrush(isSelected ? theme().words[0] : withAlpha(theme().ink, 0.35));
    painter.drawEllipse(at, isSelected ? 4 : 2, isSelected ? 4 : 2);
    addSpot(
        {at.x() - 3, at.y() - 3, 6, 6}, static_cast<int>(i),
        QStringLiteral("<b>%1</b><br>mean |ŝ| over the units: %2 in the baseline, %3 in the comparison")
            .arg(QString::fromStdString(m_shown.textOf(words[i].word)).toHtmlEscaped(),
                 numberText(strengthOf(*words[i].profile.a)), numberText(strengthOf(*words[i].profile.b))));
  }
  for (const auto& word : words)
    if (std::find(m_selected.begin(), m_selected.end(), *word.word.a) != m_selected.end())
      paintName(painter, place(word), plot.right(),
                QString::fromStdString(scene::displayToken(m_shown.textOf(word.word))));
  line(painter, {plot.left(), plot.bottom() + 1, plot.width(), 14}, "baseline →", baselineColour(),
       Qt::AlignLeft);
  line(painter, {plot.left(), plot.bottom() + 1, plot.width(), 14}, numberText(largest), theme().faintInk,
       Qt::AlignRight);
  painter.save();
  painter.translate(body.left(), plot.bottom());
  painter.rotate(-90);
  line(painter, {0, 0, plot.height(), 14}, "comparison →", comparisonColour());
  painter.restore();
  const QRectF choice(plot.left(), plot.bottom() + 15, plot.width(), 16);
  if (isOnPage())
    return line(painter, choice, m_isRelative ? "mean |ŝ| / σ over the units" : "mean |ŝ| over the units",
                theme().mutedInk);
  line(painter, choice, m_isRelative ? "per deviation; show raw" : "raw; show per deviation", theme().accent);
  addSpot(choice, toggle, "Strength over the standard deviation of each unit’s state, or as it is");
}

/// Beside its point, on this side of `right`; on a ground of its own, for the points behind to leave it
/// legible.
void StrengthCard::paintName(QPainter& painter, QPointF at, double right, const QString& name) const {
  constexpr double pixels = 11;
  QRectF box(at + QPointF(6, -8), QSizeF(QFontMetricsF(gui::font(pixels, true)).horizontalAdvance(name), 16));
  if (box.right() > right) box.moveRight(at.x() - 6);
  painter.fillRect(box.adjusted(-2, 1, 2, -1), withAlpha(theme().window, 0.85));
  drawText(painter, box, Qt::AlignLeft | Qt::AlignVCenter, name, pixels, theme().words[0], true);
}

void StrengthCard::choose(int item) {
  if (item != toggle) {
    Q_EMIT wordChosen(*m_shown.differences->words.words[static_cast<std::size_t>(item)].word.a);
    return;
  }
  m_isRelative = !m_isRelative;
  describe();
}

}  // namespace rnnvis::gui
