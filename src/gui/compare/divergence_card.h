#pragma once

#include "compare/difference_card.h"
#include "compare/shown_sentence.h"

#include <optional>

namespace rnnvis::gui {

/// Where along a sentence the predictions part, and what is the cause of the widest gap. A click selects the
/// tokens of a column.
class DivergenceCard : public DifferenceCard {
  Q_OBJECT

 public:
  explicit DivergenceCard(QWidget* parent = nullptr);
  void show(const std::optional<ShownSentence>& shown);

 Q_SIGNALS:
  /// The last token of the baseline's in the column.
  void tokenChosen(std::size_t ofBaseline);

 protected:
  void paintBody(QPainter& painter, const QRectF& body) override;
  void choose(int item) override;

 private:
  QString tipOf(std::size_t column) const;
  void paintCause(QPainter& painter, const QRectF& box) const;

  ShownSentence m_shown;
};

}  // namespace rnnvis::gui
