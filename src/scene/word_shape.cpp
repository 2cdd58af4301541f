#include "word_shape.h"

#include "bit_grid.h"

#include <algorithm>
#include <cmath>

namespace rnnvis::scene {
namespace {

constexpr double roomBeside = 0.35;  // Over the height of the type.
constexpr double roomAbove = 0.15;

int roomOf(double share, double pixels) {
  return std::max(1, static_cast<int>(std::lround(share * pixels)));
}

void scaleInk(const InkShape& shape, double pixels, WordShape& word) {
  const double scale = pixels / InkShape::perEm;
  const auto down = [scale](int place) { return static_cast<int>(std::floor(place * scale)); };
  const auto up = [scale](int place) { return static_cast<int>(std::ceil(place * scale)); };
  word.ink.reserve(2 * shape.spans.size());
  for (const InkSpan& span : shape.spans) {
    const int left = down(span.left), right = up(span.right), bottom = up(span.row + 1);
    for (int row = down(span.row); row < bottom; ++row) word.ink.push_back({row, left, right});
    word.left = std::min(word.left, left);
    word.right = std::max(word.right, right);
  }
  if (word.ink.empty()) return;
  word.top = down(shape.spans.front().row);
  word.bottom = up(shape.spans.back().row + 1);
}

/// The taken pixels of a row as spans that do not touch, moved by (x, y).
void appendRuns(const BitGrid& grid, int row, int x, int y, std::vector<InkSpan>& spans) {
  for (int left = grid.first(row, 0, grid.width()); left >= 0;) {
    const int right = grid.firstFree(row, left);
    spans.push_back({row + y, left + x, right + x});
    left = grid.first(row, right, grid.width());
  }
}

}  // namespace

WordShape shapeAt(const InkShape& shape, double pixels) {
  WordShape word;
  scaleInk(shape, pixels, word);
  const int beside = roomOf(roomBeside, pixels), above = roomOf(roomAbove, pixels);
  BitGrid grid(word.right - word.left + 2 * beside, word.bottom - word.top + 2 * above);
  for (const InkSpan& span : word.ink)
    for (int row = span.row - above; row <= span.row + above; ++row)
      grid.set(row - word.top + above, span.left - word.left, span.right - word.left + 2 * beside);
  for (int row = 0; row < grid.height(); ++row)
    appendRuns(grid, row, word.left - beside, word.top - above, word.claim);
  // What is longest is likeliest to be in the way of another word.
  std::stable_sort(word.claim.begin(), word.claim.end(),
                   [](const InkSpan& a, const InkSpan& b) { return a.right - a.left > b.right - b.left; });
  return word;
}

}  // namespace rnnvis::scene
