#include "rnnvis/scene/walk.h"

#include "small_scene.h"

#include <catch2/catch.hpp>

#include <set>

using namespace rnnvis;
using namespace rnnvis::scene;

namespace {

Hit chipHit(int chip) {
  return {{}, ClusterId{chip}, {}};
}
Hit cloudHit(int cloud) {
  return {{}, {}, ClusterId{cloud}};
}
Hit cellHit(const MainScene& scene, std::size_t chip, std::size_t cell) {
  return {scene.chips[chip].cells[cell].unit, scene.chips[chip].cluster, {}};
}

/// Where steps in one direction lead to until there is no next.
std::vector<Hit> follow(const MainScene& scene, Hit from, Step step) {
  std::vector<Hit> way{from};
  for (auto next = walk(scene, from, step); next && way.size() < 1000; next = walk(scene, *next, step))
    way.push_back(*next);
  return way;
}

/// The cloud of a chip's strongest edge.
ClusterId strongestCloud(const ComputedState& computed, int chip) {
  Eigen::Index cloud = 0;
  computed.workspace.clustering->groups.edges.col(chip).cwiseAbs().maxCoeff(&cloud);
  return ClusterId{static_cast<std::int32_t>(cloud)};
}

}  // namespace

TEST_CASE("the focus goes from kind to kind and out at both ends") {
  test::SmallScene small;
  const MainScene scene = small.layout();
  const std::vector<Hit> way = follow(scene, *walk(scene, {}, Step::next), Step::next);
  REQUIRE(way.size() == 5);
  CHECK(std::get<TokenPlace>(way[0].item) == TokenPlace{0, 0});
  CHECK(way[1] == chipHit(0));
  CHECK(way[2] == cellHit(scene, 0, 0));
  CHECK(way[3].cloud);
  CHECK(std::get<WordId>(way[4].item) == scene.clouds[way[3].cloud->index()].words.front().word);
  const std::vector<Hit> back = follow(scene, way[4], Step::previous);
  REQUIRE(back.size() == 5);
  CHECK(back[1] == way[3]);
  CHECK(back[3] == Hit{{}, back[2].chip, {}});
  CHECK(std::holds_alternative<WordId>(walk(scene, {}, Step::previous)->item));

  small.state.sentences.clear();
  CHECK(walk(small.layout(), {}, Step::next) == chipHit(0));
}

TEST_CASE("up and down lead through all chips, clouds and tokens, and back") {
  const MainScene scene = test::SmallScene().layout();
  for (const Hit& first : {chipHit(0), cloudHit(0), Hit{TokenPlace{0, 0}, {}, {}}}) {
    const std::vector<Hit> down = follow(scene, first, Step::down);
    CHECK(down.size() == (first.item.index() == 0 ? 4 : 6));
    const std::vector<Hit> up = follow(scene, down.back(), Step::up);
    CHECK(std::equal(down.rbegin(), down.rend(), up.begin(), up.end()));
  }
}

TEST_CASE("every cell and every word can be reached from the first, each once") {
  test::SmallScene small;
  for (const ChipLayout layout : {ChipLayout::equalWidth, ChipLayout::equalHeight}) {
    small.state.chipLayout = layout;
    const MainScene scene = small.layout({900, 500});
    const std::vector<Hit> cells = follow(scene, cellHit(scene, 0, 0), Step::right);
    std::set<std::int32_t> units;
    for (const Hit& hit : cells) CHECK(units.insert(std::get<UnitId>(hit.item).value).second);
    CHECK(units.size() == 30);
  }
  const MainScene scene = small.layout();
  std::size_t words = 0;
  for (const Cloud& cloud : scene.clouds) words += cloud.words.size();
  Hit first = *walk(scene, cloudHit(0), Step::next);
  first = follow(scene, first, Step::left).back();
  const std::vector<Hit> way = follow(scene, first, Step::right);
  CHECK(way.size() == words);
  for (const Hit& hit : way) CHECK(boxOf(scene, hit));
  CHECK(way.back().cloud == ClusterId{3});
}

TEST_CASE("words are read line by line") {
  const MainScene scene = test::SmallScene().layout();
  const std::vector<Hit> way = follow(scene, *walk(scene, cloudHit(1), Step::next), Step::right);
  for (std::size_t i = 1; i < way.size(); ++i) {
    if (way[i].cloud != way[i - 1].cloud) continue;
    const Rect before = *boxOf(scene, way[i - 1]), after = *boxOf(scene, way[i]);
    CHECK((after.x > before.x || after.center().y > before.center().y));
  }
}

TEST_CASE("a chip leads right to the cloud it answers to most and left to the sentence") {
  const test::SmallScene small;
  const ComputedState computed = small.compute();
  const MainScene scene = test::SmallScene::layout(computed);
  for (int chip = 0; chip < 4; ++chip) {
    CHECK(walk(scene, chipHit(chip), Step::right)->cloud == strongestCloud(computed, chip));
    CHECK(std::holds_alternative<TokenPlace>(walk(scene, chipHit(chip), Step::left)->item));
  }
  CHECK(walk(scene, cloudHit(0), Step::left)->chip);
  CHECK_FALSE(walk(scene, cloudHit(0), Step::right));
  CHECK(walk(scene, Hit{TokenPlace{0, 0}, {}, {}}, Step::right)->chip);
}

TEST_CASE("what is not shown has no box, and steps from it begin anew") {
  const MainScene scene = test::SmallScene().layout();
  CHECK_FALSE(boxOf(scene, {}));
  CHECK_FALSE(boxOf(scene, Hit{WordId{9999}, {}, ClusterId{0}}));
  CHECK_FALSE(boxOf(scene, chipHit(17)));
  CHECK(std::get<TokenPlace>(walk(scene, Hit{TokenPlace{0, 99}, {}, {}}, Step::down)->item) ==
        TokenPlace{0, 0});
  CHECK(walk(scene, chipHit(17), Step::up) == chipHit(0));
  CHECK_FALSE(walk({}, {}, Step::next));
  CHECK_FALSE(walk({}, chipHit(0), Step::down));
}
