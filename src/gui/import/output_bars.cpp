#include "import/output_bars.h"

#include "appearance.h"
#include "drawing.h"
#include "fonts.h"
#include "text_scale.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QSize>

#include <algorithm>

namespace rnnvis::gui {
namespace {

constexpr double pixels = 11.5, rowHeight = 16, percentWidth = 44;
constexpr int rows = 5;

}  // namespace

OutputBars::OutputBars(QWidget* parent) : QWidget(parent) {
  setObjectName("outputBars");
  setLeastSize(*this, {180, static_cast<int>(rows * rowHeight)});
}

void OutputBars::setTheme(const Theme& theme) {
  m_theme = &theme;
  update();
}

void OutputBars::showOutputs(const std::vector<PreviewOutput>& outputs, const QString& notice) {
  m_outputs = outputs;
  m_notice = notice;
  QStringList words;
  for (const PreviewOutput& output : outputs)
    words << QStringLiteral("%1 %2 %").arg(output.text).arg(100 * output.probability, 0, 'f', 0);
  setAccessibleName("Likeliest next: " + (words.isEmpty() ? notice : words.join(", ")));
  update();
}

void OutputBars::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.scale(textScale(), textScale());
  const double width = this->width() / textScale();
  if (m_outputs.empty()) {
    painter.setFont(gui::font(pixels));
    painter.setPen(m_theme->mutedInk);
    painter.drawText(QRectF(0, 0, width, height() / textScale()),
                     int(Qt::AlignLeft | Qt::AlignTop) | Qt::TextWordWrap, m_notice);
    return;
  }
  const QFontMetricsF metrics(gui::font(pixels));
  double nameWidth = 40;
  for (const PreviewOutput& output : m_outputs)
    nameWidth = std::max(nameWidth, metrics.horizontalAdvance(output.text) + 1);
  nameWidth = std::min(nameWidth, 0.45 * width);
  const double barWidth = width - nameWidth - percentWidth - 8;
  double y = 0;
  for (const PreviewOutput& output : m_outputs) {
    drawText(painter, QRectF(0, y, nameWidth, rowHeight), Qt::AlignLeft | Qt::AlignVCenter,
             metrics.elidedText(output.text, Qt::ElideMiddle, nameWidth), pixels, m_theme->ink);
    painter.setPen(Qt::NoPen);
    const QRectF bar(nameWidth + 8, y + 4, barWidth, rowHeight - 8);
    painter.setBrush(m_theme->cell);
    painter.drawRect(bar);
    painter.setBrush(m_theme->mutedInk);
    painter.drawRect(QRectF(bar.topLeft(), QSizeF(barWidth * output.probability, bar.height())));
    drawText(painter, QRectF(width - percentWidth, y, percentWidth, rowHeight),
             Qt::AlignRight | Qt::AlignVCenter, QString::number(100 * output.probability, 'f', 1) + " %",
             pixels, m_theme->mutedInk);
    y += rowHeight;
  }
}

}  // namespace rnnvis::gui
