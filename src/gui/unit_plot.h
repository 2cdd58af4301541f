#pragma once

#include "theme.h"

#include "rnnvis/scene/detail.h"

#include <QWidget>

#include <memory>

class QCustomPlot;

namespace rnnvis::gui {

/// How one unit responds to the words it answers to most: a lying box plot a word, with the mean and its 95 %
/// interval, the word at the left and its count at the right.
class UnitPlot : public QWidget {
  Q_OBJECT

 public:
  /// All values lie in [low, high].
  UnitPlot(std::shared_ptr<const scene::UnitAnswers> unit, double low, double high, const Theme& theme,
           QWidget* parent = nullptr);

 Q_SIGNALS:
  /// The user clicked a word.
  void wordPicked(rnnvis::WordId word);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void drawBoxes();
  void drawMeans();
  void setAxes(double low, double high);
  const scene::AnswerBox* answerAt(QPoint position) const;
  QString tooltipAt(QPoint position) const;

  std::shared_ptr<const scene::UnitAnswers> m_unit;
  const Theme& m_theme;
  QCustomPlot* m_plot;
};

}  // namespace rnnvis::gui
