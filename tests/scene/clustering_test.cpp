#include "rnnvis/scene/clustering.h"

#include "rnnvis/base/error.h"
#include "small_scene.h"

#include <catch2/catch.hpp>

#include <set>

#include <limits>

using namespace rnnvis;
using namespace rnnvis::scene;

namespace {

/// The analysis with one response of the clustered layer and state replaced.
response::Analysis withResponse(response::Analysis analysis, const Clustering& clustering, WordId word,
                                UnitId unit, float value) {
  response::Responses& responses =
      analysis.layers[static_cast<std::size_t>(clustering.layer.value)].responses[clustering.state];
  Matrix mean = responses.mean.matrix();
  mean(word.value, unit.value) = value;
  responses.mean = response::Rows(std::move(mean));
  return analysis;
}

}  // namespace

TEST_CASE("no more clusters than units or words, unless that is insisted on") {
  test::SmallScene small;
  const ComputedState computed = compute(apply(small.state, SetClusters{31}));
  const Clustering& clustering = *computed.workspace.clustering;
  CHECK(clustering.unitClusters == 30);
  CHECK(clustering.groups.edges.cols() == 30);
  CHECK(clustering.wordClusters == 31);
  ClusteringSettings settings = computed.state.clustering;
  settings.words = 5;
  CHECK(cluster(*computed.workspace.analysis, settings)->wordClusters == 5);
  settings.fitClusters = false;
  CHECK_THROWS_WITH(cluster(*computed.workspace.analysis, settings), Catch::Contains("5 words"));
}

TEST_CASE("no cluster is empty, however few responses differ") {
  for (const double scale : {0.7, 0.0})  // All responses are zero with the latter.
    for (const std::size_t units : {1, 2, 30}) {
      test::SmallScene small({.tokens = 40, .hidden = units, .outputs = 40, .scale = scale});
      const ComputedState computed = compute(apply(small.state, SetClusters{10}));
      const Clustering& clustering = *computed.workspace.clustering;
      const std::set<int> words(clustering.groups.wordLabels.begin(), clustering.groups.wordLabels.end()),
          ofUnits(clustering.groups.unitLabels.begin(), clustering.groups.unitLabels.end());
      CHECK(static_cast<int>(words.size()) == clustering.wordClusters);
      CHECK(static_cast<int>(ofUnits.size()) == clustering.unitClusters);
      CHECK(*words.rbegin() == clustering.wordClusters - 1);
      CHECK(clustering.groups.edges.rows() == clustering.wordClusters);
      CHECK(clustering.groups.edges.cols() == clustering.unitClusters);
      for (const Cloud& cloud : small.layout(computed).clouds)
        CHECK(cloud.words.size() + cloud.hidden.size() > 0);
    }
}

TEST_CASE("a response that is not finite is named by unit and word") {
  const test::SmallScene small;
  const ComputedState computed = small.compute();
  const Clustering& clustering = *computed.workspace.clustering;
  const WordId word = clustering.words[3];
  const std::string name = computed.workspace.analysis->tokens[word.index()];
  for (const float value :
       {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
    const auto exploded = withResponse(*computed.workspace.analysis, clustering, word, UnitId{17}, value);
    CHECK_THROWS_WITH(cluster(exploded, computed.state.clustering),
                      Catch::Contains("unit 17") && Catch::Contains("\"" + name + "\""));
  }
}

TEST_CASE("what a previous clustering spares changes nothing") {
  const test::SmallScene small;
  const ComputedState computed = small.compute();
  const Clustering& previous = *computed.workspace.clustering;
  ClusteringSettings settings = computed.state.clustering;
  const auto agrees = [&](bool spared) {
    const auto with = cluster(*computed.workspace.analysis, settings, {}, &previous);
    const auto without = cluster(*computed.workspace.analysis, settings);
    CHECK((with->decomposition == previous.decomposition) == spared);
    CHECK(with->groups.wordLabels == without->groups.wordLabels);
    CHECK(with->groups.unitLabels == without->groups.unitLabels);
    CHECK(with->groups.edges == without->groups.edges);
    CHECK(with->groups.wordDistance == without->groups.wordDistance);
  };
  settings.options.wordClusters = settings.options.unitClusters = 7;
  settings.options.polarity = cocluster::Polarity::merge;
  agrees(true);
  settings.options.method = cocluster::Method::absolute;
  agrees(false);
  settings = computed.state.clustering;
  settings.shrink = 5;
  agrees(false);
  settings = computed.state.clustering;
  settings.words = 20;
  agrees(false);
  settings = computed.state.clustering;
  settings.options.center = true;
  agrees(false);
}

TEST_CASE("stability comes with a clustering on request") {
  const test::SmallScene small;
  const ComputedState computed = small.compute();
  CHECK_FALSE(computed.workspace.clustering->stability.has_value());
  ClusteringSettings settings = computed.state.clustering;
  settings.stabilitySamples = 2;
  const auto found = cluster(*computed.workspace.analysis, settings);
  REQUIRE(found->stability.has_value());
  CHECK(found->stability->words.size() == found->words.size());
  CHECK(found->stability->units.size() == 30);
}
