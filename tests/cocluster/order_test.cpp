#include "order.h"

#include "planted.h"
#include "rnnvis/cocluster/cocluster.h"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace rnnvis;
using namespace rnnvis::cocluster;
using namespace rnnvis::test;

namespace {

double naiveCrossings(const MatrixD& edges) {
  double sum = 0;
  for (Eigen::Index a = 0; a < edges.rows(); ++a)
    for (Eigen::Index b = a + 1; b < edges.rows(); ++b)
      for (Eigen::Index right = 0; right < edges.cols(); ++right)
        for (Eigen::Index left = 0; left < right; ++left)
          sum += std::abs(edges(a, right)) * std::abs(edges(b, left));
  return sum;
}

double leastCrossings(const MatrixD& edges) {
  Order rows = identityOrder(edges.rows());
  double least = naiveCrossings(edges);
  do {
    Order columns = identityOrder(edges.cols());
    do least = std::min(least, naiveCrossings(reordered(edges, rows, columns)));
    while (std::next_permutation(columns.begin(), columns.end()));
  } while (std::next_permutation(rows.begin(), rows.end()));
  return least;
}

/// Sorts both sides by barycentres in turn, then moves clusters while a move helps; crossings counted
/// naively.
double barycentreAndSifting(const MatrixD& edges) {
  MatrixD drawn = edges;
  const auto sortRows = [&drawn] {
    const MatrixD sizes = drawn.cwiseAbs();
    const Eigen::VectorXd places = Eigen::VectorXd::LinSpaced(sizes.cols(), 0, 1);
    const Eigen::VectorXd centres = (sizes * places).cwiseQuotient(sizes.rowwise().sum());
    Order order = identityOrder(sizes.rows());
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return centres(a) < centres(b); });
    drawn = MatrixD(drawn(order, Eigen::all));
  };
  for (int sweep = 0; sweep < 20; ++sweep) {
    sortRows();
    drawn = MatrixD(drawn.transpose());
  }
  double least = naiveCrossings(drawn);
  for (bool improved = true; improved;) {
    improved = false;
    for (Eigen::Index from = 0; from < drawn.rows(); ++from)
      for (Eigen::Index to = 0; to < drawn.rows(); ++to) {
        Order order = identityOrder(drawn.rows());
        order.erase(order.begin() + from);
        order.insert(order.begin() + to, static_cast<int>(from));
        const MatrixD moved = drawn(order, Eigen::all);
        if (naiveCrossings(moved) >= least * (1 - 1e-9)) continue;
        least = naiveCrossings(moved);
        drawn = moved;
        improved = true;
      }
  }
  return least;
}

bool isPermutation(Order order) {
  std::sort(order.begin(), order.end());
  return order == identityOrder(static_cast<Eigen::Index>(order.size()));
}

}  // namespace

TEST_CASE("weighted crossings agree with a naive count") {
  const MatrixD edges = randomMatrix(6, 5);
  const Order rows{3, 1, 5, 0, 2, 4};
  const Order columns{2, 0, 4, 1, 3};
  const MatrixD drawn = reordered(edges, rows, columns);
  CHECK(weightedCrossings(edges, rows, columns) == Approx(naiveCrossings(drawn)));
  const MatrixD pairs = pairCrossings(drawn);
  double sum = 0;
  for (Eigen::Index a = 0; a < 6; ++a)
    for (Eigen::Index b = a + 1; b < 6; ++b) sum += pairs(a, b);
  CHECK(sum == Approx(naiveCrossings(drawn)));
}

TEST_CASE("orders never cross more than the identity") {
  for (const auto& [rows, columns] :
       {std::pair{1, 1}, {1, 7}, {7, 1}, {3, 9}, {10, 10}, {20, 20}, {12, 30}}) {
    for (const unsigned seed : {1U, 2U, 3U}) {
      CAPTURE(rows, columns, seed);
      const MatrixD edges = randomMatrix(rows, columns, seed);
      const Orders orders = orderClusters(edges);
      REQUIRE(isPermutation(orders.words));
      REQUIRE(isPermutation(orders.units));
      CHECK(weightedCrossings(edges, orders.words, orders.units) <= naiveCrossings(edges) * (1 + 1e-12));
    }
  }
}

TEST_CASE("a joint order never crosses more than the identity") {
  for (const int count : {1, 2, 6, 7, 20, 60}) {
    const MatrixD edges = randomMatrix(count, count);
    const Order order = orderJointly(edges);
    REQUIRE(isPermutation(order));
    CHECK(weightedCrossings(edges, order, order) <= naiveCrossings(edges) * (1 + 1e-12));
  }
}

TEST_CASE("few clusters are ordered best") {
  for (const unsigned seed : {1U, 2U, 3U, 4U, 5U}) {
    const MatrixD edges = randomMatrix(4, 4, seed).array().cube();
    const Orders orders = orderClusters(edges);
    CHECK(weightedCrossings(edges, orders.words, orders.units) == Approx(leastCrossings(edges)));
  }
}

TEST_CASE("five clusters of each side, and six by three, are ordered best") {
  for (const unsigned seed : {1U, 2U, 3U}) {
    for (const auto& [rows, columns] : {std::pair{5, 5}, {6, 3}, {3, 6}}) {
      CAPTURE(seed, rows, columns);
      const MatrixD edges = randomMatrix(rows, columns, seed).array().cube();
      const Orders orders = orderClusters(edges);
      CHECK(weightedCrossings(edges, orders.words, orders.units) == Approx(leastCrossings(edges)));
    }
  }
}

TEST_CASE("a joint order of up to six clusters is the best one") {
  for (const unsigned seed : {1U, 2U, 3U}) {
    const MatrixD edges = randomMatrix(6, 6, seed).array().cube();
    double least = naiveCrossings(edges);
    Order order = identityOrder(6);
    do least = std::min(least, naiveCrossings(reordered(edges, order, order)));
    while (std::next_permutation(order.begin(), order.end()));
    const Order found = orderJointly(edges);
    CHECK(weightedCrossings(edges, found, found) == Approx(least));
  }
}

TEST_CASE("up to twenty clusters cross no more than barycentres and sifting leave") {
  for (const int count : {7, 10, 15, 20})
    for (const unsigned seed : {1U, 2U, 3U}) {
      CAPTURE(count, seed);
      const MatrixD edges = randomMatrix(count, count, seed).array().cube();
      const Orders orders = orderClusters(edges);
      CHECK(weightedCrossings(edges, orders.words, orders.units) <= barycentreAndSifting(edges) * (1 + 1e-9));
    }
}

TEST_CASE("a scrambled chain is drawn without crossings") {
  // Cluster i answers to words i and i + 1: a drawing without crossings exists.
  MatrixD chain = MatrixD::Zero(12, 11);
  for (int i = 0; i < 11; ++i) chain(i, i) = 1, chain(i + 1, i) = -0.5;
  std::mt19937 random(4);
  const MatrixD edges = reordered(chain, randomLabels(12, 12, random), randomLabels(11, 11, random));
  const Orders orders = orderClusters(edges);
  CHECK(weightedCrossings(edges, orders.words, orders.units) == 0);
}

TEST_CASE("word clusters stand next to the unit clusters they answer to") {
  const Planted truth = plantedBlocks(160, 80, 8, 0.2);
  Options options;
  options.wordClusters = options.unitClusters = 8;
  const CoClustering found = cocluster::cocluster(truth.weights, options);
  for (Eigen::Index i = 0; i < 8; ++i) {
    Eigen::Index strongest = -1;
    found.edges.row(i).maxCoeff(&strongest);
    CHECK(strongest == i);
  }
}

TEST_CASE("clusters without edges have a place") {
  const Orders orders = orderClusters(MatrixD::Zero(9, 8));
  CHECK(isPermutation(orders.words));
  CHECK(isPermutation(orders.units));
}
