#include "rnnvis/scene/analytic_state.h"

#include <catch2/catch.hpp>

using namespace rnnvis;
using namespace rnnvis::scene;

TEST_CASE("selecting one kind clears the others") {
  AnalyticState state = apply({}, SelectWord{WordId{3}});
  state = apply(state, SelectUnit{UnitId{5}});
  CHECK(state.selection.words.empty());
  CHECK(state.selection.units == std::vector{UnitId{5}});
  state = apply(state, SelectToken{{0, 2}});
  CHECK(state.selection.units.empty());
  CHECK(state.selection.token == TokenPlace{0, 2});
  state = apply(state, SelectChip{ClusterId{1}});
  CHECK(!state.selection.token);
  CHECK(apply(state, ClearSelection{}).selection.isEmpty());
}

TEST_CASE("selecting again clears, extending adds up to three words and drops the last") {
  AnalyticState state = apply({}, SelectWord{WordId{1}});
  CHECK(apply(state, SelectWord{WordId{1}}).selection.isEmpty());
  for (int id : {2, 3, 4}) state = apply(state, SelectWord{WordId{id}, true});
  CHECK(state.selection.words == std::vector{WordId{1}, WordId{2}, WordId{4}});
  CHECK(apply(state, SelectWord{WordId{2}, true}).selection.words == std::vector{WordId{1}, WordId{4}});
  CHECK(apply(state, SelectWord{WordId{9}}).selection.words == std::vector{WordId{9}});
}

TEST_CASE("what numbers units or clusters anew drops their selection but not a word's") {
  const AnalyticState unit = apply({}, SelectUnit{UnitId{5}});
  CHECK(apply(unit, SetLayer{LayerId{0}}).selection.units.empty());
  CHECK(apply(unit, SetClusters{5}).selection.units == std::vector{UnitId{5}});
  const AnalyticState chip = apply({}, SelectChip{ClusterId{5}});
  for (const Command& command :
       {Command{SetClusters{4}}, Command{SetSeed{3}}, Command{SetWords{100}},
        Command{SetState{model::Signal::h}}, Command{SetMethod{cocluster::Method::dhillon}},
        Command{SetPolarity{cocluster::Polarity::merge}}})
    CHECK(!apply(chip, command).selection.chip);
  const AnalyticState word = apply({}, SelectWord{WordId{3}});
  CHECK(apply(word, SetLayer{LayerId{0}}).selection.words == std::vector{WordId{3}});
  CHECK(apply(word, OpenModel{"other"}).selection.isEmpty());
}

TEST_CASE("sentences are added, replaced and removed; a place that does not exist changes nothing") {
  AnalyticState state = apply(apply({}, AddSentence{"a"}), AddSentence{"b"});
  CHECK(apply(state, ReplaceSentence{1, "c"}).sentences == std::vector<std::string>{"a", "c"});
  CHECK(apply(state, RemoveSentence{0}).sentences == std::vector<std::string>{"b"});
  CHECK(apply(state, RemoveSentence{7}).sentences == state.sentences);
  CHECK(apply(state, ReplaceSentence{7, "x"}).sentences == state.sentences);
}

TEST_CASE("a command leaves the state it was applied to alone, and limits hold") {
  const AnalyticState before;
  CHECK(apply(before, SetClusters{0}).clustering.options.unitClusters == 1);
  CHECK(apply(before, SetEdgeFilter{3}).edgeFilter == 1);
  CHECK(apply(before, SetEdgeFilter{-1}).edgeFilter == 0);
  CHECK(before.clustering.options.unitClusters == 10);
  CHECK(before.edgeFilter == 0.2);
  CHECK(apply(before, SetChipLayout{ChipLayout::equalHeight}).chipLayout == ChipLayout::equalHeight);
  CHECK(before.chipLayout == ChipLayout::equalWidth);
}
