#include "small_scene.h"

#include <catch2/catch.hpp>

#include <set>

using namespace rnnvis;
using namespace rnnvis::scene;

TEST_CASE("every clustered word stands in the cloud of its cluster or is counted as hidden") {
  const test::SmallScene small;
  const ComputedState computed = small.compute();
  for (const Size size : {Size{1400, 900}, Size{660, 480}}) {
    const MainScene scene = test::SmallScene::layout(computed, size);
    const Clustering& clustering = *computed.workspace.clustering;
    std::set<WordId> words;
    for (const Cloud& cloud : scene.clouds) {
      for (const CloudWord& word : cloud.words) {
        CHECK(words.insert(word.word).second);
        CHECK(cloud.frame.contains(word.box));
      }
      words.insert(cloud.hidden.begin(), cloud.hidden.end());
      for (std::size_t i = 0; i < cloud.words.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
          CHECK(!cloud.words[i].box.grown(-1e-6).overlaps(cloud.words[j].box.grown(-1e-6)));
    }
    CHECK(words == std::set<WordId>(clustering.words.begin(), clustering.words.end()));
  }
  for (const Cloud& cloud : test::SmallScene::layout(computed).clouds) CHECK(cloud.hidden.empty());
}

TEST_CASE("the closer to the centroid, the larger") {
  const test::SmallScene small;
  const ComputedState computed = small.compute();
  const Clustering& clustering = *computed.workspace.clustering;
  const auto distanceOf = [&](WordId word) {
    const auto row =
        std::find(clustering.words.begin(), clustering.words.end(), word) - clustering.words.begin();
    return clustering.groups.wordDistance[static_cast<std::size_t>(row)];
  };
  for (const Cloud& cloud : test::SmallScene::layout(computed).clouds)
    for (const CloudWord& a : cloud.words)
      for (const CloudWord& b : cloud.words)
        if (distanceOf(a.word) < distanceOf(b.word)) CHECK(a.pixels >= b.pixels);
}

TEST_CASE("clouds stand below one another on an arc inside their column") {
  const MainScene scene = test::SmallScene().layout();
  const Rect& area = scene.cloudColumn.area;
  for (std::size_t i = 0; i < scene.clouds.size(); ++i) {
    const Rect& frame = scene.clouds[i].frame;
    CHECK((frame.x >= area.x - 1e-6 && frame.right() <= area.right() + 1e-6 &&
           frame.bottom() <= area.bottom() + 1e-6));
    if (i > 0) CHECK(frame.y > scene.clouds[i - 1].frame.bottom());
  }
  CHECK(scene.clouds[1].frame.x > scene.clouds[0].frame.x);
  CHECK(scene.clouds[2].frame.x > scene.clouds[3].frame.x);
}

TEST_CASE("a selected unit gives the words its responses, the strongest 1 in size") {
  test::SmallScene small;
  small.state = apply(small.state, SelectUnit{UnitId{4}});
  const MainScene scene = small.layout();
  CHECK(scene.wordRange > 0);
  double largest = 0;
  for (const Cloud& cloud : scene.clouds)
    for (const CloudWord& word : cloud.words) largest = std::max(largest, std::abs(word.response));
  CHECK(largest == Approx(1));
}
