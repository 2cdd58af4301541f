#include "compare/information_card.h"

#include "number_text.h"

#include <QPainter>

#include <algorithm>

namespace rnnvis::gui {
namespace {

constexpr int toggle = -1;
constexpr double row = SentenceRows::height, names = SentenceRows::names;
constexpr double widestCell = 64, gap = 1.5;

}  // namespace

InformationCard::InformationCard(QWidget* parent)
    : DifferenceCard("informationCard", "Sentence: information by chip", 288, parent) {}

void InformationCard::show(const std::optional<ShownSentence>& shown) {
  m_shown = shown.value_or(ShownSentence{});
  const std::vector<int>& partner = m_shown.differences.partner;
  const bool isMatched = std::any_of(partner.begin(), partner.end(), [](int chip) { return chip >= 0; });
  setNotice(!shown ? QStringLiteral("Type a sentence to see which chips take it up differently.")
            : !m_shown.problem.empty() ? QString::fromStdString(m_shown.problem)
            : !isMatched ? QStringLiteral("Known once it is known which chips go with which: their units are "
                                          "matched when both models have read the text together.")
                         : QString());
  describe();
}

void InformationCard::describe() {
  setSubtitle(m_isUpdate ? QStringLiteral("updated by the token, comparison less baseline")
                         : QStringLiteral("aggregate after the token, comparison less baseline"));
}

const MatrixD& InformationCard::positive() const {
  return m_isUpdate ? m_shown.differences.updatedPositive : m_shown.differences.aggregatePositive;
}

const MatrixD& InformationCard::negative() const {
  return m_isUpdate ? m_shown.differences.updatedNegative : m_shown.differences.aggregateNegative;
}

void InformationCard::paintBody(QPainter& painter, const QRectF& body) {
  const compare::SentenceDifferences& differences = m_shown.differences;
  const std::size_t chips = differences.partner.size();
  const double range = std::max({1e-9, positive().cwiseAbs().maxCoeff(), negative().cwiseAbs().maxCoeff()});
  const double cell = std::min(widestCell, (body.width() - names) / static_cast<double>(chips));
  const auto left = [&](std::size_t chip) { return body.left() + names + cell * static_cast<double>(chip); };
  paintHeads(painter, {body.left(), body.top(), body.width(), row}, cell);
  const SentenceRows rows = rowsIn(body.height(), differences);
  for (std::size_t i = 0; i < rows.count; ++i) {
    const std::size_t column = rows.first + i;
    const double top = body.top() + row * static_cast<double>(i + 1);
    line(painter, {body.left(), top, names - 4, row}, m_shown.nameOf(column), theme().ink, Qt::AlignLeft,
         differences.widest == column);
    for (std::size_t chip = 0; chip < chips; ++chip) {
      const QRectF box(left(chip), top, cell, row);
      addSpot(box, static_cast<int>(column * chips + chip), tipOf(column, chip));
      if (!differences.columns[column].isPaired() || differences.partner[chip] < 0) continue;
      const QRectF inner = box.adjusted(gap, 1, -gap, -1);
      const auto at = [&](const MatrixD& values) {
        return values(static_cast<Eigen::Index>(column), static_cast<Eigen::Index>(chip)) / range;
      };
      painter.fillRect(QRectF(inner.topLeft(), QSizeF(inner.width() / 2, inner.height())),
                       theme().diverging(at(positive())));
      painter.fillRect(QRectF(inner.center().x(), inner.top(), inner.width() / 2, inner.height()),
                       theme().diverging(at(negative())));
    }
  }
  paintFoot(painter, {body.left(), body.bottom() - 4 * row + 4, body.width(), 4 * row - 4}, range);
}

/// Which chips go together; without room, the baseline's alone.
void InformationCard::paintHeads(QPainter& painter, const QRectF& box, double cell) const {
  constexpr double roomForBoth = 36;
  const std::vector<int>& partner = m_shown.differences.partner;
  line(painter, {box.left(), box.top(), names - 4, row}, cell < roomForBoth ? "chip" : "chip, its partner",
       theme().mutedInk);
  for (std::size_t chip = 0; chip < partner.size(); ++chip) {
    const QRectF place(box.left() + names + cell * static_cast<double>(chip), box.top(), cell, row);
    const bool showsBoth = partner[chip] >= 0 && cell >= roomForBoth;
    line(painter, showsBoth ? place.adjusted(0, 0, -cell / 2 - 2, 0) : place, QString::number(chip),
         baselineColour(), showsBoth ? Qt::AlignRight : Qt::AlignHCenter);
    if (showsBoth)
      line(painter, place.adjusted(cell / 2 + 2, 0, 0, 0), QString::number(partner[chip]), comparisonColour(),
           Qt::AlignLeft, true);
  }
}

void InformationCard::paintFoot(QPainter& painter, const QRectF& box, double range) {
  painter.setPen(QPen(theme().line, 1));
  painter.drawLine(box.topLeft(), box.topRight());
  const auto place = [&](int number) {
    return QRectF(box.left(), box.top() + 1 + row * number, box.width(), row);
  };
  line(painter, place(0), "left: positive part, right: negative part", theme().mutedInk);
  constexpr int steps = 9;
  constexpr double step = 7;
  const double x = box.left() + 40;
  line(painter, {box.left(), place(1).top(), 40, row}, signedText(-range), theme().mutedInk);
  for (int i = 0; i < steps; ++i)
    painter.fillRect(QRectF(x + step * i, place(1).top() + 3, step, row - 6),
                     theme().diverging(2.0 * i / (steps - 1) - 1));
  line(painter, {x + step * steps + 4, place(1).top(), 44, row}, signedText(range), theme().mutedInk);
  if (isOnPage()) return;
  const QString other = m_isUpdate ? "updated; show aggregate" : "aggregate; show updated";
  line(painter, place(2), other, theme().accent);
  addSpot(place(2), toggle,
          "What chips hold after each token (aggregate), or what the token changes in them (updated)");
}

QString InformationCard::tipOf(std::size_t column, std::size_t chip) const {
  const compare::SentenceDifferences& differences = m_shown.differences;
  const QString name = "<b>" + m_shown.nameOf(column).toHtmlEscaped() + "</b>";
  if (differences.partner[chip] < 0)
    return name + QStringLiteral("<br>chip %1 goes with none of the comparison").arg(chip);
  if (!differences.columns[column].isPaired()) return name + "<br>stands on one side alone";
  const auto values = [&](const MatrixD& positiveOf, const MatrixD& negativeOf) {
    const auto row = static_cast<Eigen::Index>(column), place = static_cast<Eigen::Index>(chip);
    return QStringLiteral("positive %1, negative %2")
        .arg(signedText(positiveOf(row, place)), signedText(negativeOf(row, place)));
  };
  return name + QStringLiteral(
                    "<br>chip %1 and chip %2 of the comparison, comparison less baseline"
                    "<br>aggregate information: %3<br>updated information: %4")
                    .arg(chip)
                    .arg(differences.partner[chip])
                    .arg(values(differences.aggregatePositive, differences.aggregateNegative),
                         values(differences.updatedPositive, differences.updatedNegative));
}

void InformationCard::choose(int item) {
  if (item == toggle) {
    m_isUpdate = !m_isUpdate;
    return describe();
  }
  const std::size_t column = static_cast<std::size_t>(item) / m_shown.differences.partner.size();
  const compare::TokenSpan& tokens = *m_shown.differences.columns[column].tokens.a;
  if (tokens.count > 0) Q_EMIT tokenChosen(tokens.last());
}

}  // namespace rnnvis::gui
