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

namespace {

/// A scene over a text of some 34,000 tokens, and the beginnings that were shown of it.
struct LongText {
  test::SmallScene small;
  std::vector<ComputedState> beginnings;

  LongText() {
    test::Random random(12);
    small.state.corpus = small.folder().write("long.txt", test::randomText(random, 8000, 40)).string();
  }
  ComputedState compute(const AnalyticState& state, const ComputedState& previous = {}) {
    return scene::compute(state, previous, {}, {}, {},
                          [&](ComputedState beginning) { beginnings.push_back(std::move(beginning)); });
  }
};

}  // namespace

TEST_CASE("a long text shows its beginning first, once") {
  LongText text;
  const ComputedState whole = text.compute(text.small.state);
  REQUIRE(text.beginnings.size() == 1);
  const Workspace& beginning = text.beginnings[0].workspace;
  CHECK(beginning.isPreliminary());
  CHECK_FALSE(whole.workspace.isPreliminary());
  const response::AnalysisInfo& info = beginning.analysis->info;
  CHECK(info.tokens <= 5000);
  CHECK(info.tokens > 4980);
  CHECK(info.wholeTokens == whole.workspace.analysis->info.tokens);
  CHECK(beginning.model == whole.workspace.model);
  CHECK(beginning.clustering->groups.unitLabels.size() == 30);
  CHECK(beginning.sentences.size() == 2);
  CHECK(beginning.sentences[0].measures.preserved.cols() == 4);
  const test::FixedMeasure measure;
  CHECK_THAT(layoutMain(text.beginnings[0], {{1400, 900}, 0}, measure).subtitle,
             Catch::Contains("the first 4,9") && Catch::Contains(" of 3"));

  text.compute(text.small.state);  // From the cache.
  CHECK(text.beginnings.size() == 1);
}

TEST_CASE("nothing but the model is taken over from a beginning") {
  LongText text;
  const ComputedState whole = text.compute(text.small.state);
  const ComputedState& beginning = text.beginnings.at(0);
  CHECK(stagesOf(text.small.state, beginning) == std::vector{Stage::analysing, Stage::clustering});
  const ComputedState again = text.compute(text.small.state, beginning);
  CHECK_FALSE(again.workspace.isPreliminary());
  CHECK(again.workspace.analysis->count == whole.workspace.analysis->count);
  CHECK(again.workspace.model == beginning.workspace.model);
}

TEST_CASE("a short text, or one whose beginning cannot be clustered, shows no beginning") {
  LongText text;
  AnalyticState state = text.small.state;
  state.clustering.minimumCount = 1500;  // Only the whole text has words so frequent.
  state.clustering.options.wordClusters = state.clustering.options.unitClusters = 2;
  CHECK_NOTHROW(text.compute(state));
  state.corpus = "test";
  state.clustering.minimumCount = 2;
  text.compute(state);
  CHECK(text.beginnings.empty());
}

TEST_CASE("a long search shows a draft of the clusters first, of which nothing is taken over") {
  const test::SmallScene small;
  const ComputedState first = small.compute();
  AnalyticState state = apply(first.state, SetClusters{3});
  state.clustering.options.restarts = 10'000;
  std::vector<ComputedState> drafts;
  const auto meanwhile = [&](ComputedState draft) { drafts.push_back(std::move(draft)); };
  const ComputedState thorough = compute(state, first, {}, {}, {}, meanwhile);
  REQUIRE(drafts.size() == 1);
  const Workspace& draft = drafts[0].workspace;
  CHECK(draft.isDraft);
  CHECK_FALSE(thorough.workspace.isDraft);
  CHECK(draft.clustering->unitClusters == 3);
  CHECK(draft.sentences[0].measures.preserved.cols() == 3);
  CHECK(draft.computed->decomposition == first.workspace.computed->decomposition);
  const test::FixedMeasure measure;
  CHECK_THAT(layoutMain(drafts[0], {{1400, 900}, 0}, measure).subtitle, Catch::Contains("first draft"));
  CHECK_THAT(layoutMain(thorough, {{1400, 900}, 0}, measure).subtitle, !Catch::Contains("first draft"));

  CHECK(stagesOf(state, drafts[0]) == std::vector{Stage::clustering});
  const ComputedState again = compute(state, drafts[0]), anew = compute(state, first);
  CHECK(again.workspace.computed->groups.unitLabels == thorough.workspace.computed->groups.unitLabels);
  CHECK(anew.workspace.computed->groups.wordLabels == thorough.workspace.computed->groups.wordLabels);
}

TEST_CASE("a short search, and one whose clusters were edited by number, shows no draft") {
  const test::SmallScene small;
  const ComputedState first = small.compute();
  const auto none = [](const ComputedState&) { FAIL("a draft"); };
  CHECK_NOTHROW(compute(apply(first.state, SetClusters{3}), first, {}, {}, {}, none));
  AnalyticState state = apply(first.state, MergeClusters{Side::units, ClusterId{0}, ClusterId{1}});
  REQUIRE(state.edits.list.size() == 1);
  state.clustering.options.restarts = 10'000;
  CHECK_NOTHROW(compute(state, first, {}, {}, {}, none));
}
