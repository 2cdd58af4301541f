#pragma once

#include "theme.h"

#include "rnnvis/scene/detail.h"

#include <QWidget>

#include <memory>

class QCustomPlot;

namespace rnnvis::gui {

/// The values that a signal of one unit takes: a histogram, and below it the mean as a dot with a standard
/// deviation to both sides, the middle half as a box, 9 to 91 % as a whisker and the median as a bar.
class HistogramPlot : public QWidget {
  Q_OBJECT

 public:
  HistogramPlot(std::shared_ptr<const scene::SignalHistogram> histogram, const QColor& colour,
                const Theme& theme, QWidget* parent = nullptr);

 Q_SIGNALS:
  /// What lies under the pointer in words; empty when it leaves.
  void pointedAt(const QString& text);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void drawBars(const QColor& colour);
  void drawBox();
  void setAxes();
  QString textAt(QPoint position) const;

  std::shared_ptr<const scene::SignalHistogram> m_histogram;
  const Theme& m_theme;
  QCustomPlot* m_plot;
};

}  // namespace rnnvis::gui
