#include "rnnvis/search/questions.h"

#include "rnnvis/base/error.h"

#include <catch2/catch.hpp>

using namespace rnnvis;
using namespace rnnvis::search;
using Catch::Contains;

TEST_CASE("conditions on units are typed as numbers with their thresholds") {
  CHECK(conditionOf("12") == UnitCondition{UnitId{12}, Direction::above, {}});
  CHECK(conditionOf("12>0.5") == UnitCondition{UnitId{12}, Direction::above, 0.5});
  CHECK(conditionOf("0<-2e-1") == UnitCondition{UnitId{0}, Direction::below, -0.2});
  const auto two = conditionsOf("  3>1, 4<2 ");
  REQUIRE(two.size() == 2);
  CHECK(two[0] == UnitCondition{UnitId{3}, Direction::above, 1.0});
  CHECK(two[1] == UnitCondition{UnitId{4}, Direction::below, 2.0});
  CHECK(conditionsOf(" , ").empty());
  for (const char* text :
       {"", "x", "-1", "1>", "1>x", "1=2", "1>2>3", "1>nan", "1>inf", "99999999999", "1 2"}) {
    CAPTURE(text);
    CHECK_THROWS_WITH(conditionOf(text), Contains("is no condition on a unit"));
  }
  CHECK_THROWS_WITH(conditionsOf("1>2 3>>4"), Contains("\"3>>4\""));
}

TEST_CASE("a cluster's condition holds its units with their polarity") {
  const MeanCondition mean = meanOf(clusterQuestionOf("1<0.25"), {0, 1, 1, 2, 1}, {1, 1, -1, -1, 1});
  CHECK(mean == MeanCondition{{UnitId{1}, UnitId{2}, UnitId{4}}, {1, -1, 1}, Direction::below, 0.25});
  CHECK_THROWS_WITH(clusterQuestionOf("one"), Contains("condition on a cluster"));
}
