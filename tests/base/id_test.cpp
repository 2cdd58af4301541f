#include "rnnvis/base/id.h"

#include "rnnvis/base/error.h"

#include <catch2/catch.hpp>

#include <type_traits>
#include <unordered_set>

using rnnvis::UnitId;
using rnnvis::WordId;

static_assert(!std::is_convertible_v<WordId, UnitId>);
static_assert(!std::is_convertible_v<WordId, int>);
static_assert(!std::is_same_v<WordId, UnitId>);

TEST_CASE("ids compare and hash by value") {
  CHECK(WordId{3} == WordId{3});
  CHECK(WordId{-1} < WordId{0});
  CHECK(WordId{7}.index() == 7);
  CHECK(std::unordered_set<WordId>{{1}, {2}, {1}}.size() == 2);
}

TEST_CASE("fail throws the formatted message as an Error") {
  CHECK_THROWS_WITH(rnnvis::fail("{}: line {}", "file", 3), "file: line 3");
  CHECK_THROWS_AS(rnnvis::fail("x"), rnnvis::Error);
}
