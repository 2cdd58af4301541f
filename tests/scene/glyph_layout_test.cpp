#include "small_scene.h"

#include <catch2/catch.hpp>

using namespace rnnvis;
using namespace rnnvis::scene;

namespace {

double heightOf(const std::vector<Rect>& rects) {
  double height = 0;
  for (const Rect& rect : rects) height += rect.height;
  return height;
}

}  // namespace

TEST_CASE("glyphs show the measures of their tokens on one scale") {
  const test::SmallScene small;
  const ComputedState computed = small.compute();
  const MainScene scene = test::SmallScene::layout(computed);
  const double pixels = scene.glyphPixels / scene.glyphRange;
  std::size_t tokens = 0;
  for (const Glyph& glyph : scene.glyphs) {
    if (glyph.isStart) continue;
    ++tokens;
    const sequence::Measures& m = computed.workspace.sentences[glyph.place.sentence].measures;
    const auto t = static_cast<Eigen::Index>(glyph.place.token);
    REQUIRE(glyph.clusters.size() == 4);
    for (const GlyphBar& bar : glyph.clusters) {
      const auto p = bar.cluster.value;
      CHECK(bar.box.height ==
            Approx((m.aggregatePositive(t, p) - m.aggregateNegative(t, p)) * pixels).margin(1e-6));
      CHECK(glyph.baseline - bar.box.y == Approx(m.aggregatePositive(t, p) * pixels).margin(1e-6));
      const double up = m.updatedPositive(t, p), down = m.updatedNegative(t, p);
      CHECK(heightOf(bar.gains) == Approx((std::max(up, 0.0) + std::max(down, 0.0)) * pixels).margin(1e-6));
      CHECK(heightOf(bar.losses) == Approx(-(std::min(up, 0.0) + std::min(down, 0.0)) * pixels).margin(1e-6));
      CHECK(bar.cursor == Approx(bar.track.x + bar.track.width * m.preserved(t, p)));
      for (const auto* hats : {&bar.gains, &bar.losses})
        for (const Rect& hat : *hats) CHECK(glyph.box.grown(1e-6).contains(hat));
    }
  }
  CHECK(tokens == 6);
}

TEST_CASE("an increase lies inside its box and a decrease outside") {
  const test::SmallScene small;
  const ComputedState computed = small.compute();
  for (const Glyph& glyph : test::SmallScene::layout(computed).glyphs) {
    if (glyph.isStart) continue;
    const sequence::Measures& m = computed.workspace.sentences[glyph.place.sentence].measures;
    const auto t = static_cast<Eigen::Index>(glyph.place.token);
    for (const GlyphBar& bar : glyph.clusters) {
      const Rect& hat = m.updatedPositive(t, bar.cluster.value) > 0 ? bar.gains.front() : bar.losses.front();
      if (m.updatedPositive(t, bar.cluster.value) > 0)
        CHECK(hat.y == Approx(bar.box.y).margin(1e-6));
      else
        CHECK(hat.bottom() == Approx(bar.box.y).margin(1e-6));
    }
  }
}

TEST_CASE("labels name the tokens, the start and words that the model does not know") {
  const MainScene scene = test::SmallScene().layout();
  std::vector<std::string> labels;
  for (const Glyph& glyph : scene.glyphs) {
    labels.push_back(glyph.label);
    CHECK(glyph.isUnknown == (glyph.label == "nobody"));
    if (!glyph.isStart) CHECK(glyph.prediction.starts_with("→ "));
  }
  CHECK(labels == std::vector<std::string>{"start: after <eos>", "w2", "w3", "w4", "start: after <eos>", "w5",
                                           "nobody", "w2"});
  CHECK(scene.headings.size() == 2);
}

TEST_CASE("what does not fit is counted above and below") {
  test::SmallScene small;
  std::string sentence;
  for (int i = 0; i < 60; ++i) sentence += "w2 ";
  small.state.sentences = {sentence};
  const ComputedState computed = small.compute();
  for (const std::size_t first : {0u, 10u, 1000u}) {
    const MainScene scene = test::SmallScene::layout(computed, {1400, 900}, first);
    std::size_t shown = 0;
    for (const Glyph& glyph : scene.glyphs) {
      shown += !glyph.isStart;
      CHECK(scene.sentenceColumn->area.grown(1).contains(glyph.box));
    }
    CHECK(shown + scene.tokensAbove + scene.tokensBelow == 60);
    CHECK(shown > 0);
  }
}

TEST_CASE("a sentence that cannot be read says why and leaves the others") {
  test::SmallScene small;
  small.state.sentences = {"   ", "w2 w3"};
  const MainScene scene = small.layout();
  REQUIRE(scene.headings.size() == 2);
  CHECK(scene.headings[0].isProblem);
  CHECK(!scene.headings[1].isProblem);
  CHECK(scene.glyphs.size() == 3);
}
