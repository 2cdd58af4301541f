#pragma once

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace rnnvis::gui {

/// What runs in the background, how far it is and how long it will take, with a button to cancel it.
class JobBar : public QWidget {
  Q_OBJECT

 public:
  explicit JobBar(QWidget* parent = nullptr);

  void enter(const QString& stage);
  void advance(double fraction, double secondsLeft);
  void rest();

 Q_SIGNALS:
  void cancelRequested();

 private:
  QLabel* m_stage;
  QProgressBar* m_progress;
  QLabel* m_timeLeft;
  QPushButton* m_cancel;
};

}  // namespace rnnvis::gui
