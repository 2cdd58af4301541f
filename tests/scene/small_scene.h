#pragma once

#include "rnnvis/scene/main_scene.h"

#include "random.h"
#include "small_model.h"
#include "temporary_folder.h"

#include <cstdlib>
#include <string>

namespace rnnvis::test {

/// Type of a fixed width, so that layouts do not depend on fonts.
class FixedMeasure : public scene::TextMeasure {
 public:
  scene::Size size(std::string_view text, double pixels, bool bold) const override {
    return {static_cast<double>(text.size()) * pixels * (bold ? 0.6 : 0.55), 1.2 * pixels};
  }
  /// A solid block from the baseline up.
  std::shared_ptr<const scene::InkShape> shape(std::string_view text, bool bold) const override {
    auto shape = std::make_shared<scene::InkShape>();
    const int width = static_cast<int>(size(text, scene::InkShape::perEm, bold).width);
    for (int row = -scene::InkShape::perEm / 2; row < 0; ++row) shape->spans.push_back({row, 0, width});
    return shape;
  }
};

/// A model folder with a text in which every word is frequent enough to be clustered, and a cache of its own.
class SmallScene {
 public:
  explicit SmallScene(SmallModel model = {.tokens = 40, .hidden = 30, .outputs = 40},
                      std::size_t lines = 400) {
    ::setenv("XDG_CACHE_HOME", (m_folder / "cache").c_str(), 1);
    Random random(7);
    state.model = writeModel(m_folder, "model", model, randomText(random, lines, model.tokens)).string();
    state.clustering.minimumCount = 2;
    state.clustering.options.wordClusters = state.clustering.options.unitClusters = 4;
    state.clustering.options.restarts = 5;
    state.sentences = {"w2 w3 w4", "w5 nobody w2"};
  }

  scene::ComputedState compute() const { return scene::compute(state); }
  scene::MainScene layout(scene::Size size = {1400, 900}) const { return layout(compute(), size); }
  static scene::MainScene layout(const scene::ComputedState& computed, scene::Size size = {1400, 900},
                                 std::size_t firstGlyph = 0) {
    return layoutMain(computed, {size, firstGlyph}, FixedMeasure());
  }
  const TemporaryFolder& folder() const { return m_folder; }

  scene::AnalyticState state;

 private:
  TemporaryFolder m_folder;
};

}  // namespace rnnvis::test
