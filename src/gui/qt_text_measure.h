#pragma once

#include "rnnvis/scene/text_measure.h"

namespace rnnvis::gui {

/// Measures text in the program's typeface.
class QtTextMeasure : public scene::TextMeasure {
 public:
  scene::Size size(std::string_view text, double pixels, bool bold) const override;
  std::shared_ptr<const scene::InkShape> shape(std::string_view text, bool bold) const override;
};

}  // namespace rnnvis::gui
