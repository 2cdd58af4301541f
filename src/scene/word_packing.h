#pragma once

#include "rnnvis/scene/geometry.h"
#include "rnnvis/scene/text_measure.h"

#include <memory>
#include <optional>
#include <vector>

namespace rnnvis::scene {

/// A word that looks for a place in a box.
struct WordToPack {
  std::shared_ptr<const InkShape> shape;
  double pixels = 0;
  Point target;  ///< Where its middle would best be: 0 to 1 across and down the box.
};

struct PackedWord {
  Point origin;  ///< Start of the baseline, in whole pixels from the box's corner.
  Rect box;      ///< Around its glyphs.
};

enum class WhenFull { stop, skip };

/// Places words one after the other, each in the free place nearest to its target, distances being measured
/// in widths and heights of the box. Glyphs stay inside the box and keep room between them; words are not
/// turned. A word without a free place is absent, as are all after it with WhenFull::stop. Deterministic.
std::vector<std::optional<PackedWord>> packWords(const std::vector<WordToPack>& words, Size box,
                                                 WhenFull whenFull = WhenFull::skip);

}  // namespace rnnvis::scene
