#include "rnnvis/scene/main_scene.h"

#include <cmath>

namespace rnnvis::scene {
namespace {

/// The word whose box contains the point; where boxes overlap, the one whose middle line is nearest.
const CloudWord* wordAt(const Cloud& cloud, Point point) {
  constexpr double reach = 1.5;  // Beyond the glyphs.
  const CloudWord* nearest = nullptr;
  double least = 0;
  for (const CloudWord& word : cloud.words) {
    const double distance = std::abs(word.box.center().y - point.y);
    if (!word.box.grown(reach).contains(point) || (nearest && distance >= least)) continue;
    nearest = &word;
    least = distance;
  }
  return nearest;
}

}  // namespace

Hit hitTest(const MainScene& scene, Point point) {
  for (const Glyph& glyph : scene.glyphs) {
    if (!glyph.box.contains(point) || glyph.isStart) continue;
    Hit hit{glyph.place, {}, {}};
    for (const GlyphBar& bar : glyph.clusters)
      if (point.x >= bar.box.x && point.x < bar.box.right()) hit.chip = bar.cluster;
    return hit;
  }
  for (const Chip& chip : scene.chips) {
    for (const Cell& cell : chip.cells)
      if (cell.box.grown(0.75).contains(point)) return {cell.unit, chip.cluster, {}};
    if (chip.frame.contains(point)) return {{}, chip.cluster, {}};
  }
  for (const Cloud& cloud : scene.clouds) {
    if (const CloudWord* word = wordAt(cloud, point)) return {word->word, {}, cloud.cluster};
    if (!cloud.hidden.empty() && cloud.hiddenBox.contains(point)) return {HiddenWords{}, {}, cloud.cluster};
    if (cloud.frame.contains(point)) return {{}, {}, cloud.cluster};
  }
  for (const TagMark& mark : scene.tags)
    if (mark.box.contains(point)) return {mark.tag, {}, {}};
  return {};
}

}  // namespace rnnvis::scene
