#include "compare/divergence_card.h"

#include "number_text.h"

#include "rnnvis/scene/display_token.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace rnnvis::gui {
namespace {

constexpr double row = SentenceRows::height;

QString percent(double share) {
  return QStringLiteral("%1 %").arg(100 * share, 0, 'f', share < 0.095 ? 1 : 0);
}

}  // namespace

DivergenceCard::DivergenceCard(QWidget* parent)
    : DifferenceCard("divergenceCard", "Sentence: where predictions part", 228, parent) {}

void DivergenceCard::show(const std::optional<ShownSentence>& shown) {
  m_shown = shown.value_or(ShownSentence{});
  const compare::SentenceDifferences& differences = m_shown.differences;
  setNotice(!shown ? QStringLiteral("Type a sentence to see where the predictions part along it.")
            : !m_shown.problem.empty()     ? QString::fromStdString(m_shown.problem)
            : !differences.problem.empty() ? QString::fromStdString(differences.problem)
                                           : QString());
  setSubtitle(differences.edits > 0 ? QStringLiteral("KL, nats; %1 edits").arg(differences.edits)
                                    : QStringLiteral("KL after each token, nats"));
}

void DivergenceCard::paintBody(QPainter& painter, const QRectF& body) {
  const compare::SentenceDifferences& differences = m_shown.differences;
  double largest = 1e-9;
  for (const auto& divergence : differences.divergences)
    if (divergence) largest = std::max(largest, divergence->nats);
  const SentenceRows rows = rowsIn(body.height(), differences);
  constexpr double names = SentenceRows::names, number = 34;
  for (std::size_t i = 0; i < rows.count; ++i) {
    const std::size_t c = rows.first + i;
    const QRectF place(body.left(), body.top() + row * static_cast<double>(i + 1), body.width(), row);
    const bool isWidest = differences.widest == c;
    line(painter, {place.left(), place.top(), names - 4, row}, m_shown.nameOf(c), theme().ink, Qt::AlignLeft,
         isWidest);
    const auto& divergence = differences.divergences[c];
    addSpot(place, static_cast<int>(c), tipOf(c));
    if (!divergence) continue;
    painter.fillRect(QRectF(place.left() + names, place.top() + 3,
                            (place.width() - names - number) * divergence->nats / largest, row - 6),
                     isWidest ? theme().accent : theme().mutedInk);
    line(painter, place, QString::number(divergence->nats, 'f', 2), theme().mutedInk, Qt::AlignRight);
  }
  if (differences.cause)
    paintCause(painter, {body.left(), body.bottom() - 4 * row + 4, body.width(), 4 * row - 4});
}

/// The output that parts them most, and the tokens that make the difference in its logit.
void DivergenceCard::paintCause(QPainter& painter, const QRectF& box) const {
  const compare::Cause& cause = *m_shown.differences.cause;
  painter.setPen(QPen(theme().line, 1));
  painter.drawLine(box.topLeft(), box.topRight());
  line(painter, {box.left(), box.top() + 1, box.width(), row},
       QStringLiteral("widest by “%1”: %2 | %3")
           .arg(QString::fromStdString(scene::displayToken(cause.output.name)),
                percent(*cause.output.probability.a), percent(*cause.output.probability.b)),
       theme().ink, Qt::AlignLeft, true);
  struct Part {
    QString name;
    double change;
  };
  std::vector<Part> parts;
  for (std::size_t c = 0; c < m_shown.differences.columns.size(); ++c) {
    const compare::AlignedTokens& column = m_shown.differences.columns[c];
    double change = 0;
    const auto add = [&](const std::vector<double>& tokens, const compare::TokenSpan& span, double sign) {
      for (std::size_t t = span.first; t < std::min(tokens.size(), span.first + span.count); ++t)
        change += sign * tokens[t];
    };
    add(*cause.tokens.a, *column.tokens.a, -1);
    add(*cause.tokens.b, *column.tokens.b, 1);
    parts.push_back({m_shown.nameOf(c), change});
  }
  const auto most = std::min<std::size_t>(3, parts.size());
  std::partial_sort(parts.begin(), parts.begin() + static_cast<std::ptrdiff_t>(most), parts.end(),
                    [](const Part& x, const Part& y) { return std::abs(x.change) > std::abs(y.change); });
  QStringList tokens;
  for (std::size_t i = 0; i < most; ++i) tokens << parts[i].name + " " + signedText(parts[i].change);
  line(painter, {box.left(), box.top() + 1 + row, box.width(), row},
       "its score, by token: " + tokens.join(", "), theme().mutedInk);
  if (cause.clusters.a->empty() || cause.clusters.b->empty()) return;
  const auto largest = [](const std::vector<double>& clusters) {
    const auto found = std::max_element(clusters.begin(), clusters.end(),
                                        [](double x, double y) { return std::abs(x) < std::abs(y); });
    return QStringLiteral("chip %1 %2").arg(found - clusters.begin()).arg(signedText(*found));
  };
  line(painter, {box.left(), box.top() + 1 + 2 * row, box.width(), row},
       "most by " + largest(*cause.clusters.a) + " | " + largest(*cause.clusters.b), theme().mutedInk);
}

QString DivergenceCard::tipOf(std::size_t index) const {
  const auto& divergence = m_shown.differences.divergences[index];
  const QString name = "<b>" + m_shown.nameOf(index).toHtmlEscaped() + "</b>";
  if (!divergence) return name + "<br>stands on one side alone";
  QString tip = name + QStringLiteral("<br>KL(baseline ‖ comparison) %1, the other way round %2")
                           .arg(numberText(divergence->nats), numberText(divergence->backward));
  for (const compare::OutputDifference& output : divergence->outputs)
    tip += QStringLiteral("<br>%1: %2 | %3")
               .arg(QString::fromStdString(output.name).toHtmlEscaped(), percent(*output.probability.a),
                    percent(*output.probability.b));
  return tip;
}

void DivergenceCard::choose(int item) {
  const compare::TokenSpan& tokens = *m_shown.differences.columns[static_cast<std::size_t>(item)].tokens.a;
  if (tokens.count > 0) Q_EMIT tokenChosen(tokens.last());
}

}  // namespace rnnvis::gui
