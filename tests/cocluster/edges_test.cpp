#include "edges.h"

#include "planted.h"
#include "rnnvis/base/error.h"
#include "rnnvis/cocluster/cocluster.h"

#include <catch2/catch.hpp>

using namespace rnnvis;
using namespace rnnvis::cocluster;
using namespace rnnvis::test;

namespace {

MatrixD naiveEdges(const MatrixD& weights, const std::vector<int>& words, const std::vector<int>& units,
                   const std::vector<int>& polarity, int wordClusters, int unitClusters) {
  MatrixD sums = MatrixD::Zero(wordClusters, unitClusters);
  MatrixD counts = sums;
  for (std::size_t w = 0; w < words.size(); ++w)
    for (std::size_t u = 0; u < units.size(); ++u) {
      sums(words[w], units[u]) +=
          polarity[u] * weights(static_cast<Eigen::Index>(w), static_cast<Eigen::Index>(u));
      ++counts(words[w], units[u]);
    }
  return sums.array() / counts.array().max(1);
}

}  // namespace

TEST_CASE("edges are the means of Eq. 8") {
  std::mt19937 random(2);
  const MatrixD weights = randomMatrix(600, 50);
  const std::vector<int> words = randomLabels(600, 7, random);
  const std::vector<int> units = randomLabels(50, 4, random);
  std::vector<int> polarity;
  for (int i = 0; i < 50; ++i) polarity.push_back(randomSign(random));
  const MatrixD edges = aggregateEdges(weights, words, units, polarity, 8, 5);
  CHECK(edges.isApprox(naiveEdges(weights, words, units, polarity, 8, 5), 1e-12));
  CHECK(edges.row(7).isZero(0));
  CHECK(edges.col(4).isZero(0));
}

TEST_CASE("edges of a case small enough for the eye") {
  MatrixD weights(3, 2);
  weights << 1, -2, 3, -4, 5, 7;
  const MatrixD edges = aggregateEdges(weights, {0, 0, 1}, {0, 0}, {1, -1}, 2, 1);
  CHECK(edges(0, 0) == 2.5);   // (1 + 2 + 3 + 4) / 4
  CHECK(edges(1, 0) == -1.0);  // (5 - 7) / 2
}

TEST_CASE("a co-clustering's edges are those of its labels") {
  const MatrixD weights = randomMatrix(90, 60);
  for (const Method method : {Method::signedGraph, Method::dhillon}) {
    Options options;
    options.method = method;
    options.polarity = Polarity::merge;
    options.wordClusters = options.unitClusters = 5;
    options.center = true;  // Edges are of the matrix as it came in all the same.
    const CoClustering found = cocluster::cocluster(weights, options);
    CHECK(found.edges.isApprox(
        naiveEdges(weights, found.wordLabels, found.unitLabels, found.unitPolarity, 5, 5), 1e-12));
  }
}

TEST_CASE("under merge the strongest edge of every unit cluster is positive") {
  Options options;
  options.polarity = Polarity::merge;
  options.wordClusters = options.unitClusters = 6;
  options.restarts = 20;
  for (const unsigned seed : {1U, 2U, 3U}) {
    const CoClustering found = cocluster::cocluster(randomMatrix(90, 60, seed), options);
    for (Eigen::Index cluster = 0; cluster < 6; ++cluster)
      CHECK(found.edges.col(cluster).maxCoeff() >= -found.edges.col(cluster).minCoeff());
  }
}

TEST_CASE("edges refuse labels that do not fit") {
  const MatrixD weights = MatrixD::Ones(2, 2);
  CHECK_THROWS_AS(aggregateEdges(weights, {0}, {0, 0}, {1, 1}, 1, 1), Error);
  CHECK_THROWS_AS(aggregateEdges(weights, {0, 0}, {0}, {1, 1}, 1, 1), Error);
  CHECK_THROWS_AS(aggregateEdges(weights, {0, 0}, {0, 0}, {1}, 1, 1), Error);
  CHECK_THROWS_AS(aggregateEdges(weights, {0, 1}, {0, 0}, {1, 1}, 1, 1), Error);
  CHECK_THROWS_AS(aggregateEdges(weights, {0, 0}, {-1, 0}, {1, 1}, 1, 1), Error);
}
