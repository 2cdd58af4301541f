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

/// The rows of a word's ink as spans: row r of the grid as row top + r, widened by `room` on both sides.
std::vector<InkSpan> spansOf(const BitGrid& grid, int left, int top, int room) {
  std::vector<InkSpan> spans;
  for (int row = 0; row < grid.height(); ++row) {
    const std::size_t first = spans.size();
    for (int begin = grid.first(row, 0, grid.width()); begin >= 0;) {
      const int end = grid.firstFree(row, begin);
      if (spans.size() > first && begin + left - room <= spans.back().right)
        spans.back().right = end + left + room;
      else
        spans.push_back({row + top, begin + left - room, end + left + room});
      begin = grid.first(row, end, grid.width());
    }
  }
  return spans;
}

}  // namespace

InkShape underlined(const InkShape& shape, double width) {
  constexpr int middle = static_cast<int>(lineBelow * InkShape::perEm), top = middle - 2, bottom = middle + 2;
  InkShape result;
  const auto below = std::find_if(shape.spans.begin(), shape.spans.end(),
                                  [](const InkSpan& span) { return span.row >= top; });
  result.spans.assign(shape.spans.begin(), below);
  auto span = below;
  for (int row = top; row < bottom; ++row) {
    InkSpan line{row, 0, static_cast<int>(std::ceil(width))};
    for (; span != shape.spans.end() && span->row == row; ++span) {
      line.left = std::min(line.left, span->left);
      line.right = std::max(line.right, span->right);
    }
    result.spans.push_back(line);
  }
  result.spans.insert(result.spans.end(), span, shape.spans.end());
  return result;
}

WordShape shapeAt(const InkShape& shape, double pixels) {
  WordShape word;
  if (shape.spans.empty()) return word;
  // In 2⁻³² of a pixel: thousands of places are rounded, for which fractions of integers are the quickest.
  constexpr int fraction = 32;
  const std::int64_t scale = std::llround(std::ldexp(pixels / InkShape::perEm, fraction));
  const auto down = [scale](int place) { return static_cast<int>((place * scale) >> fraction); };
  const auto up = [down](int place) { return -down(-place); };
  const auto [leftmost, rightmost] =
      std::pair(std::min_element(shape.spans.begin(), shape.spans.end(),
                                 [](const InkSpan& a, const InkSpan& b) { return a.left < b.left; }),
                std::max_element(shape.spans.begin(), shape.spans.end(),
                                 [](const InkSpan& a, const InkSpan& b) { return a.right < b.right; }));
  word.left = down(leftmost->left);
  word.right = up(rightmost->right);
  word.top = down(shape.spans.front().row);
  word.bottom = up(shape.spans.back().row + 1);

  BitGrid ink(word.right - word.left, word.bottom - word.top);
  for (const InkSpan& span : shape.spans)
    for (int row = down(span.row), bottom = up(span.row + 1); row < bottom; ++row)
      ink.set(row - word.top, down(span.left) - word.left, up(span.right) - word.left);
  word.ink = spansOf(ink, word.left, word.top, 0);

  const int above = roomOf(roomAbove, pixels);
  BitGrid claim(ink.width(), ink.height() + 2 * above);
  for (int row = 0; row < claim.height(); ++row)
    for (int from = std::max(0, row - 2 * above); from <= std::min(row, ink.height() - 1); ++from)
      claim.add(row, ink, from);
  word.claim = spansOf(claim, word.left, word.top - above, roomOf(roomBeside, pixels));
  // What is longest is likeliest to be in the way of another word.
  std::stable_sort(word.claim.begin(), word.claim.end(),
                   [](const InkSpan& a, const InkSpan& b) { return a.right - a.left > b.right - b.left; });
  return word;
}

}  // namespace rnnvis::scene
