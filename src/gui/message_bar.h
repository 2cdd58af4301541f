#pragma once

#include <QFrame>

class QLabel;

namespace rnnvis::gui {

/// One line above the main view that says what went wrong until it is dismissed. It blocks nothing.
class MessageBar : public QFrame {
  Q_OBJECT

 public:
  explicit MessageBar(QWidget* parent = nullptr);

  void showMessage(const QString& text);
  QString text() const;

 private:
  QLabel* m_text;
};

}  // namespace rnnvis::gui
