#pragma once

#include "theme.h"

#include "train/training_record.h"

#include <QSharedPointer>
#include <QWidget>

class QCPAxisTickerFixed;
class QCPGraph;
class QCustomPlot;
class QLabel;

namespace rnnvis::gui {

/// Perplexity or accuracy of each epoch on the training and the validation text; a ring around the epoch
/// whose weights are kept.
class LearningCurves : public QWidget {
  Q_OBJECT

 public:
  explicit LearningCurves(QWidget* parent = nullptr);

  void setTheme(const Theme& theme);
  void showRecord(const TrainingRecord& record);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void fitAxes(const TrainingRecord& record);
  void showReadout(double epoch);

  const Theme* m_theme;
  TrainingRecord m_record;
  QLabel* m_readout;
  QCustomPlot* m_plot;
  QSharedPointer<QCPAxisTickerFixed> m_epochs;
  QCPGraph* m_train;
  QCPGraph* m_valid;
  QCPGraph* m_best;
};

}  // namespace rnnvis::gui
