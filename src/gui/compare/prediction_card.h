#pragma once

#include "compare/difference_card.h"
#include "compare/shown_differences.h"

namespace rnnvis::gui {

/// How well either model predicts, on the whole, per part of speech and per word, with a paired test.
class PredictionCard : public DifferenceCard {
  Q_OBJECT

 public:
  explicit PredictionCard(QWidget* parent = nullptr);
  void show(const ShownDifferences& shown);

 Q_SIGNALS:
  void wordChosen(rnnvis::WordId ofBaseline);

 protected:
  void paintBody(QPainter& painter, const QRectF& body) override;
  void choose(int item) override;

 private:
  const compare::PredictionDifferences& predictions() const { return *m_shown.differences->predictions; }
  void paintLoss(QPainter& painter, const QRectF& row, const QString& name, const compare::PairedMean& loss,
                 double largest, int item);

  ShownDifferences m_shown;
};

}  // namespace rnnvis::gui
