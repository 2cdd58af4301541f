#include "glyph_painter.h"

#include "drawing.h"

#include <algorithm>

namespace rnnvis::gui {
namespace {

void paintBar(QPainter& painter, const scene::GlyphBar& bar, const Theme& theme, bool isStart) {
  painter.setPen(Qt::NoPen);
  painter.setBrush(theme.cell);
  painter.drawRect(toQt(bar.box));
  painter.setBrush(theme.positive);
  for (const scene::Rect& gain : bar.gains) painter.drawRect(toQt(gain));
  painter.setBrush(theme.negative);
  for (const scene::Rect& loss : bar.losses) painter.drawRect(toQt(loss));
  painter.setBrush(Qt::NoBrush);
  painter.setPen(
      QPen(isStart ? theme.faintInk : theme.ink, 1.4, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
  painter.drawRect(toQt(bar.box));
  const auto paintCut = [&](double y) {
    painter.fillRect(QRectF(bar.box.x - 1, y, bar.box.width + 2, 2), theme.window);
  };
  if (bar.isCutAbove) paintCut(bar.box.y + 2);
  if (bar.isCutBelow) paintCut(bar.box.bottom() - 4);
  if (isStart || bar.track.height <= 0) return;
  const double y = bar.track.y + bar.track.height / 2;
  painter.setPen(QPen(theme.line, 1.2));
  painter.drawLine(QPointF(bar.track.x, y), QPointF(bar.track.right(), y));
  painter.setPen(QPen(theme.ink, 1.8));
  painter.drawLine(QPointF(bar.cursor, bar.track.y), QPointF(bar.cursor, bar.track.bottom()));
}

void paintLabels(QPainter& painter, const scene::Glyph& glyph, const Theme& theme) {
  const int flags = (glyph.labelBox.x < glyph.bars.x ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter;
  const bool isFaint = glyph.isStart || glyph.isUnknown;
  drawText(painter, toQt(glyph.labelBox), flags, toQt(glyph.label),
           glyph.isStart ? 10.5 : std::min(13.5, 0.85 * glyph.labelBox.height),
           isFaint ? theme.faintInk : theme.ink, !glyph.isStart);
  drawText(painter, toQt(glyph.predictionBox), flags, toQt(glyph.prediction), 10.5, theme.mutedInk);
  if (glyph.contribution) paintContribution(painter, *glyph.contribution, theme);
}

}  // namespace

void paintBars(QPainter& painter, const scene::Glyph& glyph, const Theme& theme) {
  for (const scene::GlyphBar& bar : glyph.clusters) paintBar(painter, bar, theme, glyph.isStart);
  painter.setPen(QPen(theme.mutedInk, 1));  // Over the boxes, which say nothing without it.
  painter.drawLine(QPointF(glyph.bars.x - 2, glyph.baseline),
                   QPointF(glyph.bars.right() + 2, glyph.baseline));
}

void paintChipNumbers(QPainter& painter, const scene::Rect& line, const scene::Glyph& glyph,
                      const Theme& theme) {
  for (const scene::GlyphBar& bar : glyph.clusters)
    drawText(painter, QRectF(bar.box.center().x - 10, line.y, 20, line.height), Qt::AlignCenter,
             QString::number(bar.cluster.value), 9, theme.mutedInk);
}

void paintContribution(QPainter& painter, const scene::GlyphContribution& part, const Theme& theme) {
  painter.fillRect(toQt(part.axis).adjusted(0, 3, 0, -3), theme.line);
  painter.fillRect(toQt(part.bar), theme.ofSign(part.value));
  const double zero = part.axis.center().x;
  painter.setPen(QPen(theme.mutedInk, 1));
  painter.drawLine(QPointF(zero, part.axis.y - 1), QPointF(zero, part.axis.bottom() + 1));
  const auto side = part.label.x < part.axis.x ? Qt::AlignRight : Qt::AlignLeft;
  drawText(painter, toQt(part.label), side | Qt::AlignVCenter, toQt(part.text), 10, theme.mutedInk);
}

void paintGlyph(QPainter& painter, const scene::Glyph& glyph, const Theme& theme) {
  if (glyph.isSelected) {
    painter.setBrush(theme.panel);
    painter.setPen(QPen(theme.accent, 1.8));
    painter.drawRoundedRect(toQt(glyph.box).adjusted(0, 0.5, 0, -0.5), 4, 4);
  }
  paintBars(painter, glyph, theme);
  paintLabels(painter, glyph, theme);
}

}  // namespace rnnvis::gui
