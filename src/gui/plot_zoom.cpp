#include "plot_zoom.h"

#include <qcustomplot.h>

#include <algorithm>

namespace rnnvis::gui {
namespace {

constexpr int leastDrag = 4;  // Pixels that a click may move.

}  // namespace

PlotZoom::PlotZoom(QCustomPlot& plot, QCPAxis& axis, double closest)
    : QObject(&plot),
      m_plot(plot),
      m_axis(axis),
      m_low(axis.range().lower),
      m_high(axis.range().upper),
      m_closest(std::min(closest, m_high - m_low)) {
  plot.setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
  axis.axisRect()->setRangeDragAxes({&axis});
  axis.axisRect()->setRangeZoomAxes({&axis});
  axis.axisRect()->setRangeZoomFactor(0.8);
  plot.installEventFilter(this);
  m_wait.setSingleShot(true);
  connect(&m_wait, &QTimer::timeout, this, [this] { Q_EMIT clicked(m_pressed, m_modifiers); });
  connect(&axis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), this, &PlotZoom::bound);
}

bool PlotZoom::isZoomed() const {
  return m_axis.range().size() < 0.999 * (m_high - m_low);
}

void PlotZoom::press(const QMouseEvent& event) {
  m_pressed = event.position().toPoint();
  m_isSecond = false;
}

void PlotZoom::release(const QMouseEvent& event) {
  const bool hasMoved = (event.position().toPoint() - m_pressed).manhattanLength() >= leastDrag;
  if (event.button() != Qt::LeftButton || hasMoved || m_isSecond) return;
  m_modifiers = event.modifiers();
  if (isZoomed())
    m_wait.start(QApplication::doubleClickInterval());
  else
    Q_EMIT clicked(m_pressed, m_modifiers);
}

void PlotZoom::showWhole() {
  m_isSecond = true;
  m_wait.stop();
  m_axis.setRange(m_low, m_high);
  m_plot.replot(QCustomPlot::rpQueuedReplot);
}

bool PlotZoom::eventFilter(QObject*, QEvent* event) {
  switch (event->type()) {
    case QEvent::MouseButtonPress:
      press(static_cast<const QMouseEvent&>(*event));
      return false;
    case QEvent::MouseButtonRelease:
      release(static_cast<const QMouseEvent&>(*event));
      return false;
    case QEvent::MouseButtonDblClick:
      showWhole();
      return true;
    case QEvent::Wheel:
      if (m_plot.axisRect()->rect().contains(static_cast<QWheelEvent*>(event)->position().toPoint()))
        return false;
      event->ignore();
      return true;
    default:
      return false;
  }
}

void PlotZoom::bound(const QCPRange& range) {
  QCPRange wanted = range;
  if (wanted.size() < m_closest)
    wanted = QCPRange(wanted.center() - m_closest / 2, wanted.center() + m_closest / 2);
  m_axis.setRange(wanted.bounded(m_low, m_high));
}

}  // namespace rnnvis::gui
