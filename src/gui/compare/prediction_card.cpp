#include "compare/prediction_card.h"

#include "number_text.h"

#include "rnnvis/scene/display_token.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace rnnvis::gui {
namespace {

QString pText(double p) {
  return p < 0.001 ? QStringLiteral("p < 0.001") : QStringLiteral("p = %1").arg(p, 0, 'f', 3);
}

}  // namespace

PredictionCard::PredictionCard(QWidget* parent)
    : DifferenceCard("predictionCard", "Predictions", 222, parent) {}

void PredictionCard::show(const ShownDifferences& shown) {
  m_shown = shown;
  const auto& predictions = shown.differences->predictions;
  setNotice(predictions ? QString() : QString::fromStdString(predictions.problem));
  if (!predictions) return;
  const bool isClassifier = shown.subjects.a->model->manifest.task == model::Task::classifier;
  setSubtitle(isClassifier ? QStringLiteral("accuracy %1 % | %2 %; %3")
                                 .arg(100 * predictions->alone.a->accuracy, 0, 'f', 1)
                                 .arg(100 * predictions->alone.b->accuracy, 0, 'f', 1)
                                 .arg(pText(predictions->accuracy.pValue))
                           : QStringLiteral("perplexity %1 | %2; %3")
                                 .arg(predictions->alone.a->perplexity, 0, 'f', 1)
                                 .arg(predictions->alone.b->perplexity, 0, 'f', 1)
                                 .arg(pText(predictions->loss.pValue)));
}

void PredictionCard::paintBody(QPainter& painter, const QRectF& body) {
  constexpr double row = 14;
  const compare::PredictionDifferences& shown = predictions();
  const double whole = shown.loss.difference;
  line(painter, {body.left(), body.top(), body.width(), row},
       QStringLiteral("loss %1 nats [%2, %3]")
           .arg(signedText(whole), signedText(shown.loss.bounds.low), signedText(shown.loss.bounds.high)),
       theme().ink);
  line(painter, {body.left(), body.top() + row, body.width(), row}, "change; hollow: q > 0.05",
       theme().mutedInk);
  // Single words differ by far more than parts of speech.
  const auto largestOf = [](const auto& items) {
    double largest = 1e-9;
    for (const auto& item : items) largest = std::max(largest, std::abs(item.loss.difference));
    return largest;
  };
  const double largestTag = largestOf(shown.tags), largestWord = largestOf(shown.words);
  const auto room = static_cast<std::size_t>((body.height() - 2 * row) / row);
  const std::size_t tags = std::min(shown.tags.size(), room);
  const std::size_t words = std::min(shown.words.size(), room - tags);
  double y = body.top() + 2 * row;
  for (std::size_t i = 0; i < tags; ++i, y += row) {
    const std::string_view name = describe(shown.tags[i].tag);
    paintLoss(painter, {body.left(), y, body.width(), row},
              QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())), shown.tags[i].loss,
              largestTag, -1);
  }
  const bool isClassifier = m_shown.subjects.a->model->manifest.task == model::Task::classifier;
  for (std::size_t i = 0; i < words; ++i, y += row) {
    const compare::SharedWord& word = shown.words[i].word;
    const std::string name =
        isClassifier ? m_shown.subjects.a->model->outputName(word.a->index()) : m_shown.textOf(word);
    paintLoss(painter, {body.left(), y, body.width(), row}, QString::fromStdString(scene::displayToken(name)),
              shown.words[i].loss, largestWord, isClassifier ? -1 : static_cast<int>(i));
  }
}

/// A bar to the right where the comparison loses more.
void PredictionCard::paintLoss(QPainter& painter, const QRectF& row, const QString& name,
                               const compare::PairedMean& loss, double largest, int item) {
  constexpr double names = 78, number = 40;
  line(painter, {row.left(), row.top(), names - 4, row.height()}, name, theme().ink);
  const QRectF axis(row.left() + names, row.top() + 3, row.width() - names - number, row.height() - 6);
  const double zero = axis.center().x(), reach = axis.width() / 2 * loss.difference / largest;
  const QColor& colour = loss.difference > 0 ? baselineColour() : comparisonColour();
  const QRectF bar(std::min(zero, zero + reach), axis.top(), std::abs(reach), axis.height());
  if (loss.qValue <= 0.05) painter.fillRect(bar, colour);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(colour, 1));
  painter.drawRect(bar);
  painter.setPen(QPen(theme().line, 1));
  painter.drawLine(QPointF(zero, row.top()), QPointF(zero, row.bottom()));
  line(painter, row, signedText(loss.difference), theme().mutedInk, Qt::AlignRight);
  addSpot(
      row, item,
      QStringLiteral("<b>%1</b>: loss %2 in the baseline, %3 in the comparison, at %4 places<br>%5, q = %6")
          .arg(name.toHtmlEscaped(), numberText(*loss.mean.a), numberText(*loss.mean.b))
          .arg(loss.places)
          .arg(pText(loss.pValue), numberText(loss.qValue)));
}

void PredictionCard::choose(int item) {
  if (item >= 0) Q_EMIT wordChosen(*predictions().words[static_cast<std::size_t>(item)].word.a);
}

}  // namespace rnnvis::gui
