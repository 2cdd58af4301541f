#pragma once

#include "rnnvis/scene/geometry.h"

#include <vector>

namespace rnnvis::scene {

/// Boxes in rows, around the origin of their common centre.
struct PackedRows {
  std::vector<Rect> boxes;  ///< In the order given.
  double height = 0;        ///< Of all rows together.
};

/// Packs boxes into centred rows of at most `width`: the first boxes next to the middle, later ones outwards,
/// above and below in turn, and likewise within a row. Every box is placed; one wider than `width` has a row
/// of its own. Deterministic, O(n).
PackedRows packRows(const std::vector<Size>& sizes, double width);

}  // namespace rnnvis::scene
