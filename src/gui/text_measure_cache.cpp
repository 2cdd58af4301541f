#include "text_measure_cache.h"

namespace rnnvis::gui {

scene::Size TextMeasureCache::size(std::string_view text, double pixels, bool bold) const {
  m_key.assign(reinterpret_cast<const char*>(&pixels), sizeof pixels);
  m_key += bold ? 'b' : 'n';
  m_key += text;
  if (const auto known = m_sizes.find(m_key); known != m_sizes.end()) return known->second;
  if (m_sizes.size() >= mostSizes) m_sizes.clear();
  return m_sizes.emplace(m_key, m_measure.size(text, pixels, bold)).first->second;
}

std::shared_ptr<const scene::InkShape> TextMeasureCache::shape(std::string_view text, bool bold) const {
  m_key.assign(1, bold ? 'b' : 'n');
  m_key += text;
  if (const auto known = m_shapes.find(m_key); known != m_shapes.end()) return known->second;
  if (m_shapes.size() >= mostShapes) m_shapes.clear();
  return m_shapes.emplace(m_key, m_measure.shape(text, bold)).first->second;
}

}  // namespace rnnvis::gui
