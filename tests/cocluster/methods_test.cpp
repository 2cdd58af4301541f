#include "adjusted_rand.h"
#include "planted.h"

#include "rnnvis/cocluster/cocluster.h"

#include <catch2/catch.hpp>

using namespace rnnvis;
using namespace rnnvis::cocluster;
using namespace rnnvis::test;

namespace {

Options jointly(Method method, int clusters) {
  Options options;
  options.method = method;
  options.wordClusters = options.unitClusters = clusters;
  return options;
}

bool sameGroups(const CoClustering& a, const CoClustering& b) {
  return adjustedRand(a.wordLabels, b.wordLabels) == 1 && adjustedRand(a.unitLabels, b.unitLabels) == 1 &&
         a.spectrum == b.spectrum;
}

}  // namespace

TEST_CASE("variants of dhillon are dhillon on another matrix") {
  const MatrixD weights = randomMatrix(60, 45);
  const auto clusteredBy = [](const MatrixD& matrix, Method method) {
    return cocluster::cocluster(matrix, jointly(method, 5));
  };
  // A matrix whose minimum is 0 is not shifted.
  CHECK(
      sameGroups(clusteredBy(weights, Method::positive), clusteredBy(weights.cwiseMax(0), Method::positive)));
  CHECK(clusteredBy(weights, Method::positive).spectrum ==
        clusteredBy(weights.cwiseMax(0), Method::dhillon).spectrum);
  CHECK(clusteredBy(weights, Method::negative).spectrum ==
        clusteredBy((-weights).cwiseMax(0), Method::dhillon).spectrum);
  CHECK(clusteredBy(weights, Method::negative).spectrum == clusteredBy(-weights, Method::positive).spectrum);
  CHECK(clusteredBy(weights, Method::absolute).spectrum == clusteredBy(-weights, Method::absolute).spectrum);
  CHECK(clusteredBy(weights, Method::absolute).spectrum[0] == Approx(1));
}

TEST_CASE("each variant finds the blocks of its sign") {
  MatrixD response = MatrixD::Identity(4, 4);
  const Planted positive = planted(120, 80, response, 0.05);
  const auto found = [](const Planted& truth, Method method) {
    const CoClustering groups = cocluster::cocluster(truth.weights, jointly(method, 4));
    return std::min(adjustedRand(truth.words, groups.wordLabels),
                    adjustedRand(truth.units, groups.unitLabels));
  };
  CHECK(found(positive, Method::positive) >= 0.95);
  CHECK(found(positive, Method::absolute) >= 0.95);
  CHECK(found(positive, Method::negative) < 0.9);
  const Planted negative = planted(120, 80, -response, 0.05);
  CHECK(found(negative, Method::negative) >= 0.95);
  Planted mixed = positive;
  flipRandomUnits(mixed.weights);
  CHECK(found(mixed, Method::absolute) >= 0.95);
}

TEST_CASE("what a variant leaves without weight stays together") {
  Planted truth = plantedBlocks(60, 40, 3, 0);
  MatrixD padded = MatrixD::Constant(64, 43, -1);
  padded.topLeftCorner(60, 40) = truth.weights;
  const CoClustering found = cocluster::cocluster(padded, jointly(Method::positive, 4));
  for (std::size_t word = 61; word < 64; ++word) CHECK(found.wordLabels[word] == found.wordLabels[60]);
  for (std::size_t unit = 40; unit < 43; ++unit) CHECK(found.unitLabels[unit] == found.wordLabels[60]);
  CHECK(found.edges.allFinite());

  // Nothing at all is left: one group, of everything.
  const CoClustering nothing =
      cocluster::cocluster(MatrixD::Constant(6, 5, -1), jointly(Method::positive, 3));
  CHECK(nothing.wordLabels == std::vector<int>(6, nothing.wordLabels[0]));
  CHECK(nothing.unitLabels == std::vector<int>(5, nothing.wordLabels[0]));
  CHECK(nothing.dimensions == 0);
  CHECK(nothing.clustersByGap == 1);
}

TEST_CASE("joint methods refuse different numbers of clusters") {
  for (const Method method : {Method::dhillon, Method::absolute, Method::positive, Method::negative}) {
    Options options = jointly(method, 3);
    options.unitClusters = 2;
    CHECK_THROWS_WITH(cocluster::cocluster(randomMatrix(9, 8), options),
                      Catch::Contains(std::string(nameOf(method))) && Catch::Contains("3 word and 2 unit"));
    CHECK(methodNamed(nameOf(method)) == method);
  }
}

TEST_CASE("options fit the size of the matrix") {
  Options options;
  CHECK(fittedTo(options, 100, 6).wordClusters == 10);
  CHECK(fittedTo(options, 100, 6).unitClusters == 6);
  CHECK(fittedTo(options, 4, 100).wordClusters == 4);
  CHECK(fittedTo(options, 0, 0).unitClusters == 1);  // An empty matrix is an error of its own.
  options.method = Method::absolute;
  CHECK(fittedTo(options, 100, 6).wordClusters == 6);
  CHECK(fittedTo(options, 4, 100).unitClusters == 4);
}
