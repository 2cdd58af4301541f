#pragma once

#include "theme.h"

#include "rnnvis/checkpoint/statistics.h"

#include <QWidget>

#include <optional>

namespace rnnvis::gui {

/// How the elements of a tensor are spread: a bar for each part of their range, in the colour of its sign.
class HistogramView : public QWidget {
  Q_OBJECT

 public:
  explicit HistogramView(QWidget* parent = nullptr);

  void setTheme(const Theme& theme);
  void showStatistics(const checkpoint::Statistics& statistics);
  /// Shown in place of bars.
  void showNotice(const QString& notice);

  QSize sizeHint() const override { return {360, 96}; }
  QSize minimumSizeHint() const override { return {160, 84}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  void paintBars(QPainter& painter, const QRectF& area) const;
  void paintAxis(QPainter& painter, const QRectF& area) const;

  const Theme* m_theme = &Theme::light();
  std::optional<checkpoint::Statistics> m_statistics;
  QString m_notice;
};

}  // namespace rnnvis::gui
