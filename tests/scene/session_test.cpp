#include "rnnvis/scene/comparison_session.h"

#include "rnnvis/base/error.h"
#include "rnnvis/base/file.h"
#include "small_scene.h"

#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

using namespace rnnvis;
using namespace rnnvis::scene;
using Catch::Matchers::Contains;
using nlohmann::json;

namespace {

/// A state that differs from the usual one in everything.
AnalyticState unusualState() {
  AnalyticState state;
  state.model = "/models/a \"b\"";
  state.corpus = "valid";
  state.clustering.layer = LayerId{1};
  state.clustering.reverse = true;
  state.clustering.state = model::Signal::h;
  state.clustering.words = 321;
  state.clustering.minimumCount = 3;
  state.clustering.shrink = 2.5;
  state.clustering.options = {.method = cocluster::Method::absolute,
                              .polarity = cocluster::Polarity::merge,
                              .wordClusters = 4,
                              .unitClusters = 5,
                              .dimensions = 6,
                              .restarts = 7,
                              .seed = 18'000'000'000'000'000'000U,
                              .center = true,
                              .scale = true};
  state.edits.held = {{Side::units, {1, 2}, {1, 2, 3}}};
  state.edits.list = {MergeClusters{Side::words, ClusterId{0}, ClusterId{2}},
                      SplitCluster{Side::units, ClusterId{1}}, MoveItems{Side::units, {4, 5}, ClusterId{3}}};
  state.edits.locks = {{Side::words, {9}, {8, 9}}};
  state.edits.names = {{Side::words, {1, 7}, "verbs"}};
  state.sentences = {"the cat", "naïve 🙂"};
  state.target = "positive";
  state.selection.words = {WordId{3}, WordId{1}};
  state.edgeFilter = 0.35;
  state.responseClip = 1.25;
  state.chipLayout = ChipLayout::equalHeight;
  state.grammar = {true, {text::Tag::noun, text::Tag::punctuation}};
  state.detail = {DetailTopic::values, UnitOrder::cluster, false, true, true, 12};
  state.brushed = {UnitId{0}, UnitId{4}};
  return state;
}

std::string problemOf(const std::string& text) {
  try {
    parseSession(text, "a.rnnvis-session");
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

std::string problemWith(const json::json_pointer& place, const json& value) {
  json session = json::parse(formatSession(Session{unusualState(), "m", "1", "2"}));
  session[place] = value;
  return problemOf(session.dump());
}

}  // namespace

TEST_CASE("a session is read as it was written") {
  Session session{unusualState(), "LSTM", "abc", "def"};
  const Session read = parseSession(formatSession(session), "file");
  CHECK(read.state == session.state);
  CHECK(read.modelName == "LSTM");
  CHECK(read.modelSha256 == "abc");
  CHECK(read.corpusSha256 == "def");
  session.state.selection = {};
  session.state.selection.token = TokenPlace{1, 4};
  CHECK(parseSession(formatSession(session), "file").state == session.state);
  session.state.selection = {};
  session.state.selection.chip = ClusterId{2};
  session.state.selection.units = {UnitId{5}};
  session.state.clustering.layer.reset();
  session.state.clustering.state.reset();
  session.state.responseClip.reset();
  CHECK(parseSession(formatSession(session), "file").state == session.state);
}

TEST_CASE("what is left out of a session is as in a new one") {
  const Session read = parseSession(R"({"format": 1, "model": {"path": "m"}})", "file");
  AnalyticState expected;
  expected.model = "m";
  CHECK(read.state == expected);
}

TEST_CASE("a file that is no session, or a damaged one, is refused in one line that says where") {
  CHECK_THAT(problemOf(""), Contains("a.rnnvis-session is not a session"));
  CHECK_THAT(problemOf("[1, 2]"), Contains("is not a session"));
  CHECK_THAT(problemOf(R"({"format": "1"})"), Contains("is not a session"));
  CHECK_THAT(problemOf(R"({"format": 2})"), Contains("newer version of RNNVis (format 2, this one reads 1)"));
  CHECK_THAT(problemOf(R"({"format": 1})"), Contains("names no model"));
  using Pointer = json::json_pointer;
  CHECK_THAT(problemWith(Pointer("/state"), 3), Contains("state must be an object"));
  CHECK_THAT(problemWith(Pointer("/state/edge-filter"), 1.5),
             Contains("state.edge-filter must be a number from 0 to 1"));
  CHECK_THAT(problemWith(Pointer("/state/clustering/words"), -1),
             Contains("state.clustering.words must be a whole number"));
  CHECK_THAT(problemWith(Pointer("/state/clustering/seed"), 1.5), Contains("state.clustering.seed"));
  CHECK_THAT(problemWith(Pointer("/state/clustering/method"), "magic"), Contains("one of signed, dhillon"));
  CHECK_THAT(problemWith(Pointer("/state/clustering/state"), "i"), Contains("a state: h, c or C"));
  CHECK_THAT(problemWith(Pointer("/state/selection/words"), {1, 2, 3, 4}), Contains("a list of at most 3"));
  CHECK_THAT(problemWith(Pointer("/state/selection/words/1"), 1e12), Contains("state.selection.words[1]"));
  CHECK_THAT(problemWith(Pointer("/state/edits/list/2/move/items"), {5, 4}), Contains("in ascending order"));
  CHECK_THAT(problemWith(Pointer("/state/sentences/0"), nullptr),
             Contains("state.sentences[0] must be a text"));
  CHECK(problemWith(Pointer("/state/detail/topic"), 9).find('\n') == std::string::npos);
}

TEST_CASE("a session goes on where it was, and leaves out what means something else by now") {
  const test::SmallScene small;
  ComputedState computed = small.compute();
  AnalyticState& state = computed.state;
  state = apply(state, SelectWord{WordId{4}});
  state = apply(state, MergeClusters{Side::units, ClusterId{0}, ClusterId{1}});
  state = apply(state, BrushUnits{{UnitId{3}}});
  Session session = sessionOf(computed);
  CHECK_FALSE(session.modelSha256.empty());
  const ComputedState opened = compute(beginningOf(session));
  CHECK(opened.state.selection.isEmpty());
  CHECK(resume(session, opened).state == state);
  CHECK(resume(session, opened).notice.empty());

  session.corpusSha256 = "other";
  CHECK(resume(session, opened).state.edits == ClusterEdits{});
  CHECK(resume(session, opened).state.selection == state.selection);
  CHECK_THAT(resume(session, opened).notice, Contains("The text has changed"));

  session.modelSha256 = "other";
  CHECK(resume(session, opened).state == beginningOf(session));
  CHECK_THAT(resume(session, opened).notice, Contains("The model has changed"));
}

TEST_CASE("ids that do not exist are left out of a session") {
  const test::SmallScene small;
  const ComputedState computed = small.compute();
  Session session = sessionOf(computed);
  const auto kept = [&](auto Selection::*member, auto value) {
    session.state.selection = {};
    session.state.selection.*member = value;
    return resume(session, computed).state.selection.*member;
  };
  CHECK(kept(&Selection::words, std::vector{WordId{2}, WordId{999'999}}) == std::vector{WordId{2}});
  CHECK(kept(&Selection::units, std::vector{UnitId{29}, UnitId{30}}) == std::vector{UnitId{29}});
  CHECK(kept(&Selection::token, TokenPlace{0, 0}));
  CHECK_FALSE(kept(&Selection::token, TokenPlace{0, 5000}));
  CHECK_FALSE(kept(&Selection::token, TokenPlace{7, 0}));
  CHECK(kept(&Selection::chip, ClusterId{3}));
  CHECK_FALSE(kept(&Selection::chip, ClusterId{4}));
  CHECK_FALSE(kept(&Selection::cloud, ClusterId{4}));
  session.state.brushed = {UnitId{1}, UnitId{400}};
  CHECK(resume(session, computed).state.brushed == std::vector{UnitId{1}});
}

TEST_CASE("a session of two sides is read as it was written, and told from one of one") {
  ComparisonSession session;
  session.sides.a.value = {unusualState(), "A", "1", "2"};
  session.sides.b.value = {unusualState(), "B", "3", "4"};
  session.sides.b.value.state.clustering.layer = LayerId{0};
  session.hasCommonSentences = false;
  session.isOverlaid = true;
  session.orderedBy = Half::comparison;
  session.hasLinkedUnits = false;
  const test::TemporaryFolder folder;
  writeSession(folder / "two.rnnvis-session", session);
  const ComparisonSession read = readComparison(folder / "two.rnnvis-session");
  CHECK(read.sides.a->state == session.sides.a->state);
  CHECK(read.sides.b->state == session.sides.b->state);
  CHECK(read.sides.b->modelSha256 == "3");
  CHECK(read.hasCommonScale);
  CHECK_FALSE(read.hasCommonSentences);
  CHECK(read.isOverlaid);
  CHECK(read.orderedBy == Half::comparison);
  CHECK_FALSE(read.hasLinkedUnits);
  CHECK(isComparison(folder / "two.rnnvis-session"));
  writeSession(folder / "one.rnnvis-session", session.sides.a.value);
  CHECK_FALSE(isComparison(folder / "one.rnnvis-session"));
  CHECK_FALSE(isComparison(folder / "none.rnnvis-session"));
  CHECK(beginningOf(read).sides.a->selection.isEmpty());
  CHECK_THROWS_WITH(parseComparison(formatSession(session.sides.a.value), "file"),
                    Contains("comparison must be an object"));
  CHECK_THROWS_WITH(parseComparison(R"({"format": 1, "comparison": {}})", "file"),
                    Contains("does not name a model"));
  CHECK_THROWS_WITH(parseComparison(R"({"format": 1, "comparison": {"ordered-by": 7}})", "file"),
                    Contains("one of baseline, comparison"));
}

TEST_CASE("a session file is replaced whole") {
  const test::TemporaryFolder folder;
  const auto file = folder / "s.rnnvis-session";
  writeSession(file, Session{unusualState(), "m", "1", "2"});
  CHECK(readSession(file).state == unusualState());
  CHECK_THROWS_WITH(readSession(folder / "none"), Contains("none"));
  CHECK_THROWS_AS(writeSession("/proc/none/s.rnnvis-session", Session{unusualState(), "m", "1", "2"}), Error);
}
