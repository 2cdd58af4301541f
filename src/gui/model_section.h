#pragma once

#include "computation.h"

#include <QWidget>

class QComboBox;
class QLabel;

namespace rnnvis::gui {

/// Which model and text are open, what they are and how well the model predicts.
class ModelSection : public QWidget {
  Q_OBJECT

 public:
  explicit ModelSection(QWidget* parent = nullptr);

  void showState(const scene::AnalyticState& state);
  void showComputed(const scene::ComputedState& computed);
  void showPerformance(const QString& text);

 Q_SIGNALS:
  void modelChosen(const QString& path);
  void browseRequested();
  void importRequested();
  void commanded(const rnnvis::scene::Command& command);

 private:
  void listModels(const QString& current);
  void activateModel(int index);

  QComboBox* m_models;
  QLabel* m_architecture;
  QLabel* m_performance;
  QComboBox* m_corpora;
  QLabel* m_corpus;
  QString m_shownModel;
};

}  // namespace rnnvis::gui
