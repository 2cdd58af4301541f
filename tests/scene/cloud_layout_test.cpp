#include "small_scene.h"

#include <catch2/catch.hpp>

#include <algorithm>
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
        CHECK(word.pixels >= 7);
      }
      words.insert(cloud.hidden.begin(), cloud.hidden.end());
      CHECK(cloud.hiddenCount.empty() == cloud.hidden.empty());
    }
    CHECK(words == std::set<WordId>(clustering.words.begin(), clustering.words.end()));
  }
  for (const Cloud& cloud : test::SmallScene::layout(computed).clouds) CHECK(cloud.hidden.empty());
}

TEST_CASE("words that have no room in the smallest type are counted and can be found") {
  test::SmallScene small({.tokens = 700, .hidden = 20, .outputs = 700}, 9000);
  small.state.clustering.words = 690;
  small.state.clustering.options.wordClusters = small.state.clustering.options.unitClusters = 10;
  const ComputedState computed = small.compute();
  const MainScene scene = test::SmallScene::layout(computed, {640, 480});
  std::size_t hidden = 0;
  for (const Cloud& cloud : scene.clouds) {
    if (cloud.hidden.empty()) continue;
    hidden += cloud.hidden.size();
    CHECK(cloud.hiddenCount == "+" + std::to_string(cloud.hidden.size()) + " hidden");
    const Hit hit = hitTest(scene, cloud.hiddenBox.center());
    CHECK(std::holds_alternative<HiddenWords>(hit.item));
    CHECK(hit.cloud == cloud.cluster);
    CHECK(scene.cloudColumn.area.contains(cloud.frame));
  }
  CHECK(hidden > 0);

  const auto crowded = std::find_if(scene.clouds.begin(), scene.clouds.end(),
                                    [](const Cloud& cloud) { return !cloud.hidden.empty(); });
  small.state = apply(small.state, SelectWord{crowded->hidden.front()});
  const MainScene selected = test::SmallScene::layout({small.state, computed.workspace}, {640, 480});
  CHECK(selected.clouds[crowded->cluster.index()].hiddenSelected == 0);
  CHECK(selected.clouds[crowded->cluster.index()].emphasis == Emphasis::strong);
}

TEST_CASE("names of clouds cost no words, and no title covers one") {
  test::SmallScene small({.tokens = 700, .hidden = 20, .outputs = 700}, 9000);
  small.state.clustering.words = 690;
  small.state.clustering.options.wordClusters = small.state.clustering.options.unitClusters = 10;
  const Size size{900, 620};
  const ComputedState computed = small.compute();
  const MainScene before = test::SmallScene::layout(computed, size);
  const Clustering& clustering = *computed.workspace.clustering;
  for (const Cloud& cloud : before.clouds)
    small.state =
        apply(small.state, RenameCluster{Side::words, membersOf(clustering, Side::words, cloud.cluster),
                                         "a name that takes some room"});
  const MainScene named = test::SmallScene::layout(small.compute(), size);
  for (std::size_t i = 0; i < named.clouds.size(); ++i) {
    const Cloud& cloud = named.clouds[i];
    CHECK(cloud.title.find("a name") == 0);
    CHECK(cloud.words.size() == before.clouds[i].words.size());
    CHECK_FALSE(cloud.titleBox.overlaps(cloud.hiddenBox));
    for (const Cloud& other : named.clouds)
      for (const CloudWord& word : other.words) CHECK_FALSE(word.box.overlaps(cloud.titleBox));
  }
}

TEST_CASE("clouds shown some steps ago are not packed anew") {
  test::SmallScene small;
  std::vector<MainScene> shown;
  std::shared_ptr<const CloudPacking> packing;
  std::vector<ComputedState> states;
  for (const int clusters : {3, 4, 5, 6}) {
    small.state.clustering.options.wordClusters = small.state.clustering.options.unitClusters = clusters;
    states.push_back(small.compute());
  }
  const auto wordsOf = [](const MainScene& scene) {
    std::vector<double> places;
    for (const Cloud& cloud : scene.clouds)
      for (const CloudWord& word : cloud.words) places.push_back(word.origin.x + 1e4 * word.origin.y);
    return places;
  };
  class CountingMeasure : public test::FixedMeasure {
   public:
    std::shared_ptr<const InkShape> shape(std::string_view text, bool bold) const override {
      ++shapes;
      return FixedMeasure::shape(text, bold);
    }
    mutable int shapes = 0;
  } measure;
  const auto show = [&](const ComputedState& state) {
    MainScene scene = layoutMain(state, {{1400, 900}, 0, 0, packing}, measure);
    packing = scene.cloudPacking;
    return scene;
  };
  for (const ComputedState& state : states) shown.push_back(show(state));
  const int shapes = measure.shapes;
  for (std::size_t i : {2, 0, 3, 1}) CHECK(wordsOf(show(states[i])) == wordsOf(shown[i]));
  CHECK(measure.shapes == shapes);
}

TEST_CASE("the clouds of a selected chip expand, the others contract") {
  test::SmallScene small({.tokens = 240, .hidden = 30, .outputs = 240}, 2000);
  small.state.edgeFilter = 0.5;
  const ComputedState computed = small.compute();
  const MatrixD& edges = computed.workspace.clustering->groups.edges;
  const MainScene before = test::SmallScene::layout(computed, {1400, 400});
  small.state = apply(small.state, SelectChip{ClusterId{1}});
  const MainScene after = test::SmallScene::layout({small.state, computed.workspace}, {1400, 400});
  int contracted = 0;
  for (std::size_t i = 0; i < after.clouds.size(); ++i) {
    const double edge = std::abs(edges(static_cast<Eigen::Index>(i), 1));
    CHECK(after.clouds[i].isContracted == (edge < 0.5 * edges.cwiseAbs().maxCoeff()));
    contracted += after.clouds[i].isContracted;
    if (after.clouds[i].isContracted)
      CHECK(after.clouds[i].frame.height < before.clouds[i].frame.height);
    else
      CHECK(after.clouds[i].hidden.empty());
  }
  CHECK(contracted > 0);
}

TEST_CASE("selecting words and units moves nothing, and nothing is packed anew") {
  test::SmallScene small;
  const ComputedState computed = small.compute();
  const MainScene before = test::SmallScene::layout(computed);
  small.state = apply(small.state, SelectWord{before.clouds[0].words[0].word});
  const ComputedState selected{small.state, computed.workspace};
  const MainOptions options{before.size, 0, 0, before.cloudPacking};
  const MainScene after = layoutMain(selected, options, test::FixedMeasure());
  CHECK(after.cloudPacking == before.cloudPacking);
  CHECK(after.clouds[0].words[0].selected == 0);
  const MainScene anew = test::SmallScene::layout(selected);
  CHECK(anew.cloudPacking != before.cloudPacking);
  for (std::size_t c = 0; c < before.clouds.size(); ++c)
    for (std::size_t i = 0; i < before.clouds[c].words.size(); ++i) {
      CHECK(anew.clouds[c].words[i].origin.x == before.clouds[c].words[i].origin.x);
      CHECK(anew.clouds[c].words[i].origin.y == before.clouds[c].words[i].origin.y);
    }
  const MainScene larger =
      layoutMain(selected, {{1500, 900}, 0, 0, before.cloudPacking}, test::FixedMeasure());
  CHECK(larger.cloudPacking != before.cloudPacking);
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
