#include "rnnvis/checkpoint/statistics.h"

#include "weights.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>

using namespace rnnvis;

TEST_CASE("the elements of a tensor are counted into equal parts of their range") {
  test::Weights weights;
  weights.add("x", {6}, {-1, -1, 0.5f, 3, std::numeric_limits<float>::quiet_NaN(), 3});
  const checkpoint::Statistics statistics = statisticsOf(weights.arrays().front().array, 4);
  CHECK(statistics.finite == 5);
  CHECK(statistics.notFinite == 1);
  CHECK(statistics.least == -1);
  CHECK(statistics.most == 3);
  CHECK(statistics.mean == Approx(0.9));
  CHECK(statistics.deviation == Approx(std::sqrt((2 * 1.9 * 1.9 + 0.4 * 0.4 + 2 * 2.1 * 2.1) / 5)));
  CHECK(statistics.histogram == std::vector<std::size_t>{2, 1, 0, 2});

  test::Weights constant;
  constant.add("x", {3}, {2, 2, 2});
  CHECK(statisticsOf(constant.arrays().front().array, 4).histogram == std::vector<std::size_t>{3, 0, 0, 0});
  test::Weights empty;
  empty.add("x", {0}, {});
  CHECK(statisticsOf(empty.arrays().front().array, 4).histogram.empty());
}
