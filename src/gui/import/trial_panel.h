#pragma once

#include "import/trial_model.h"

#include <QWidget>

#include <optional>

class QLabel;
class QLineEdit;
class QTableView;

namespace rnnvis::gui {

/// The text that settings are tried on, and what came of it.
class TrialPanel : public QWidget {
  Q_OBJECT

 public:
  explicit TrialPanel(QWidget* parent = nullptr);

  /// Where texts are looked for.
  void setFolder(const QString& folder) { m_folder = folder; }
  void setSample(const QString& path);
  const QString& sample() const { return m_sample; }

  void showTrials(const Trials& trials);
  /// In place of trials: what is going on, or why there are none.
  void showStatus(const QString& status);
  /// The selected one.
  std::optional<std::size_t> current() const;

 Q_SIGNALS:
  void sampleChanged();
  void currentChanged();

 private:
  QWidget* makeSampleRow();
  void setTrials(const Trials& trials);
  void browse();

  QString m_folder;
  QString m_sample;
  QLineEdit* m_sampleEdit;
  QLabel* m_status;
  TrialModel* m_model;
  QTableView* m_table;
};

}  // namespace rnnvis::gui
