#include "word_packing.h"

#include <algorithm>

namespace rnnvis::scene {
namespace {

struct Row {
  std::size_t first = 0, end = 0;
  double width = 0, height = 0;
};

std::vector<Row> fillRows(const std::vector<Size>& sizes, double width) {
  std::vector<Row> rows;
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    if (rows.empty() || rows.back().width + sizes[i].width > width) rows.push_back({i, i, 0, 0});
    Row& row = rows.back();
    row.end = i + 1;
    row.width += sizes[i].width;
    row.height = std::max(row.height, sizes[i].height);
  }
  return rows;
}

/// 0, 1, 2, 3, 4 → the order 3, 1, 0, 2, 4 from one side to the other: the first in the middle.
std::vector<std::size_t> fromTheMiddle(std::size_t first, std::size_t end) {
  std::vector<std::size_t> order;
  for (std::size_t i = end; i-- > first;)
    if ((i - first) % 2 == 1) order.push_back(i);
  for (std::size_t i = first; i < end; ++i)
    if ((i - first) % 2 == 0) order.push_back(i);
  return order;
}

}  // namespace

PackedRows packRows(const std::vector<Size>& sizes, double width) {
  const std::vector<Row> rows = fillRows(sizes, width);
  PackedRows packed;
  packed.boxes.resize(sizes.size());
  for (const Row& row : rows) packed.height += row.height;
  double y = -packed.height / 2;
  for (std::size_t r : fromTheMiddle(0, rows.size())) {
    const Row& row = rows[r];
    double x = -row.width / 2;
    for (std::size_t i : fromTheMiddle(row.first, row.end)) {
      packed.boxes[i] = {x, y + (row.height - sizes[i].height) / 2, sizes[i].width, sizes[i].height};
      x += sizes[i].width;
    }
    y += row.height;
  }
  return packed;
}

}  // namespace rnnvis::scene
