#include "point_set.h"

#include "planted.h"

#include <catch2/catch.hpp>

using namespace rnnvis;
using namespace rnnvis::cocluster;
using namespace rnnvis::test;

TEST_CASE("distances of outer products are Frobenius distances") {
  MatrixD rows = randomMatrix(20, 4);
  rows.row(3).setZero();
  rows.row(5) = -rows.row(6);
  const PointSet points = PointSet::ofOuterProducts(rows);
  REQUIRE(points.points().cols() == 10);
  Eigen::ArrayXd quick(20);
  for (Eigen::Index a = 0; a < 20; ++a) {
    points.squaredDistances(a, 0, quick);
    for (Eigen::Index b = 0; b < 20; ++b) {
      const Eigen::MatrixXd difference =
          rows.row(a).transpose() * rows.row(a) - rows.row(b).transpose() * rows.row(b);
      CHECK(squaredDistance(points[a], points[b]) == Approx(difference.squaredNorm()).margin(1e-12));
      CHECK(quick(b) == Approx(difference.squaredNorm()).margin(1e-12));
    }
  }
}

TEST_CASE("v and -v fall together exactly") {
  MatrixD rows = randomMatrix(2, 7);
  rows.row(1) = -rows.row(0);
  const PointSet points = PointSet::ofOuterProducts(rows);
  CHECK(points.points().row(0) == points.points().row(1));
  Eigen::ArrayXd distances(2);
  points.squaredDistances(0, 0, distances);
  CHECK((distances == 0).all());
}

TEST_CASE("distances of a range of rows") {
  const MatrixD rows = randomMatrix(9, 3);
  const PointSet points = PointSet::ofRows(rows);
  Eigen::ArrayXd distances(4);
  points.squaredDistances(1, 5, distances);
  for (Eigen::Index i = 0; i < 4; ++i)
    CHECK(distances(i) == Approx((rows.row(5 + i) - rows.row(1)).squaredNorm()));
}
