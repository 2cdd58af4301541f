#pragma once

#include <QObject>
#include <QPoint>
#include <QTimer>

class QCPAxis;
class QCPRange;
class QMouseEvent;
class QCustomPlot;

namespace rnnvis::gui {

/// Lets the user look closer along one axis: the wheel zooms about the pointer, dragging pans, a double click
/// shows the whole again. Beside the plotted area the wheel scrolls what the plot lies in. Tells of clicks.
class PlotZoom : public QObject {
  Q_OBJECT

 public:
  /// The range that the axis has now is the whole; no less than `closest` of it can be shown.
  PlotZoom(QCustomPlot& plot, QCPAxis& axis, double closest);

 Q_SIGNALS:
  /// The left button was pressed and released in one place. While the plot is zoomed this is told once it is
  /// clear that no second click follows.
  void clicked(QPoint position, Qt::KeyboardModifiers modifiers);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void bound(const QCPRange& range);
  bool isZoomed() const;
  void press(const QMouseEvent& event);
  void release(const QMouseEvent& event);
  void showWhole();

  QCustomPlot& m_plot;
  QCPAxis& m_axis;
  double m_low, m_high;
  double m_closest;
  QPoint m_pressed;
  bool m_isSecond = false;  // The press was the second of a double click.
  Qt::KeyboardModifiers m_modifiers;
  QTimer m_wait;  // For a second click.
};

}  // namespace rnnvis::gui
