#pragma once

#include "compare/difference_card.h"
#include "compare/shown_differences.h"

namespace rnnvis::gui {

/// How strongly the units of either side answer to each word; a click selects one.
class StrengthCard : public DifferenceCard {
  Q_OBJECT

 public:
  explicit StrengthCard(QWidget* parent = nullptr);
  void show(const ShownDifferences& shown, const std::vector<WordId>& selected);

 Q_SIGNALS:
  void wordChosen(rnnvis::WordId ofBaseline);

 protected:
  void paintBody(QPainter& painter, const QRectF& body) override;
  void choose(int item) override;

 private:
  double strengthOf(const compare::WordProfile& profile) const;
  void describe();
  void paintName(QPainter& painter, QPointF at, double right, const QString& name) const;

  ShownDifferences m_shown;
  std::vector<WordId> m_selected;
  bool m_isRelative = false;
};

}  // namespace rnnvis::gui
