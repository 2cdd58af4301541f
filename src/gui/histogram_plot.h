#pragma once

#include "keyed_plot.h"
#include "theme.h"

#include "rnnvis/scene/detail.h"

#include <memory>

class QCPItemStraightLine;
class QCustomPlot;

namespace rnnvis::gui {

/// The values that a signal of one unit takes: a histogram, and below it the mean as a dot with a standard
/// deviation to both sides, the middle half as a box, 9 to 91 % as a whisker and the median as a bar.
class HistogramPlot : public KeyedPlot {
  Q_OBJECT

 public:
  HistogramPlot(std::shared_ptr<const scene::SignalHistogram> histogram, const QColor& colour,
                const Theme& theme, QWidget* parent = nullptr);

 Q_SIGNALS:
  /// What the pointer or the keyboard is at in words; empty when it leaves.
  void pointedAt(const QString& text);

 protected:
  int itemCount() const override { return static_cast<int>(m_histogram->counts.size()); }
  void pointAt(std::optional<int> item) override;
  void choose(int, bool) override {}
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void drawBars(const QColor& colour);
  void drawBox();
  void setAxes();
  double binWidth() const;
  QString textAt(QPoint position) const;
  QString textOf(std::size_t bin) const;

  std::shared_ptr<const scene::SignalHistogram> m_histogram;
  const Theme& m_theme;
  QCustomPlot* m_plot;
  QCPItemStraightLine* m_cursor;  // Of the keyboard.
};

}  // namespace rnnvis::gui
