#include "rnnvis/response/explain.h"
#include "small_scene.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <functional>

using namespace rnnvis;
using namespace rnnvis::scene;

TEST_CASE("edges are those of the clustering that pass the filter, in width and sign") {
  test::SmallScene small;
  for (const double filter : {0.0, 0.2, 0.7, 1.0}) {
    small.state = apply(small.state, SetEdgeFilter{filter});
    const ComputedState computed = small.compute();
    const MatrixD& edges = computed.workspace.clustering->groups.edges;
    const MainScene scene = test::SmallScene::layout(computed);
    const double strongest = edges.cwiseAbs().maxCoeff();
    CHECK(scene.edges.size() ==
          static_cast<std::size_t>((edges.array().abs() >= filter * strongest).count()));
    for (const Link& edge : scene.edges) {
      CHECK(edge.value == edges(edge.cloud.value, edge.chip.value));
      CHECK(edge.width <= MainScene::widestEdge + 1e-9);
      CHECK(edge.from.x == Approx(scene.chips[edge.chip.index()].frame.right()));
      CHECK(edge.to.x == Approx(scene.clouds[edge.cloud.index()].frame.x));
      for (const Link& other : scene.edges)
        if (std::abs(other.value) > std::abs(edge.value)) CHECK(other.width > edge.width);
    }
  }
}

TEST_CASE("a selected chip's edges stand out from the others") {
  test::SmallScene small;
  small.state = apply(small.state, SelectChip{ClusterId{2}});
  for (const Link& edge : small.layout().edges)
    CHECK((edge.emphasis == Emphasis::strong) == (edge.chip == ClusterId{2}));
}

TEST_CASE("without a selection each chip shows its two strongest edges that pass the filter") {
  test::SmallScene small;
  for (const double filter : {0.0, 0.2, 0.9}) {
    small.state = apply(small.state, SetEdgeFilter{filter});
    const ComputedState computed = small.compute();
    const MatrixD& edges = computed.workspace.clustering->groups.edges;
    const MainScene scene = test::SmallScene::layout(computed);
    CHECK(scene.strongestEdges == 2);
    for (std::int32_t chip = 0; chip < 4; ++chip) {
      VectorD sizes = edges.col(chip).cwiseAbs();
      std::sort(sizes.begin(), sizes.end(), std::greater<>());
      for (const Link& edge : scene.edges)
        if (edge.chip.value == chip)
          CHECK((edge.emphasis == Emphasis::normal) == (std::abs(edge.value) >= sizes[1]));
      CHECK(std::count_if(scene.edges.begin(), scene.edges.end(), [&](const Link& edge) {
              return edge.chip.value == chip && edge.emphasis != Emphasis::hidden;
            }) == (sizes.head(2).array() >= filter * scene.edgeRange).count());
    }
  }
}

TEST_CASE("with a selection all edges that pass the filter are shown, its own strongly") {
  test::SmallScene small;
  const auto word = response::findWord(*small.compute().workspace.analysis, "w2");
  for (const Command& command : {Command{SelectChip{ClusterId{1}}}, Command{SelectCloud{ClusterId{0}}},
                                 Command{SelectWord{word}}, Command{SelectUnit{UnitId{3}}}}) {
    small.state.selection = {};
    small.state = apply(small.state, command);
    const MainScene scene = small.layout();
    CHECK(scene.strongestEdges == 0);
    std::size_t strong = 0;
    for (const Link& edge : scene.edges) {
      CHECK(edge.emphasis != Emphasis::hidden);
      const bool isOfSelection = scene.chips[edge.chip.index()].emphasis == Emphasis::strong ||
                                 scene.clouds[edge.cloud.index()].emphasis == Emphasis::strong;
      CHECK((edge.emphasis == Emphasis::strong) == isOfSelection);
      strong += isOfSelection;
    }
    CHECK(strong > 0);
  }
}

TEST_CASE("a selected token is linked to the chips by what it changes in them") {
  test::SmallScene small;
  CHECK(small.layout().tokenLinks.empty());
  small.state = apply(small.state, SelectToken{{1, 2}});
  const ComputedState computed = small.compute();
  const MainScene scene = test::SmallScene::layout(computed);
  REQUIRE(scene.tokenLinks.size() == 4);
  const sequence::Measures& measures = computed.workspace.sentences[1].measures;
  for (const Link& link : scene.tokenLinks) {
    CHECK(link.value ==
          measures.updatedPositive(2, link.chip.value) + measures.updatedNegative(2, link.chip.value));
    CHECK(std::abs(link.value) <= scene.linkRange);
  }
}
