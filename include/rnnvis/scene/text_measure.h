#pragma once

#include "rnnvis/scene/geometry.h"

#include <string_view>

namespace rnnvis::scene {

/// How large text will be drawn; whoever paints implements it.
class TextMeasure {
 public:
  virtual ~TextMeasure() = default;
  /// The box that text of a font of `pixels` height takes, its advance wide.
  virtual Size size(std::string_view text, double pixels, bool bold = false) const = 0;
};

}  // namespace rnnvis::scene
