#include "shaped_text.h"

#include "fonts.h"

#include <QGlyphRun>
#include <QPaintEngine>
#include <QTextLayout>

#include <unordered_map>

namespace rnnvis::gui {
namespace {

/// Relative to the start of the baseline.
QList<QGlyphRun> shape(const std::string& text, const QFont& font) {
  const QString string = QString::fromStdString(text);
  QTextLayout layout(string, font);
  layout.beginLayout();
  QTextLine line = layout.createLine();
  line.setNumColumns(static_cast<int>(string.size()));  // Its height is known from here on.
  line.setPosition({0, -line.ascent()});
  layout.endLayout();
  return layout.glyphRuns();
}

const QList<QGlyphRun>& shaped(const std::string& text, double pixels, bool bold) {
  constexpr std::size_t most = 8192;
  thread_local std::unordered_map<std::string, QList<QGlyphRun>> known;
  thread_local std::string key;  // Kept for its memory.
  if (known.size() > most) known.clear();
  key.assign(text).append(reinterpret_cast<const char*>(&pixels), sizeof pixels).push_back(bold ? 'b' : 'r');
  const auto [place, isNew] = known.try_emplace(key);
  if (isNew) place->second = shape(text, font(pixels, bold));
  return place->second;
}

}  // namespace

void drawShaped(QPainter& painter, QPointF baseline, const std::string& text, double pixels, bool bold) {
  if (painter.paintEngine()->type() != QPaintEngine::Raster) {
    painter.setFont(font(pixels, bold));
    painter.drawText(baseline, QString::fromStdString(text));
    return;
  }
  for (const QGlyphRun& run : shaped(text, pixels, bold)) painter.drawGlyphRun(baseline, run);
}

}  // namespace rnnvis::gui
