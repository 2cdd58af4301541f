#include "adjusted_rand.h"
#include "planted.h"
#include "rnnvis/cocluster/cocluster.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

using namespace rnnvis;
using namespace rnnvis::cocluster;
using namespace rnnvis::test;

namespace {

void requireDefined(const CoClustering& found, const MatrixD& weights, const Options& options) {
  REQUIRE(found.wordLabels.size() == static_cast<std::size_t>(weights.rows()));
  REQUIRE(found.unitLabels.size() == static_cast<std::size_t>(weights.cols()));
  for (const int label : found.wordLabels) CHECK((label >= 0 && label < options.wordClusters));
  for (const int label : found.unitLabels) CHECK((label >= 0 && label < options.unitClusters));
  for (const int polarity : found.unitPolarity) CHECK(std::abs(polarity) == 1);
  for (const double distance : found.wordDistance) CHECK(std::isfinite(distance));
  for (const double value : found.spectrum) CHECK(std::isfinite(value));
  CHECK(found.edges.allFinite());
  CHECK(std::abs(found.modularity) <= 1 + 1e-12);
  for (const Silhouette& silhouette : {found.wordSilhouette, found.unitSilhouette}) {
    CHECK(std::abs(silhouette.mean) <= 1 + 1e-12);
    for (const double value : silhouette.clusters) CHECK(std::abs(value) <= 1 + 1e-12);
  }
  CHECK(found.clustersByGap >= 1);
}

/// Every method, polarity and preparation on one matrix.
void requireDefined(const MatrixD& weights, int clusters) {
  Options options;
  options.wordClusters = options.unitClusters = clusters;
  options.restarts = 10;
  for (const bool center : {false, true})
    for (const bool scale : {false, true}) {
      options.center = center;
      options.scale = scale;
      for (const Polarity polarity : {Polarity::split, Polarity::merge}) {
        options.method = Method::signedGraph;
        options.polarity = polarity;
        requireDefined(cocluster::cocluster(weights, options), weights, options);
      }
      for (const Method method : {Method::dhillon, Method::absolute, Method::positive, Method::negative}) {
        options.method = method;
        requireDefined(cocluster::cocluster(weights, options), weights, options);
      }
    }
}

}  // namespace

TEST_CASE("matrices without structure have defined results") {
  for (const int clusters : {1, 2, 3, 5}) {
    CAPTURE(clusters);
    requireDefined(MatrixD::Zero(6, 5), clusters);
    requireDefined(MatrixD::Constant(6, 5, 0.1), clusters);
    requireDefined(MatrixD::Constant(6, 5, -0.1), clusters);
    requireDefined(MatrixD::Identity(5, 5), clusters);
    requireDefined(randomMatrix(9, 1) * randomMatrix(1, 8), clusters);
    requireDefined(randomMatrix(5, 5), clusters);
  }
}

TEST_CASE("constant rows, constant columns, silent units and repeated words") {
  MatrixD weights = randomMatrix(14, 9);
  weights.row(2).setConstant(0.3);
  weights.row(3).setZero();
  weights.col(4).setConstant(-0.2);
  weights.col(5).setZero();  // A ReLU that never fires.
  weights.col(6).setZero();
  for (Eigen::Index copy = 9; copy < 14; ++copy) weights.row(copy) = weights.row(0);
  for (const int clusters : {1, 3, 9}) requireDefined(weights, clusters);
  const CoClustering found = cocluster::cocluster(weights, fittedTo({}, 14, 9));
  for (std::size_t copy = 9; copy < 14; ++copy) CHECK(found.wordLabels[copy] == found.wordLabels[0]);
  CHECK(found.unitLabels[5] == found.unitLabels[6]);
}

TEST_CASE("more clusters than the rank") {
  requireDefined(randomMatrix(20, 2, 1) * randomMatrix(2, 16, 2), 12);
}

TEST_CASE("one word and one unit") {
  requireDefined(MatrixD::Constant(1, 1, 3), 1);
  requireDefined(MatrixD::Constant(1, 1, 0), 1);
  requireDefined(randomMatrix(1, 8), 1);
  requireDefined(randomMatrix(8, 1), 1);
}

TEST_CASE("values of very different size") {
  MatrixD weights = randomMatrix(12, 10);
  weights.row(3) *= 1e150;
  weights.col(4) *= 1e-150;
  requireDefined(weights, 3);
  requireDefined(randomMatrix(12, 10) * 1e-300, 3);
}

TEST_CASE("words and units without weight do not disturb the others") {
  const Planted truth = plantedBlocks(60, 40, 4, 0.1);
  MatrixD padded = MatrixD::Zero(63, 42);
  padded.topLeftCorner(60, 40) = truth.weights;
  requireDefined(padded, 4);
  Options options;
  options.wordClusters = options.unitClusters = 5;  // The dead ones make a cluster of their own.
  options.dimensions = 4;
  for (const Polarity polarity : {Polarity::split, Polarity::merge}) {
    options.polarity = polarity;
    const CoClustering found = cocluster::cocluster(padded, options);
    for (std::size_t a = 0; a < 60; ++a)
      for (std::size_t b = 0; b < 60; ++b)
        CHECK((found.wordLabels[a] == found.wordLabels[b]) == (truth.words[a] == truth.words[b]));
    CHECK(found.wordLabels[60] == found.wordLabels[62]);
    CHECK(found.unitLabels[40] == found.unitLabels[41]);
    CHECK(found.unitPolarity[40] == 1);
  }
}

TEST_CASE("duplicates share a label and surplus clusters stay empty") {
  MatrixD weights(6, 4);
  weights << 1, 0, 1, 0, 0, 1, 0, 1, 1, 0, 1, 0, 0, 1, 0, 1, 1, 0, 1, 0, 0, 1, 0, 1;
  Options options;
  options.wordClusters = 3;
  options.unitClusters = 2;
  const CoClustering found = cocluster::cocluster(weights, options);
  CHECK(found.wordLabels[0] == found.wordLabels[2]);
  CHECK(found.wordLabels[1] == found.wordLabels[3]);
  CHECK(found.wordLabels[0] != found.wordLabels[1]);
  CHECK(found.unitLabels[0] == found.unitLabels[2]);
  CHECK(found.unitLabels[0] != found.unitLabels[1]);
}

TEST_CASE("a constant column is not blown up by scaling") {
  Planted truth = plantedBlocks(60, 40, 4, 0.1);
  MatrixD padded(60, 41);
  padded << truth.weights, MatrixD::Constant(60, 1, 0.1);
  Options options;
  options.wordClusters = options.unitClusters = 4;
  options.center = options.scale = true;
  const CoClustering with = cocluster::cocluster(padded, options);
  const CoClustering without = cocluster::cocluster(truth.weights, options);
  CHECK(with.spectrum[0] == Approx(without.spectrum[0]));
  CHECK(adjustedRand(with.wordLabels, without.wordLabels) == 1);
}

TEST_CASE("a case worked out by hand") {
  // Two blocks: An = (1/√2) blockdiag of ones(2,1)/1 …: rows sum to 1 and 2, columns to 2 and 2.
  MatrixD weights(3, 2);
  weights << 1, 0, 1, 0, 0, -2;
  Options options;
  options.wordClusters = options.unitClusters = 2;
  const CoClustering found = cocluster::cocluster(weights, options);
  // An = [[1/√2, 0], [1/√2, 0], [0, −1]] has the singular values 1 and 1.
  REQUIRE(found.spectrum.size() == 2);
  CHECK(found.spectrum[0] == Approx(1));
  CHECK(found.spectrum[1] == Approx(1));
  CHECK(found.dimensions == 2);
  CHECK(found.wordLabels[0] == found.wordLabels[1]);
  CHECK(found.wordLabels[0] != found.wordLabels[2]);
  CHECK(found.unitLabels[0] != found.unitLabels[1]);
  CHECK(found.edges.cwiseAbs().sum() == Approx(3));
  CHECK(found.edges.minCoeff() == Approx(-2));
  for (const double distance : found.wordDistance) CHECK(distance == Approx(0).margin(1e-12));
}
