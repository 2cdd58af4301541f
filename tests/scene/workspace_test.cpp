#include "rnnvis/base/error.h"
#include "small_scene.h"

#include <catch2/catch.hpp>

using namespace rnnvis;
using namespace rnnvis::scene;

namespace {

std::vector<Stage> stagesOf(const AnalyticState& state, const ComputedState& previous) {
  std::vector<Stage> stages;
  compute(state, previous, {}, [&](Stage stage) { stages.push_back(stage); });
  return stages;
}

}  // namespace

TEST_CASE("only what changed is computed again") {
  const test::SmallScene small;
  const ComputedState first = small.compute();
  CHECK(stagesOf(first.state, {}).front() == Stage::openingModel);
  CHECK(stagesOf(first.state, first).empty());
  CHECK(stagesOf(apply(first.state, SelectWord{WordId{2}}), first).empty());
  CHECK(stagesOf(apply(first.state, SetEdgeFilter{0.5}), first).empty());
  CHECK(stagesOf(apply(first.state, AddSentence{"w9"}), first) == std::vector{Stage::readingSentences});
  CHECK(stagesOf(apply(first.state, SetClusters{3}), first) == std::vector{Stage::clustering});
  test::Random random(11);
  const auto text = small.folder().write("other.txt", test::randomText(random, 300, 40));
  CHECK(stagesOf(apply(first.state, SetCorpus{text.string()}), first) ==
        std::vector{Stage::analysing, Stage::clustering});
}

TEST_CASE("measures follow the clusters") {
  const test::SmallScene small;
  const ComputedState first = small.compute();
  const ComputedState fewer = compute(apply(first.state, SetClusters{2}), first);
  CHECK(first.workspace.sentences[0].measures.preserved.cols() == 4);
  CHECK(fewer.workspace.sentences[0].measures.preserved.cols() == 2);
  CHECK(fewer.workspace.sentences[0].sentence == first.workspace.sentences[0].sentence);
  const ComputedState anew = compute(fewer.state);
  CHECK(anew.workspace.sentences[0].measures.aggregatePositive ==
        fewer.workspace.sentences[0].measures.aggregatePositive);
}

TEST_CASE("sentences of another model are read again") {
  const test::SmallScene small;
  const ComputedState first = small.compute();
  test::Random random(9);
  const auto other =
      test::writeModel(small.folder(), "other", {.tokens = 40, .hidden = 30, .outputs = 40, .seed = 5},
                       test::randomText(random, 400, 40));
  const ComputedState second = compute(apply(first.state, OpenModel{other.string()}), first);
  CHECK(second.workspace.sentences[0].sentence != first.workspace.sentences[0].sentence);
}

TEST_CASE("an error and a stop leave by their own ways") {
  const test::SmallScene small;
  CHECK_THROWS_AS(compute(apply(small.state, OpenModel{"/nowhere"})), Error);
  std::stop_source stop;
  stop.request_stop();
  CHECK_THROWS_AS(compute(small.state, {}, {stop.get_token(), {}}), Cancelled);
}
