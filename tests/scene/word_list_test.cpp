#include "rnnvis/scene/word_list.h"

#include "rnnvis/base/error.h"
#include "small_scene.h"

#include <catch2/catch.hpp>

using namespace rnnvis;
using namespace rnnvis::scene;

TEST_CASE("a list made of a cluster is found in it, and what it leaves out is said") {
  const test::SmallScene small;
  const Workspace workspace = small.compute().workspace;
  const Clustering& clustering = *workspace.clustering;
  std::vector<std::string> list{"nobody"};
  for (std::size_t row = 0; row < clustering.words.size(); ++row)
    if (clustering.groups.wordLabels[row] == 1)
      list.push_back(workspace.analysis->tokens[clustering.words[row].index()]);
  list.push_back(list.back());  // Twice counts once.
  const auto found = concentrationOf(list, *workspace.analysis, clustering, 0, {2000, 1, 1});
  CHECK(found.words.size() == list.size() - 2);
  REQUIRE(found.leftOut.size() == 1);
  CHECK(found.leftOut[0].word == "nobody");
  CHECK(found.leftOut[0].count == -1);
  CHECK(found.clusters.count[1] == found.words.size());
  CHECK(found.clusters.together == 1);
  CHECK(found.clusters.pValue < 0.01);
  for (std::size_t i = 1; i < found.units.size(); ++i)
    CHECK(found.units[i].pValue >= found.units[i - 1].pValue);
  CHECK_THROWS_AS(concentrationOf({"w2", "nobody"}, *workspace.analysis, clustering, 0, {}), Error);
}
