#include "planted.h"
#include "rnnvis/base/error.h"
#include "rnnvis/cocluster/cocluster.h"

#include <catch2/catch.hpp>

#include <limits>

using namespace rnnvis;
using namespace rnnvis::cocluster;
using namespace rnnvis::test;

namespace {

Options clusters(int words, int units) {
  Options options;
  options.wordClusters = words;
  options.unitClusters = units;
  return options;
}

/// Fails with one line that holds all of the given parts.
void requireFailure(const MatrixD& weights, const Options& options, const std::vector<std::string>& parts) {
  try {
    cocluster::cocluster(weights, options);
    FAIL("nothing was thrown");
  } catch (const Error& error) {
    const std::string message = error.what();
    CHECK(message.find('\n') == std::string::npos);
    for (const std::string& part : parts) CHECK_THAT(message, Catch::Contains(part));
  }
}

}  // namespace

TEST_CASE("an empty matrix is refused") {
  requireFailure(MatrixD(0, 4), clusters(1, 1), {"empty", "0 words", "4 units"});
  requireFailure(MatrixD(4, 0), clusters(1, 1), {"empty"});
}

TEST_CASE("values that are not finite are named") {
  MatrixD weights = randomMatrix(5, 4);
  for (const double value :
       {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity(),
        -std::numeric_limits<double>::infinity()}) {
    weights(3, 2) = value;
    requireFailure(weights, clusters(2, 2), {"row 3", "column 2"});
    Options options = clusters(2, 2);
    options.center = true;
    requireFailure(weights, options, {"row 3", "column 2"});
  }
}

TEST_CASE("weights whose sums overflow are refused") {
  requireFailure(MatrixD::Constant(4, 4, 1e308), clusters(2, 2), {"overflow"});
}

TEST_CASE("impossible numbers of clusters are refused") {
  const MatrixD weights = randomMatrix(5, 4);
  requireFailure(weights, clusters(0, 2), {"0 clusters of words"});
  requireFailure(weights, clusters(2, -1), {"-1 clusters of units"});
  requireFailure(weights, clusters(6, 2), {"6 clusters of words", "5 words"});
  requireFailure(weights, clusters(2, 5), {"5 clusters of units", "4 units"});
}

TEST_CASE("dimensions must lie between 1 and the rank") {
  Options options = clusters(2, 2);
  options.dimensions = 0;
  requireFailure(randomMatrix(5, 4), options, {"0 dimensions"});
  options.dimensions = 5;
  requireFailure(randomMatrix(5, 4), options, {"5 dimensions", "rank 4"});
  options.dimensions = 3;
  requireFailure(randomMatrix(6, 2) * randomMatrix(2, 6), options, {"3 dimensions", "rank 2"});
}

TEST_CASE("dhillon refuses different numbers of clusters") {
  Options options = clusters(3, 2);
  options.method = Method::dhillon;
  requireFailure(randomMatrix(5, 4), options, {"dhillon", "3 word", "2 unit"});
}

TEST_CASE("there must be a restart") {
  Options options = clusters(2, 2);
  options.restarts = 0;
  requireFailure(randomMatrix(5, 4), options, {"0 restarts"});
}

TEST_CASE("names of methods and polarities") {
  CHECK(methodNamed("signed") == Method::signedGraph);
  CHECK(methodNamed("dhillon") == Method::dhillon);
  CHECK_FALSE(methodNamed("Signed").has_value());
  CHECK(polarityNamed("split") == Polarity::split);
  CHECK(polarityNamed("merge") == Polarity::merge);
  CHECK_FALSE(polarityNamed("").has_value());
  CHECK(nameOf(Method::dhillon) == "dhillon");
  CHECK(nameOf(Polarity::merge) == "merge");
}
