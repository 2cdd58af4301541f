#include "import/histogram_view.h"

#include "drawing.h"
#include "text_scale.h"

#include <QPainter>

#include <algorithm>

namespace rnnvis::gui {
namespace {

constexpr double axisHeight = 18, labelPixels = 10.5;

QString number(double value) {
  return QString::number(value, 'g', 3).replace('-', "−");
}

}  // namespace

HistogramView::HistogramView(QWidget* parent) : QWidget(parent) {
  setObjectName("histogram");
  setAccessibleName("Histogram of the selected tensor");
}

void HistogramView::setTheme(const Theme& theme) {
  m_theme = &theme;
  update();
}

void HistogramView::showStatistics(const checkpoint::Statistics& statistics) {
  m_statistics = statistics;
  m_notice = statistics.histogram.empty() ? QStringLiteral("no finite element") : QString();
  update();
}

void HistogramView::showNotice(const QString& notice) {
  m_statistics.reset();
  m_notice = notice;
  update();
}

void HistogramView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.scale(textScale(), textScale());
  const QRectF frame = QRectF(QPointF(), QSizeF(size()) / textScale()).adjusted(0.5, 0.5, -0.5, -0.5);
  painter.setPen(m_theme->line);
  painter.setBrush(m_theme->window);
  painter.drawRoundedRect(frame, 4, 4);
  if (!m_notice.isEmpty()) drawText(painter, frame, Qt::AlignCenter, m_notice, 11, m_theme->mutedInk);
  if (!m_statistics || m_statistics->histogram.empty()) return;
  const QRectF area = frame.adjusted(10, 8, -10, -axisHeight);
  paintBars(painter, area);
  paintAxis(painter, area);
}

void HistogramView::paintBars(QPainter& painter, const QRectF& area) const {
  const auto& bins = m_statistics->histogram;
  const double width = area.width() / static_cast<double>(bins.size());
  const auto tallest = static_cast<double>(*std::max_element(bins.begin(), bins.end()));
  const double step = (m_statistics->most - m_statistics->least) / static_cast<double>(bins.size());
  painter.setPen(Qt::NoPen);
  for (std::size_t i = 0; i < bins.size(); ++i) {
    if (bins[i] == 0) continue;
    const auto place = static_cast<double>(i);
    // A part that holds anything is never invisible.
    const double height = std::max(1.0, area.height() * static_cast<double>(bins[i]) / tallest);
    const double middle = m_statistics->least + (place + 0.5) * step;
    painter.setBrush(m_theme->ofSign(middle));
    painter.drawRect(
        QRectF(area.left() + place * width, area.bottom() - height, std::max(1.0, width - 1), height));
  }
}

/// The ends of the range, and 0 where it lies between and leaves room.
void HistogramView::paintAxis(QPainter& painter, const QRectF& area) const {
  painter.setPen(m_theme->line);
  painter.drawLine(area.bottomLeft(), area.bottomRight());
  const QRectF labels(area.left(), area.bottom() + 2, area.width(), axisHeight - 4);
  const double least = m_statistics->least, most = m_statistics->most;
  drawText(painter, labels, Qt::AlignLeft | Qt::AlignVCenter, number(least), labelPixels, m_theme->mutedInk);
  if (most > least)
    drawText(painter, labels, Qt::AlignRight | Qt::AlignVCenter, number(most), labelPixels,
             m_theme->mutedInk);
  const double zero = most > least ? -least / (most - least) : 0;
  if (zero < 0.2 || zero > 0.8) return;
  const double x = area.left() + zero * area.width();
  drawText(painter, QRectF(x - 20, labels.top(), 40, labels.height()), Qt::AlignCenter, "0", labelPixels,
           m_theme->mutedInk);
}

}  // namespace rnnvis::gui
