#pragma once

#include "compare/difference_card.h"
#include "compare/shown_differences.h"

namespace rnnvis::gui {

/// The words that the models answer to least and most alike; a click selects one.
class SimilarityCard : public DifferenceCard {
  Q_OBJECT

 public:
  explicit SimilarityCard(QWidget* parent = nullptr);
  void show(const ShownDifferences& shown);

 Q_SIGNALS:
  void wordChosen(rnnvis::WordId ofBaseline);

 protected:
  void paintBody(QPainter& painter, const QRectF& body) override;
  void choose(int item) override;

 private:
  void paintList(QPainter& painter, const QRectF& box, const QString& title, bool mostAlike);

  ShownDifferences m_shown;
  std::vector<std::size_t> m_order;  // Of the words, the least alike first.
};

}  // namespace rnnvis::gui
