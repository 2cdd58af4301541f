#include "rnnvis/base/duration.h"

#include <catch2/catch.hpp>

using namespace rnnvis;

TEST_CASE("a duration is told in at most two units") {
  CHECK(describeDuration(-3) == "0 s");
  CHECK(describeDuration(0.4) == "0 s");
  CHECK(describeDuration(59.4) == "59 s");
  CHECK(describeDuration(59.6) == "1 min");
  CHECK(describeDuration(61) == "1 min");
  CHECK(describeDuration(3569) == "59 min");
  CHECK(describeDuration(3571) == "1 h 00 min");
  CHECK(describeDuration(3 * 3600 + 5 * 60 + 2) == "3 h 05 min");
}
