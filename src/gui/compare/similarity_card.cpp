#include "compare/similarity_card.h"

#include "number_text.h"

#include "rnnvis/scene/display_token.h"

#include <QPainter>

#include <algorithm>
#include <numeric>

namespace rnnvis::gui {

SimilarityCard::SimilarityCard(QWidget* parent)
    : DifferenceCard("similarityCard", "Words: how alike the answers", 212, parent) {}

void SimilarityCard::show(const ShownDifferences& shown) {
  m_shown = shown;
  const compare::WordDifferences& words = shown.differences->words;
  m_order.clear();
  for (std::size_t i = 0; i < words.words.size(); ++i)
    if (words.words[i].similarity) m_order.push_back(i);
  std::stable_sort(m_order.begin(), m_order.end(), [&](std::size_t i, std::size_t j) {
    return *words.words[i].similarity < *words.words[j].similarity;
  });
  const auto left = [&](const auto& side) { return side.size(); };
  const compare::SharedWords& shared = shown.differences->shared;
  const std::size_t leftOut = left(*shared.leftOut.a) + left(*shared.leftOut.b);
  setNotice(!shared.problem.empty() ? QString::fromStdString(shared.problem)
            : m_order.empty()       ? "Known once both models have read the text together."
                                    : QString());
  const QString aligned = words.alignment == compare::Alignment::same      ? "on the same units"
                          : words.alignment == compare::Alignment::matched ? "on matched units"
                                                                           : "after rotation";
  setSubtitle(QStringLiteral("mean %1 %2%3")
                  .arg(numberText(words.similarity), aligned,
                       leftOut > 0 ? QStringLiteral("; %1 left out").arg(leftOut) : QString()));
}

void SimilarityCard::paintBody(QPainter& painter, const QRectF& body) {
  const double half = body.width() / 2;
  paintList(painter, {body.left(), body.top(), half - 8, body.height()}, "least alike", false);
  paintList(painter, {body.left() + half, body.top(), half, body.height()}, "most alike", true);
}

void SimilarityCard::paintList(QPainter& painter, const QRectF& box, const QString& title, bool mostAlike) {
  constexpr double row = 15;
  line(painter, {box.left(), box.top(), box.width(), row}, title, theme().mutedInk, Qt::AlignLeft, true);
  const auto rows = std::min(m_order.size(), static_cast<std::size_t>((box.height() - row) / row));
  for (std::size_t i = 0; i < rows; ++i) {
    const std::size_t item = m_order[mostAlike ? m_order.size() - 1 - i : i];
    const compare::WordDifference& word = m_shown.differences->words.words[item];
    const QRectF place(box.left(), box.top() + row * static_cast<double>(i + 1), box.width(), row);
    const double number = 32;
    painter.fillRect(QRectF(place.left(), place.top() + 2,
                            (place.width() - number) * std::max(0.0, *word.similarity), row - 4),
                     theme().cell);
    line(painter, place.adjusted(2, 0, -number, 0),
         QString::fromStdString(scene::displayToken(m_shown.textOf(word.word))), theme().ink);
    line(painter, place, QString::number(*word.similarity, 'f', 2), theme().mutedInk, Qt::AlignRight);
    addSpot(place, static_cast<int>(item),
            QStringLiteral("cosine of its two response profiles: %1<br>matched %2, rotated %3<br>%4 and %5 "
                           "times in the texts")
                .arg(numberText(*word.similarity), word.matched ? numberText(*word.matched) : "–",
                     word.rotated ? numberText(*word.rotated) : "–", grouped(word.profile.a->count),
                     grouped(word.profile.b->count)));
  }
}

void SimilarityCard::choose(int item) {
  Q_EMIT wordChosen(*m_shown.differences->words.words[static_cast<std::size_t>(item)].word.a);
}

}  // namespace rnnvis::gui
