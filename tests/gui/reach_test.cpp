#include "reach.h"

#include <catch2/catch.hpp>

using namespace rnnvis;
using gui::Reach;

TEST_CASE("commands reach as deep as what they change") {
  CHECK(gui::reachOf(scene::OpenModel{"model"}) == Reach::analysis);
  CHECK(gui::reachOf(scene::SetCorpus{"test"}) == Reach::analysis);
  CHECK(gui::reachOf(scene::SetLayer{LayerId{0}}) == Reach::clustering);
  CHECK(gui::reachOf(scene::SetClusters{5}) == Reach::clustering);
  CHECK(gui::reachOf(scene::AddSentence{"a"}) == Reach::sentences);
  CHECK(gui::reachOf(scene::SelectWord{WordId{1}}) == Reach::display);
  CHECK(gui::reachOf(scene::SetEdgeFilter{0.5}) == Reach::display);
}

TEST_CASE("selections keep their meaning as long as what they name does") {
  const scene::Command word = scene::SelectWord{WordId{1}}, unit = scene::SelectUnit{UnitId{1}},
                       chip = scene::SelectChip{ClusterId{1}}, token = scene::SelectToken{{0, 1}},
                       clear = scene::ClearSelection{};
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
