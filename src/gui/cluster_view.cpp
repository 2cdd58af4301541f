#include "cluster_view.h"

#include "drawing.h"
#include "fonts.h"
#include "text_scale.h"

#include <QFontMetricsF>
#include <QPainter>

#include <cmath>

namespace rnnvis::gui {
namespace {

constexpr double headingHeight = 24;
constexpr double rowHeight = 20;
constexpr double gap = 16;        // Between lists.
constexpr double barsWidth = 92;  // At the right of a row, with its value beyond.
constexpr double valueWidth = 48;

class ListPainter {
 public:
  ListPainter(QPainter& painter, const Theme& theme, double width)
      : m_painter(painter), m_theme(theme), m_width(width) {}

  void paint(const scene::DetailList& list) {
    drawText(m_painter, {0, m_y, m_width, headingHeight}, Qt::AlignLeft | Qt::AlignVCenter,
             toQt(list.heading), 12, m_theme.ink, true);
    m_y += headingHeight;
    for (const scene::DetailItem& item : list.items) paint(item, list.range);
    m_y += gap;
  }

 private:
  void paint(const scene::DetailItem& item, double range) {
    const double textWidth = m_width - barsWidth - valueWidth - 8;
    const QString label = toQt(item.label);
    drawText(m_painter, {0, m_y, textWidth, rowHeight}, Qt::AlignLeft | Qt::AlignVCenter, label, 12,
             m_theme.ink);
    const double used = QFontMetricsF(font(12)).horizontalAdvance(label) + 8;
    const QString note =
        QFontMetricsF(font(11)).elidedText(toQt(item.note), Qt::ElideRight, textWidth - used);
    drawText(m_painter, {used, m_y, textWidth - used, rowHeight}, Qt::AlignLeft | Qt::AlignVCenter, note, 11,
             m_theme.faintInk);
    paintBar(item.value, range);
    drawText(m_painter, {m_width - valueWidth, m_y, valueWidth, rowHeight}, Qt::AlignRight | Qt::AlignVCenter,
             (item.value < 0 ? "−" : "+") + QString::number(std::abs(item.value), 'f', 2), 11,
             m_theme.mutedInk);
    m_y += rowHeight;
  }

  void paintBar(double value, double range) {
    const double middle = m_width - valueWidth - barsWidth / 2;
    const double length = range > 0 ? value / range * (barsWidth / 2) : 0;
    const QRectF bar(std::min(middle, middle + length), m_y + 5, std::abs(length), rowHeight - 10);
    m_painter.fillRect(bar, m_theme.ofSign(value));
    m_painter.setPen(QPen(m_theme.mutedInk, 1));
    m_painter.drawLine(QPointF(middle, m_y + 2), QPointF(middle, m_y + rowHeight - 2));
  }

  QPainter& m_painter;
  const Theme& m_theme;
  double m_width;
  double m_y = 0;
};

}  // namespace

ClusterView::ClusterView(scene::ClusterDetail detail, const Theme& theme, QWidget* parent)
    : QWidget(parent), m_detail(std::move(detail)), m_theme(theme) {
  double height = 0;
  QString summary;
  for (const scene::DetailList& list : m_detail.lists) {
    height += headingHeight + rowHeight * static_cast<double>(list.items.size()) + gap;
    summary += toQt(list.heading) + ": ";
    for (const scene::DetailItem& item : list.items) summary += toQt(item.label) + ", ";
  }
  setFixedHeight(scaled(height));
  setAccessibleName(toQt(m_detail.title));
  setAccessibleDescription(summary);
}

void ClusterView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.scale(textScale(), textScale());
  ListPainter lists(painter, m_theme, width() / textScale());
  for (const scene::DetailList& list : m_detail.lists) lists.paint(list);
}

}  // namespace rnnvis::gui
