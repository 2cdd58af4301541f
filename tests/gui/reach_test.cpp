#include "reach.h"

#include <catch2/catch.hpp>

using namespace rnnvis;
using gui::Reach;

TEST_CASE("commands reach as deep as what they change") {
  CHECK(reachOf(scene::OpenModel{"model"}) == Reach::analysis);
  CHECK(reachOf(scene::SetCorpus{"test"}) == Reach::analysis);
  CHECK(reachOf(scene::SetLayer{LayerId{0}}) == Reach::clustering);
  CHECK(reachOf(scene::SetClusters{5}) == Reach::clustering);
  CHECK(reachOf(scene::AddSentence{"a"}) == Reach::sentences);
  CHECK(reachOf(scene::SelectWord{WordId{1}}) == Reach::display);
  CHECK(reachOf(scene::SetEdgeFilter{0.5}) == Reach::display);
}

TEST_CASE("selections keep their meaning as long as what they name does") {
  const scene::Command word = scene::SelectWord{WordId{1}}, unit = scene::SelectUnit{UnitId{1}},
                       chip = scene::SelectChip{ClusterId{1}}, token = scene::SelectToken{{0, 1}},
                       clear = scene::ClearSelection{};
  for (const auto& command : {word, unit, chip, token, clear})
    CHECK(keepsItsMeaning(command, Reach::display));
  CHECK(keepsItsMeaning(unit, Reach::sentences));
  CHECK_FALSE(keepsItsMeaning(token, Reach::sentences));
  CHECK(keepsItsMeaning(word, Reach::clustering));
  CHECK_FALSE(keepsItsMeaning(unit, Reach::clustering));
  CHECK_FALSE(keepsItsMeaning(chip, Reach::clustering));
  CHECK_FALSE(keepsItsMeaning(word, Reach::analysis));
  CHECK(keepsItsMeaning(clear, Reach::analysis));
}
