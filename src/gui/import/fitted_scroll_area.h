#pragma once

#include <QScrollArea>

namespace rnnvis::gui {

/// Scrolls vertically, and asks for just the height that its contents have at its width.
class FittedScrollArea : public QScrollArea {
  Q_OBJECT

 public:
  explicit FittedScrollArea(QWidget* parent = nullptr);

  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return {160, 96}; }

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
};

}  // namespace rnnvis::gui
