#include "sentence_painter.h"

#include "drawing.h"
#include "glyph_painter.h"
#include "number_text.h"

namespace rnnvis::gui {
namespace {

constexpr int left = Qt::AlignLeft | Qt::AlignVCenter, right = Qt::AlignRight | Qt::AlignVCenter;

class SentencePainter {
 public:
  SentencePainter(QPainter& painter, const scene::MainScene& scene, const Theme& theme)
      : m_painter(painter), m_scene(scene), m_theme(theme) {}

  void paintHeadings() {
    for (const scene::SentenceHeading& heading : m_scene.headings)
      drawText(m_painter, toQt(heading.box), left, toQt(heading.text), 11.5,
               heading.isProblem ? m_theme.ink : m_theme.mutedInk, !heading.isProblem);
    for (const scene::SentenceHeading& sum : m_scene.sums)
      drawText(m_painter, toQt(sum.box).adjusted(0, 0, -4, -2), right, toQt(sum.text), 10.5,
               m_theme.mutedInk);
  }

  void paintOverview() {
    if (!m_scene.overview) return;
    const scene::Overview& overview = *m_scene.overview;
    m_painter.fillRect(toQt(overview.strip), m_theme.panel);
    for (const scene::Overview::Mark& mark : overview.marks)
      m_painter.fillRect(toQt(mark.box), mark.sign > 0   ? m_theme.positive
                                         : mark.sign < 0 ? m_theme.negative
                                                         : m_theme.faintInk);
    m_painter.setBrush(withAlpha(m_theme.mutedInk, 0.18));
    m_painter.setPen(QPen(m_theme.accent, 1.4));
    m_painter.drawRoundedRect(toQt(overview.window).adjusted(0.7, 0.7, -0.7, -0.7), 3, 3);
    const double end = m_scene.sentenceColumn->area.right() - 6;
    const auto more = [&](std::size_t tokens, double y, const char* where) {
      if (tokens > 0)
        drawText(m_painter, {overview.strip.right(), y, end - overview.strip.right(), 12}, right,
                 QStringLiteral("%1 more %2")
                     .arg(grouped(static_cast<std::int64_t>(tokens)), QLatin1String(where)),
                 10, m_theme.mutedInk);
    };
    more(m_scene.tokensAbove, overview.strip.y - 35, "above");
    more(m_scene.tokensBelow, overview.strip.bottom() + 1, "below");
  }

  void paintForecast() {
    if (!m_scene.forecast) return;
    const scene::Forecast& forecast = *m_scene.forecast;
    const QRectF box = toQt(forecast.box);
    m_painter.setBrush(m_theme.panel);
    m_painter.setPen(QPen(m_theme.line, 1));
    m_painter.drawRoundedRect(box, 4, 4);
    drawText(m_painter, {box.left() + 6, box.top() + 2, box.width() - 12, 15}, left, toQt(forecast.title),
             11.5, m_theme.ink, true);
    for (const scene::Forecast::Line& line : forecast.lines) {
      const QRectF bar = toQt(line.bar);
      drawText(m_painter, toQt(line.box), left, toQt(line.text), 10.5, m_theme.ink);
      m_painter.fillRect(bar, m_theme.mutedInk);
      drawText(m_painter, toQt(line.box), right, toQt(line.percent), 10, m_theme.mutedInk);
    }
  }

 private:
  QPainter& m_painter;
  const scene::MainScene& m_scene;
  const Theme& m_theme;
};

}  // namespace

void paintSentences(QPainter& painter, const scene::MainScene& scene, const Theme& theme) {
  SentencePainter column(painter, scene, theme);
  column.paintHeadings();
  for (const scene::Glyph& glyph : scene.glyphs) paintGlyph(painter, glyph, theme);
  if (!scene.glyphs.empty()) paintChipNumbers(painter, scene.chipNumbers, scene.glyphs.front(), theme);
  column.paintOverview();
  column.paintForecast();
}

}  // namespace rnnvis::gui
