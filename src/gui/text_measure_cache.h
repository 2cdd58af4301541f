#pragma once

#include "rnnvis/scene/text_measure.h"

#include <string>
#include <unordered_map>

namespace rnnvis::gui {

/// Remembers what another measure answered: a layout measures the same words again and again.
class TextMeasureCache : public scene::TextMeasure {
 public:
  /// `measure` must outlive the object.
  explicit TextMeasureCache(const scene::TextMeasure& measure) : m_measure(measure) {}

  scene::Size size(std::string_view text, double pixels, bool bold) const override;
  std::shared_ptr<const scene::InkShape> shape(std::string_view text, bool bold) const override;

 private:
  static constexpr std::size_t mostSizes = 200'000;  // Some 20 MB; then all are forgotten.
  static constexpr std::size_t mostShapes = 10'000;  // Likewise.

  const scene::TextMeasure& m_measure;
  mutable std::unordered_map<std::string, scene::Size> m_sizes;
  mutable std::unordered_map<std::string, std::shared_ptr<const scene::InkShape>> m_shapes;
  mutable std::string m_key;  // Kept for its memory.
};

}  // namespace rnnvis::gui
