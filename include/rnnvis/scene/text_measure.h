#pragma once

#include "rnnvis/scene/geometry.h"

#include <memory>
#include <string_view>
#include <vector>

namespace rnnvis::scene {

/// A run of pixels of one row, [left, right).
struct InkSpan {
  int row = 0, left = 0, right = 0;
};

/// What the glyphs of a line of text cover when drawn `perEm` pixels high; it grows in proportion to the
/// size. Rows count downwards from the baseline (the row above it is −1), columns from where the text begins.
/// Spans of a row do not touch one another.
struct InkShape {
  static constexpr int perEm = 32;
  std::vector<InkSpan> spans;  ///< From top to bottom; empty where nothing would be seen.
};

/// How large text will be drawn; whoever paints implements it.
class TextMeasure {
 public:
  virtual ~TextMeasure() = default;
  /// The box that text of a font of `pixels` height takes, its advance wide.
  virtual Size size(std::string_view text, double pixels, bool bold = false) const = 0;
  /// What its glyphs cover; never null.
  virtual std::shared_ptr<const InkShape> shape(std::string_view text, bool bold = false) const = 0;
};

}  // namespace rnnvis::scene
