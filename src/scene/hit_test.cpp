#include "rnnvis/scene/main_scene.h"

namespace rnnvis::scene {

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
    for (const CloudWord& word : cloud.words)
      if (word.box.contains(point)) return {word.word, {}, cloud.cluster};
    if (cloud.frame.contains(point)) return {{}, {}, cloud.cluster};
  }
  for (const TagMark& mark : scene.tags)
    if (mark.box.contains(point)) return {mark.tag, {}, {}};
  return {};
}

}  // namespace rnnvis::scene
