#include "rnnvis/scene/comparison_state.h"

#include <catch2/catch.hpp>

using namespace rnnvis;
using namespace rnnvis::scene;

namespace {

constexpr Half a = Half::baseline, b = Half::comparison;

/// Two models; words are numbered the other way round on the other side, which lacks word 0; of sentence 0
/// token t is t + 1 there.
struct Pair {
  ComparisonState state;
  Counterparts counterparts;

  Pair() {
    state.sides.a.value.model = "a";
    state.sides.b.value.model = "b";
    for (int word = 0; word < 5; ++word) {
      counterparts.words.a.value.push_back(word == 0 ? std::nullopt : std::optional(WordId{4 - word}));
      counterparts.words.b.value.push_back(word == 4 ? std::nullopt : std::optional(WordId{4 - word}));
    }
    counterparts.tokens.a.value = {{1, 2, std::nullopt}};
    counterparts.tokens.b.value = {{std::nullopt, 0, 1}};
  }
  void give(Half half, const Command& command) {
    state = apply(std::move(state), OnSide{half, command}, counterparts);
  }
  const AnalyticState& on(Half half) const { return of(state.sides, half); }
};

}  // namespace

TEST_CASE("what both sides have in common is changed on both, whichever side says so") {
  for (const Half half : {a, b})
    for (const Command& command : std::vector<Command>{
             SetClusters{7}, SetWords{100}, SetMethod{cocluster::Method::absolute},
             SetPolarity{cocluster::Polarity::merge}, SetSeed{5}, SetEdgeFilter{0.5}, SetResponseClip{0.3},
             SetChipLayout{ChipLayout::equalHeight}, ShowGrammar{true}, ToggleTag{text::Tag::noun},
             AddSentence{"c"}, SetTarget{"of"}, SetDetail{{.topic = DetailTopic::values}}}) {
      INFO(describe(command));
      Pair pair;
      pair.give(half, command);
      for (const Half side : {a, b}) {
        AnalyticState expected;
        expected.model = side == a ? "a" : "b";
        CHECK(pair.on(side) == apply(expected, command));
      }
    }
}

TEST_CASE("what a side has for itself leaves the other side alone") {
  for (const Half half : {a, b})
    for (const Command& command : std::vector<Command>{
             OpenModel{"other"}, SetCorpus{"valid"}, SetLayer{LayerId{0}}, SetState{model::Signal::h},
             MergeClusters{Side::units, ClusterId{1}, ClusterId{2}}, LockItems{{{Side::units, {1}, {1, 2}}}},
             RenameCluster{Side::words, {1}, "name"}}) {
      INFO(describe(command));
      Pair pair;
      const AnalyticState before = pair.on(otherThan(half));
      pair.give(half, command);
      CHECK(pair.on(half) != before);
      CHECK(pair.on(otherThan(half)) == before);
      CHECK(describe(OnSide{half, command}, pair.state).ends_with(half == a ? "(baseline)" : "(comparison)"));
    }
}

TEST_CASE("a word is selected on both sides by its text") {
  Pair pair;
  pair.give(a, SelectWord{WordId{1}});
  CHECK(pair.on(b).selection.words == std::vector{WordId{3}});
  pair.give(b, SelectWord{WordId{2}, true});
  CHECK(pair.on(a).selection.words == std::vector{WordId{1}, WordId{2}});
  SECTION("one that the other side lacks is selected on one side") {
    pair.give(a, SelectWord{WordId{0}});
    CHECK(pair.on(a).selection.words == std::vector{WordId{0}});
    CHECK(pair.on(b).selection.isEmpty());
  }
  SECTION("clearing clears both") {
    pair.give(b, ClearSelection{});
    CHECK(pair.on(a).selection.isEmpty());
    CHECK(pair.on(b).selection.isEmpty());
  }
  SECTION("another model on one side keeps the word of the other, which is linked once it is read") {
    pair.give(b, OpenModel{"c"});
    CHECK(pair.on(a).selection.words.size() == 2);
    CHECK(pair.on(b).selection.isEmpty());
    CHECK(of(linkedFrom(a, pair.state, pair.counterparts).sides, b).selection.words.size() == 2);
  }
}

TEST_CASE("a token is selected on both sides as far as one stands for it") {
  Pair pair;
  pair.give(a, AddSentence{"some words here"});
  pair.give(a, SelectToken{{0, 1}});
  CHECK(pair.on(b).selection.token == TokenPlace{0, 2});
  pair.give(a, SelectToken{{0, 2}});
  CHECK(pair.on(b).selection.isEmpty());
}

TEST_CASE("units and chips of two models are set beside each other, those of one are the same") {
  Pair pair;
  pair.give(a, SelectUnit{UnitId{1}});
  pair.give(b, SelectUnit{UnitId{2}});
  CHECK(pair.on(a).selection.units == std::vector{UnitId{1}});
  CHECK(pair.on(b).selection.units == std::vector{UnitId{2}});
  pair.give(a, SelectChip{ClusterId{3}});
  CHECK(pair.on(b).selection.isEmpty());

  pair.state.sides.b.value = pair.on(a);
  for (int unit = 0; unit < 5; ++unit)
    for (auto* units : {&pair.counterparts.units.a.value, &pair.counterparts.units.b.value})
      units->emplace_back(UnitId{unit});
  pair.counterparts.areClustersSame = true;
  pair.give(a, SelectUnit{UnitId{4}});
  CHECK(pair.on(b).selection.units == std::vector{UnitId{4}});
  pair.give(b, SelectChip{ClusterId{2}});
  CHECK(pair.on(a).selection.chip == ClusterId{2});
  pair.give(b, BrushUnits{{UnitId{3}}});
  CHECK(pair.on(a).brushed == std::vector{UnitId{3}});
  pair.give(a, SetLayer{LayerId{0}});
  pair.counterparts.units = {};
  pair.give(b, SelectUnit{UnitId{4}});
  CHECK(pair.on(a).selection.units.empty());
}

TEST_CASE("units that are not linked are chosen on each side by itself, and linked again") {
  Pair pair;
  for (int unit = 0; unit < 5; ++unit) {
    pair.counterparts.units.a.value.emplace_back(UnitId{4 - unit});
    pair.counterparts.units.b.value.emplace_back(UnitId{4 - unit});
  }
  const auto link = [&](bool areLinked) {
    const ComparisonState before = pair.state;
    pair.state = apply(std::move(pair.state), SetLinkedUnits{areLinked}, pair.counterparts);
    CHECK_FALSE(differInFocusAlone(before, pair.state));
  };
  pair.give(a, SelectUnit{UnitId{1}});
  CHECK(pair.on(b).selection.units == std::vector{UnitId{3}});
  link(false);
  pair.give(b, SelectUnit{UnitId{0}});
  pair.give(b, BrushUnits{{UnitId{2}}});
  CHECK(pair.on(a).selection.units == std::vector{UnitId{1}});
  CHECK(pair.on(a).brushed.empty());
  pair.give(a, SelectUnit{UnitId{1}});  // Again: it is taken away.
  CHECK(pair.on(a).selection.isEmpty());
  CHECK(pair.on(b).selection.units == std::vector{UnitId{0}});
  pair.give(a, SelectWord{WordId{2}});
  CHECK(pair.on(b).selection.units.empty());
  pair.give(b, SelectUnit{UnitId{0}});
  link(true);
  CHECK(pair.on(a).selection.units == std::vector{UnitId{4}});
  CHECK(pair.on(a).brushed == std::vector{UnitId{2}});
}

TEST_CASE("each side can have sentences of its own, and common ones again") {
  Pair pair;
  pair.give(a, AddSentence{"one"});
  pair.state = apply(std::move(pair.state), SetCommonSentences{false}, pair.counterparts);
  pair.give(b, ReplaceSentence{0, "two"});
  CHECK(pair.on(a).sentences == std::vector<std::string>{"one"});
  CHECK(pair.on(b).sentences == std::vector<std::string>{"two"});
  pair.state = apply(std::move(pair.state), SetCommonSentences{true}, pair.counterparts);
  CHECK(pair.on(b).sentences == std::vector<std::string>{"one"});
}

TEST_CASE("swapped twice, the sides are as they were") {
  Pair pair;
  pair.give(a, SelectWord{WordId{1}});
  const ComparisonState before = pair.state;
  pair.state = apply(std::move(pair.state), SwapSides{}, pair.counterparts);
  CHECK(pair.on(a).model == "b");
  CHECK(pair.on(a).selection.words == std::vector{WordId{3}});
  CHECK(apply(pair.state, SwapSides{}, pair.counterparts) == before);
  CHECK_FALSE(differInFocusAlone(pair.state, before));
}
