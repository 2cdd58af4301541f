#include "dimensions.h"

#include "planted.h"
#include "rnnvis/cocluster/cocluster.h"

#include <catch2/catch.hpp>

using namespace rnnvis;
using namespace rnnvis::cocluster;

namespace {

Eigen::VectorXd spectrum(std::initializer_list<double> values) {
  Eigen::VectorXd result(static_cast<Eigen::Index>(values.size()));
  std::copy(values.begin(), values.end(), result.begin());
  return result;
}

}  // namespace

TEST_CASE("bits that tell clusters apart") {
  CHECK(bitsFor(1) == 0);
  CHECK(bitsFor(2) == 1);
  CHECK(bitsFor(3) == 2);
  CHECK(bitsFor(4) == 2);
  CHECK(bitsFor(5) == 3);
  CHECK(bitsFor(20) == 5);
}

TEST_CASE("the largest relative gap in range decides") {
  CHECK(dimensionsByGap(spectrum({8, 4, 3, 1, 0.9}), 5, 4) == 3);      // 3 / 1 beats 4 / 3.
  CHECK(dimensionsByGap(spectrum({8, 1, 0.9, 0.8, 0.7}), 5, 4) == 4);  // 8 / 1 is below ⌈log₂ 4⌉.
  CHECK(dimensionsByGap(spectrum({8, 4, 2, 1}), 4, 2) == 1);           // Ties go to the smaller one.
  CHECK(dimensionsByGap(spectrum({8, 7}), 2, 1) == 1);
}

TEST_CASE("a rank within reach is used to the full") {
  CHECK(dimensionsByGap(spectrum({8, 4, 2, 0, 0}), 3, 5) == 3);
  CHECK(dimensionsByGap(spectrum({8, 0, 0, 0}), 1, 8) == 1);  // Below ⌈log₂ 8⌉.
  CHECK(dimensionsByGap(spectrum({0, 0}), 0, 4) == 0);
  CHECK(dimensionsByGap(spectrum({5, 4, 3}), 3, 3) == 3);  // Nothing behind the last.
}

TEST_CASE("the spectrum is reported with the number of dimensions") {
  const test::Planted truth = test::plantedBlocks(120, 80, 4, 0.3);
  Options options;
  options.wordClusters = options.unitClusters = 4;
  const CoClustering found = cocluster::cocluster(truth.weights, options);
  CHECK(found.dimensions == 4);
  REQUIRE(found.spectrum.size() == 21);
  CHECK(std::is_sorted(found.spectrum.rbegin(), found.spectrum.rend()));
  options.dimensions = 27;
  const CoClustering more = cocluster::cocluster(truth.weights, options);
  CHECK(more.dimensions == 27);
  CHECK(more.spectrum.size() == 28);
}
