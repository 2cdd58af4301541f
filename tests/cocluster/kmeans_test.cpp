#include "kmeans.h"

#include "adjusted_rand.h"
#include "planted.h"

#include <catch2/catch.hpp>

#include <set>

using namespace rnnvis;
using namespace rnnvis::cocluster;
using namespace rnnvis::test;

namespace {

Partition run(const PointSet& points, const KMeansOptions& options, unsigned threads = 2) {
  ThreadPool pool(threads);
  return kmeans(points, options, pool, {});
}

std::size_t distinct(const std::vector<int>& labels) {
  return std::set<int>(labels.begin(), labels.end()).size();
}

}  // namespace

TEST_CASE("k-means ends in a fixed point of Lloyd's iteration") {
  const MatrixD rows = randomMatrix(300, 6);
  const Partition found = run(PointSet::ofRows(rows), {.clusters = 7, .restarts = 20});
  MatrixD means = MatrixD::Zero(7, 6);
  std::vector<double> counts(7, 0);
  double inertia = 0;
  for (Eigen::Index i = 0; i < rows.rows(); ++i) {
    const int label = found.labels[static_cast<std::size_t>(i)];
    const Eigen::VectorXd squared = (found.centres.rowwise() - rows.row(i)).rowwise().squaredNorm();
    CHECK(squared(label) <= squared.minCoeff() + 1e-12);
    inertia += squared(label);
    means.row(label) += rows.row(i);
    ++counts[static_cast<std::size_t>(label)];
  }
  for (int label = 0; label < 7; ++label)
    CHECK((means.row(label) / counts[static_cast<std::size_t>(label)])
              .isApprox(found.centres.row(label), 1e-12));
  CHECK(found.inertia == Approx(inertia));
}

TEST_CASE("more restarts never end worse") {
  const PointSet points = PointSet::ofRows(randomMatrix(200, 4));
  double inertia = run(points, {.clusters = 8, .restarts = 1}).inertia;
  for (const int restarts : {2, 5, 30}) {
    const double now = run(points, {.clusters = 8, .restarts = restarts}).inertia;
    CHECK(now <= inertia);
    inertia = now;
  }
}

TEST_CASE("k-means does not depend on the number of threads") {
  const PointSet points = PointSet::ofRows(randomMatrix(400, 5));
  const Partition one = run(points, {.clusters = 9, .restarts = 40}, 1);
  for (const unsigned threads : {2U, 3U, 8U}) {
    const Partition more = run(points, {.clusters = 9, .restarts = 40}, threads);
    CHECK(more.labels == one.labels);
    CHECK(more.centres == one.centres);
    CHECK(more.inertia == one.inertia);
  }
}

TEST_CASE("clusters are numbered by first appearance") {
  const Partition found = run(PointSet::ofRows(randomMatrix(50, 2)), {.clusters = 6, .restarts = 5});
  int next = 0;
  for (const int label : found.labels) {
    CHECK(label <= next);
    if (label == next) ++next;
  }
  CHECK(next == 6);
}

TEST_CASE("as many clusters are filled as there are distinct points") {
  MatrixD rows(12, 2);
  for (int i = 0; i < 12; ++i) rows.row(i) << i % 3, 0;
  for (const int clusters : {1, 2, 3, 4, 12}) {
    CAPTURE(clusters);
    const Partition found = run(PointSet::ofRows(rows), {.clusters = clusters, .restarts = 10});
    CHECK(distinct(found.labels) == static_cast<std::size_t>(std::min(clusters, 3)));
    if (clusters >= 3) CHECK(found.inertia == 0);
  }
}

TEST_CASE("every point can be a cluster of its own") {
  const Partition found = run(PointSet::ofRows(randomMatrix(15, 3)), {.clusters = 15, .restarts = 3});
  CHECK(distinct(found.labels) == 15);
  CHECK(found.inertia == 0);
}

TEST_CASE("points without coordinates are one cluster") {
  const Partition found = run(PointSet::ofRows(MatrixD(5, 0)), {.clusters = 3, .restarts = 3});
  CHECK(found.labels == std::vector<int>(5, 0));
}

TEST_CASE("a cluster that loses its points takes the farthest one") {
  const MatrixD rows = (MatrixD(5, 1) << 0, 1, 2, 3, 100).finished();
  Seeds seeds;
  seeds.centres = (MatrixD(3, 1) << 1.5, 100, 1000).finished();
  seeds.assignment = {{0, 0, 0, 0, 1}, std::vector<double>(5, 1e9), std::vector<double>(5, 0)};
  const Partition found = lloyd(PointSet::ofRows(rows), std::move(seeds), {});
  CHECK(distinct(found.labels) == 3);
  CHECK(found.labels == std::vector<int>{2, 0, 0, 0, 1});
  CHECK(found.inertia == Approx(2));
}

TEST_CASE("seeds are distinct points, each with its nearest ones") {
  const MatrixD rows = randomMatrix(600, 3);
  Random random(3, 0);
  const Seeds seeds = plusPlusSeeds(PointSet::ofRows(rows), 10, random);
  REQUIRE(seeds.centres.rows() == 10);
  for (Eigen::Index i = 0; i < rows.rows(); ++i) {
    const auto at = static_cast<std::size_t>(i);
    Eigen::VectorXd distances = (seeds.centres.rowwise() - rows.row(i)).rowwise().norm();
    CHECK(seeds.assignment.upper[at] == Approx(distances(seeds.assignment.labels[at])).margin(1e-12));
    CHECK(seeds.assignment.upper[at] <= distances.minCoeff() + 1e-12);
    distances(seeds.assignment.labels[at]) = 1e9;
    CHECK(seeds.assignment.lower[at] == Approx(distances.minCoeff()));
  }
}
