#include "reach.h"

#include <catch2/catch.hpp>

using namespace rnnvis;
using gui::Reach;

TEST_CASE("the way between two states is as deep as what they differ in, either way") {
  const scene::AnalyticState from;
  const auto reach = [&](const scene::Command& command) {
    const scene::AnalyticState to = apply(from, command);
    CHECK(gui::reachOf(from, to) == gui::reachOf(to, from));
    return gui::reachOf(from, to);
  };
  CHECK(reach(scene::OpenModel{"model"}) == Reach::analysis);
  CHECK(reach(scene::SetCorpus{"train"}) == Reach::analysis);
  CHECK(reach(scene::SetCorpus{"test"}) == Reach::display);  // The one that is there.
  CHECK(reach(scene::SetLayer{LayerId{0}}) == Reach::clustering);
  CHECK(reach(scene::SetClusters{5}) == Reach::clustering);
  CHECK(reach(scene::AddSentence{"a"}) == Reach::sentences);
  CHECK(reach(scene::SelectWord{WordId{1}}) == Reach::display);
  CHECK(reach(scene::SetEdgeFilter{0.5}) == Reach::display);
  CHECK(reach(scene::SplitCluster{scene::Side::units, ClusterId{1}}) == Reach::display);
}

TEST_CASE("selections keep their meaning as long as what they name does") {
  const scene::Command word = scene::SelectWord{WordId{1}}, unit = scene::SelectUnit{UnitId{1}},
                       chip = scene::SelectChip{ClusterId{1}}, token = scene::SelectToken{{0, 1}},
                       clear = scene::ClearSelection{};
  const scene::Command split = scene::SplitCluster{scene::Side::units, ClusterId{1}};
  CHECK(gui::keepsItsMeaning(split, Reach::sentences));
  CHECK_FALSE(gui::keepsItsMeaning(split, Reach::clustering));
  for (const auto& command : {word, unit, chip, token, clear})
    CHECK(gui::keepsItsMeaning(command, Reach::display));
  CHECK(gui::keepsItsMeaning(unit, Reach::sentences));
  CHECK_FALSE(gui::keepsItsMeaning(token, Reach::sentences));
  CHECK(gui::keepsItsMeaning(word, Reach::clustering));
  CHECK_FALSE(gui::keepsItsMeaning(unit, Reach::clustering));
  CHECK_FALSE(gui::keepsItsMeaning(chip, Reach::clustering));
  CHECK_FALSE(gui::keepsItsMeaning(word, Reach::analysis));
  CHECK(gui::keepsItsMeaning(clear, Reach::analysis));
}
