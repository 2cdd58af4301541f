#pragma once

#include "compare/difference_card.h"
#include "compare/shown_sentence.h"

#include <optional>

namespace rnnvis::gui {

/// In what the information of the baseline's chips and of those that go with them differs along a sentence:
/// tokens by chips. A click selects the tokens.
class InformationCard : public DifferenceCard {
  Q_OBJECT

 public:
  explicit InformationCard(QWidget* parent = nullptr);
  void show(const std::optional<ShownSentence>& shown);

 Q_SIGNALS:
  /// The last token of the baseline's in the column.
  void tokenChosen(std::size_t ofBaseline);

 protected:
  void paintBody(QPainter& painter, const QRectF& body) override;
  void choose(int item) override;

 private:
  const MatrixD& positive() const;
  const MatrixD& negative() const;
  void describe();
  void paintHeads(QPainter& painter, const QRectF& box, double cell) const;
  void paintFoot(QPainter& painter, const QRectF& box, double range);
  QString tipOf(std::size_t column, std::size_t chip) const;

  ShownSentence m_shown;
  bool m_isUpdate = false;
};

}  // namespace rnnvis::gui
