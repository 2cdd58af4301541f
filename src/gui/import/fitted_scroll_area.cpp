#include "import/fitted_scroll_area.h"

#include <QResizeEvent>

namespace rnnvis::gui {

FittedScrollArea::FittedScrollArea(QWidget* parent) : QScrollArea(parent) {
  setFocusPolicy(Qt::NoFocus);
  setFrameShape(QFrame::NoFrame);
  setWidgetResizable(true);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
}

QSize FittedScrollArea::sizeHint() const {
  if (!widget()) return minimumSizeHint();
  const QSize hint = widget()->sizeHint();
  const bool wraps = widget()->hasHeightForWidth();
  return {hint.width(), wraps ? widget()->heightForWidth(viewport()->width()) : hint.height()};
}

bool FittedScrollArea::eventFilter(QObject* watched, QEvent* event) {
  if (watched == widget() && event->type() == QEvent::LayoutRequest) updateGeometry();
  return QScrollArea::eventFilter(watched, event);
}

void FittedScrollArea::resizeEvent(QResizeEvent* event) {
  QScrollArea::resizeEvent(event);
  if (event->size().width() != event->oldSize().width()) updateGeometry();
}

}  // namespace rnnvis::gui
