#include "layout.h"
#include "sentence_rows.h"

#include <algorithm>
#include <cmath>

namespace rnnvis::scene {
namespace {

constexpr double smallestWindow = 12;  // Pixels; what is smaller cannot be taken hold of.
constexpr double grip = 4;             // Pixels on either side of an edge of the window.

/// What a mark says of a token: its contribution, or how much it changed all clusters together.
double strengthOf(const SentenceReading& reading, std::size_t token) {
  const auto t = static_cast<Eigen::Index>(token);
  if (reading.contributions) return reading.contributions->tokens[t];
  return (reading.measures.updatedPositive.row(t).cwiseAbs() +
          reading.measures.updatedNegative.row(t).cwiseAbs())
      .sum();
}

}  // namespace

Overview layoutOverview(const LayoutInput& input, const std::vector<SentenceRow>& rows, const Rect& strip,
                        std::size_t first, std::size_t end) {
  Overview overview{strip, {}, rows.size(), static_cast<double>(first), static_cast<double>(end - first), {}};
  const double pixelsPerRow = strip.height / static_cast<double>(rows.size());
  const double height = std::max(smallestWindow, overview.shownRows * pixelsPerRow);
  overview.window = {strip.x, std::min(strip.y + overview.firstRow * pixelsPerRow, strip.bottom() - height),
                     strip.width, height};
  // Where many tokens share a line of pixels, the strongest stands for them.
  const auto lines = std::min(rows.size(), static_cast<std::size_t>(std::max(1.0, strip.height)));
  std::vector<double> strongest(lines, 0.0);
  double range = 0;
  bool isSigned = false;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    if (!rows[r].isToken()) continue;
    const SentenceReading& reading = input.workspace().sentences[rows[r].place.sentence];
    const double value = strengthOf(reading, rows[r].place.token);
    isSigned = isSigned || reading.contributions;
    double& line = strongest[r * lines / rows.size()];
    if (std::abs(value) > std::abs(line)) line = value;
    range = std::max(range, std::abs(value));
  }
  const double lineHeight = strip.height / static_cast<double>(lines);
  for (std::size_t line = 0; line < lines; ++line) {
    if (strongest[line] == 0) continue;
    const double reach = strongest[line] / range * (strip.width - 2) / (isSigned ? 2 : 1);
    const double zero = isSigned ? strip.center().x : strip.x + 1;
    overview.marks.push_back({{std::min(zero, zero + reach), strip.y + static_cast<double>(line) * lineHeight,
                               std::abs(reach), std::max(1.0, 0.8 * lineHeight)},
                              isSigned ? (strongest[line] < 0 ? -1 : 1) : 0});
  }
  return overview;
}

BrushPart brushPartAt(const Overview& overview, Point point) {
  if (!overview.strip.grown(grip).contains(point)) return BrushPart::none;
  const Rect& window = overview.window;
  // Grips lie outside a small window, so that there is something left to move it by.
  const double inside = std::min(grip, window.height / 4);
  if (point.y >= window.y - grip && point.y < window.y + inside) return BrushPart::top;
  if (point.y >= window.bottom() - inside && point.y < window.bottom() + grip) return BrushPart::bottom;
  return point.y >= window.y && point.y < window.bottom() ? BrushPart::window : BrushPart::strip;
}

MainOptions dragBrush(const Overview& overview, BrushPart part, double fromY, double toY,
                      MainOptions before) {
  const double rowsPerPixel = static_cast<double>(overview.rows) / overview.strip.height;
  const double rows = (toY - fromY) * rowsPerPixel;
  double first = overview.firstRow, shown = overview.shownRows;
  switch (part) {
    case BrushPart::none:
      return before;
    case BrushPart::top:
      shown -= rows;
      break;
    case BrushPart::bottom:
      shown += rows;
      break;
    case BrushPart::window:
      first += rows;
      break;
    case BrushPart::strip:
      first = (toY - overview.strip.y) * rowsPerPixel - shown / 2;
      break;
  }
  if (part == BrushPart::top || part == BrushPart::bottom) {
    const double height = overview.strip.height, end = overview.firstRow + overview.shownRows;
    shown = std::clamp(shown, height / MainOptions::largestGlyph, height / MainOptions::smallestGlyph);
    if (part == BrushPart::top) first = end - shown;
    before.glyphHeight = height / shown;
  }
  before.firstGlyph = static_cast<std::size_t>(std::max(0.0, std::round(first)));
  return before;
}

}  // namespace rnnvis::scene
