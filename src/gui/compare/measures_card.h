#pragma once

#include "compare/difference_card.h"
#include "compare/shown_differences.h"

namespace rnnvis::gui {

/// Strength, dispersion and sparsity of the answers over the words, of either side.
class MeasuresCard : public DifferenceCard {
  Q_OBJECT

 public:
  explicit MeasuresCard(QWidget* parent = nullptr);
  void show(const ShownDifferences& shown);

 protected:
  void paintBody(QPainter& painter, const QRectF& body) override;
  void choose(int) override {}

 private:
  ShownDifferences m_shown;
};

}  // namespace rnnvis::gui
