#pragma once

#include "train/training_process.h"

#include <QDialog>

#include <functional>

class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;

namespace rnnvis::gui {

class LearningCurves;
class MessageBar;
class TrainingForm;
struct Theme;

/// Where a network is described, trained and watched: what to train on the left, how it goes on the right. A
/// run goes on while the window is closed; one that was stopped, or that ended with the program, can be gone
/// on with.
class TrainingWindow : public QDialog {
  Q_OBJECT

 public:
  explicit TrainingWindow(QWidget* parent = nullptr);

  void setTheme(const Theme& theme);
  /// The text's scale has changed from `before`.
  void followText(double before);
  const TrainingProcess& process() const { return m_process; }

  /// Shows what a configuration file says and returns true; a message says why not where it cannot be read.
  bool loadConfiguration(const QString& file);
  void saveConfiguration(const QString& file);
  /// Shows the run in a folder and offers to go on with it.
  void showRun(const QString& folder);

 Q_SIGNALS:
  /// The user wants to look into the model of a run that is done.
  void modelChosen(const QString& folder);

 private:
  QWidget* makeSettings();
  QWidget* makeRun();
  QWidget* makeTarget();
  QWidget* makeButtons();
  void connectParts();
  void begin();
  void beginAnew();
  void update();
  void showRecord();
  void showFailure(const QString& message);
  QString statusText() const;
  QString configurationText() const;
  QString problem() const;
  QString folder() const;
  void browseFolder(const QString& title, const std::function<void(const QString&)>& chosen);

  TrainingProcess m_process;
  QString m_resumed;  // The folder of the run that is shown and can be gone on with; empty for a new one.

  MessageBar* m_message;
  TrainingForm* m_form;
  QLabel* m_texts;
  LearningCurves* m_curves;
  QProgressBar* m_progress;
  QLabel* m_status;
  QLineEdit* m_name;
  QLineEdit* m_folder;
  QLabel* m_reason;
  QPushButton* m_find;
  QPushButton* m_new;
  QPushButton* m_stop;
  QPushButton* m_begin;
  QPushButton* m_open;
};

}  // namespace rnnvis::gui
