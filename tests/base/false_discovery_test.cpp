#include "rnnvis/base/false_discovery.h"

#include <catch2/catch.hpp>

using rnnvis::discoveries;
using rnnvis::falseDiscoveryRates;

TEST_CASE("false discovery rates are Benjamini and Hochberg's") {
  // p.adjust(c(0.01, 0.04, 0.03, 0.005, 0.8), "BH") of R.
  const std::vector<double> got = falseDiscoveryRates({0.01, 0.04, 0.03, 0.005, 0.8});
  const std::vector<double> expected{0.025, 0.05, 0.05, 0.025, 0.8};
  for (std::size_t i = 0; i < 5; ++i) CHECK(got[i] == Approx(expected[i]));
  CHECK(falseDiscoveryRates({}).empty());
}

TEST_CASE("discoveries are those of Benjamini and Hochberg") {
  // Of six at 5 %: the thresholds are 0.0083, 0.0167, 0.025, 0.0333, 0.0417, 0.05.
  CHECK(discoveries({0.01, 0.045, 0.024, 0.005, 0.5, 0.03}, 0.05) ==
        std::vector<bool>{true, false, true, true, false, true});
  // The third is below its threshold and takes the others with it.
  CHECK(discoveries({0.02, 0.021, 0.022}, 0.05) == std::vector<bool>{true, true, true});
  CHECK(discoveries({0.06, 0.2, 0.9}, 0.05) == std::vector<bool>{false, false, false});
  CHECK(discoveries({}, 0.05).empty());
  CHECK(discoveries({0, 1}, 0.05) == std::vector<bool>{true, false});
}
