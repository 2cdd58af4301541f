#include "glyph_painter.h"

#include "drawing.h"

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
  if (isStart) return;
  const double y = bar.track.y + bar.track.height / 2;
  painter.setPen(QPen(theme.line, 1.2));
  painter.drawLine(QPointF(bar.track.x, y), QPointF(bar.track.right(), y));
  painter.setPen(QPen(theme.ink, 1.8));
  painter.drawLine(QPointF(bar.cursor, bar.track.y), QPointF(bar.cursor, bar.track.bottom()));
}

void paintLabels(QPainter& painter, const scene::Glyph& glyph, const Theme& theme) {
  const QRectF bars = toQt(glyph.bars);
  const QRectF beside(bars.right() + 14, bars.top(), glyph.box.right() - bars.right() - 18, bars.height());
  if (glyph.isStart) {
    drawText(painter, beside, Qt::AlignLeft | Qt::AlignVCenter, toQt(glyph.label), 10.5, theme.faintInk);
    return;
  }
  const QRectF upper(beside.left(), beside.center().y() - 16, beside.width(), 17),
      lower(beside.left(), beside.center().y() + 2, beside.width(), 14);
  const QString label = toQt(glyph.label);
  drawText(painter, upper, Qt::AlignLeft | Qt::AlignVCenter, label, 13.5,
           glyph.isUnknown ? theme.faintInk : theme.ink, true);
  drawText(painter, lower, Qt::AlignLeft | Qt::AlignVCenter, toQt(glyph.prediction), 10.5, theme.mutedInk);
}

}  // namespace

void paintBars(QPainter& painter, const scene::Glyph& glyph, const Theme& theme) {
  painter.setPen(QPen(theme.line, 1));
  painter.drawLine(QPointF(glyph.bars.x - 2, glyph.baseline),
                   QPointF(glyph.bars.right() + 2, glyph.baseline));
  for (const scene::GlyphBar& bar : glyph.clusters) paintBar(painter, bar, theme, glyph.isStart);
}

void paintGlyphs(QPainter& painter, const scene::MainScene& scene, const Theme& theme) {
  for (const scene::SentenceHeading& heading : scene.headings)
    drawText(painter, toQt(heading.box), Qt::AlignLeft | Qt::AlignVCenter, toQt(heading.text), 11.5,
             heading.isProblem ? theme.positive : theme.mutedInk, !heading.isProblem);
  for (const scene::Glyph& glyph : scene.glyphs) {
    if (glyph.isSelected) {
      painter.setBrush(theme.panel);
      painter.setPen(QPen(theme.accent, 1.8));
      painter.drawRoundedRect(toQt(glyph.box).adjusted(0, 0.5, 0, -0.5), 4, 4);
    }
    paintBars(painter, glyph, theme);
    paintLabels(painter, glyph, theme);
  }
  if (!scene.sentenceColumn) return;
  const QRectF area = toQt(scene.sentenceColumn->area);
  const auto more = [&](std::size_t tokens, double y, const char* where) {
    if (tokens == 0) return;
    drawText(painter, {area.left(), y, area.width() - 6, 12}, Qt::AlignRight | Qt::AlignVCenter,
             QStringLiteral("%1 more %2").arg(tokens).arg(QLatin1String(where)), 10, theme.mutedInk);
  };
  more(scene.tokensAbove, area.top() - 18, "above");
  more(scene.tokensBelow, area.bottom() - 4, "below");
}

}  // namespace rnnvis::gui
