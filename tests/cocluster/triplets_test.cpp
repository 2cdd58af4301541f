#include "triplets.h"

#include "planted.h"

#include <Eigen/SVD>
#include <catch2/catch.hpp>

using namespace rnnvis;
using namespace rnnvis::cocluster;
using namespace rnnvis::test;

namespace {

Columns normalised(const MatrixD& weights) {
  const Eigen::VectorXd rows = weights.cwiseAbs().rowwise().sum();
  const Eigen::RowVectorXd columns = weights.cwiseAbs().colwise().sum();
  Columns result = weights;
  for (Eigen::Index i = 0; i < result.rows(); ++i)
    for (Eigen::Index j = 0; j < result.cols(); ++j)
      result(i, j) = weights(i, j) == 0 ? 0 : weights(i, j) / std::sqrt(rows(i)) / std::sqrt(columns(j));
  return result;
}

Triplets tripletsOf(const MatrixD& weights, Eigen::Index count, const TripletLimits& limits = {}) {
  ThreadPool pool(2);
  const NormalisedMatrix matrix(weights, degreesOf(weights, pool, {}), pool);
  return leadingTriplets(matrix, count, {}, limits);
}

/// Against a dense decomposition, and by the residuals of both equations.
void requireAccurate(const MatrixD& weights, const Triplets& found) {
  const Columns dense = normalised(weights);
  const Eigen::BDCSVD<Columns> exact(dense);
  const double largest = exact.singularValues()(0);
  const Eigen::Index count = found.values.size();
  CHECK((found.values - exact.singularValues().head(count)).cwiseAbs().maxCoeff() <= 1e-8 * largest);
  const Eigen::Index rank = found.rank();
  const auto sigma = found.values.head(rank).asDiagonal();
  CHECK((dense * found.right - found.left * sigma).colwise().norm().maxCoeff() <= 1e-12 * largest);
  CHECK((dense.transpose() * found.left - found.right * sigma).colwise().norm().maxCoeff() <= 1e-4 * largest);
  const Columns identity = Columns::Identity(rank, rank);
  CHECK((found.left.transpose() * found.left - identity).norm() <= 1e-10);
  CHECK((found.right.transpose() * found.right - identity).norm() <= 1e-10);
}

}  // namespace

TEST_CASE("leading triplets agree with a dense decomposition") {
  const auto [words, units, count] = GENERATE(table<int, int, int>({{200, 150, 11},
                                                                    {150, 200, 11},
                                                                    {40, 700, 5},
                                                                    {700, 40, 40},
                                                                    {30, 30, 30},
                                                                    {5, 3, 3},
                                                                    {1, 9, 1},
                                                                    {9, 1, 1}}));
  CAPTURE(words, units, count);
  const MatrixD weights = randomMatrix(words, units);
  const Triplets found = tripletsOf(weights, count);
  CHECK(found.rank() == count);
  requireAccurate(weights, found);
}

TEST_CASE("leading triplets of planted blocks agree with a dense decomposition") {
  const Planted truth = plantedBlocks(250, 150, 10, 0.3);
  requireAccurate(truth.weights, tripletsOf(truth.weights, 11));
}

TEST_CASE("values far below the largest are found to working precision") {
  Columns left = Columns::Random(60, 4).householderQr().householderQ() * Columns::Identity(60, 4);
  Columns right = Columns::Random(50, 4).householderQr().householderQ() * Columns::Identity(50, 4);
  const Eigen::Vector4d values(1, 1e-2, 1e-4, 1e-6);
  const MatrixD weights = left * values.asDiagonal() * right.transpose();
  const Triplets found = tripletsOf(weights, 4);
  const Eigen::BDCSVD<Columns> exact(normalised(weights));
  for (Eigen::Index i = 0; i < 4; ++i)
    CHECK(found.values(i) == Approx(exact.singularValues()(i)).epsilon(1e-6));
}

TEST_CASE("the rank is found where it is below the number asked for") {
  const MatrixD weights = randomMatrix(50, 3, 1) * randomMatrix(3, 40, 2);
  const Triplets found = tripletsOf(weights, 8);
  CHECK(found.rank() == 3);
  CHECK(found.values.tail(5).isZero(0));
  requireAccurate(weights, found);
}

TEST_CASE("equal singular values all come") {
  const MatrixD weights = MatrixD::Identity(60, 60);
  const Triplets found = tripletsOf(weights, 21);
  CHECK(found.values.isApproxToConstant(1, 1e-10));
  requireAccurate(weights, found);
}

TEST_CASE("a matrix of zeros has no triplets") {
  const Triplets found = tripletsOf(MatrixD::Zero(6, 4), 3);
  CHECK(found.rank() == 0);
  CHECK(found.values.isZero(0));
}

TEST_CASE("iterations that run out say what to do") {
  CHECK_THROWS_WITH(tripletsOf(randomMatrix(120, 90), 6, TripletLimits{.expansions = 1}),
                    Catch::Contains("120 words × 90 units") && Catch::Contains("fewer clusters"));
}

TEST_CASE("restarts lose nothing") {
  // Slowly falling values and few wanted, so that more blocks are needed than are held.
  const MatrixD weights = randomMatrix(250, 240);
  requireAccurate(weights, tripletsOf(weights, 2));
}

TEST_CASE("large matrices are solved in single precision first") {
  const Planted truth = plantedBlocks(400, 150, 5, 0.4);
  const Triplets found = tripletsOf(truth.weights, 6, TripletLimits{.largeFrom = 0});
  const Triplets exact = tripletsOf(truth.weights, 6);
  CHECK((found.values - exact.values).head(5).norm() <= 1e-7);
  CHECK(found.values(5) == Approx(exact.values(5)).epsilon(0.01));
  const Columns agreement = found.left.leftCols(5).transpose() * exact.left.leftCols(5);
  CHECK(agreement.jacobiSvd().singularValues().minCoeff() >= 1 - 1e-6);
}

TEST_CASE("double precision takes over where single precision does not do") {
  const MatrixD weights = randomMatrix(80, 3, 1) * randomMatrix(3, 300, 2);
  const Triplets found = tripletsOf(weights, 8, TripletLimits{.largeFrom = 0});
  CHECK(found.rank() == 3);
  requireAccurate(weights, found);
}

TEST_CASE("flipping columns flips rows of the right vectors and nothing else") {
  const MatrixD weights = randomMatrix(300, 150);
  MatrixD flipped = weights;
  const std::vector<int> signs = flipRandomUnits(flipped);
  for (const Eigen::Index largeFrom : {0, 1'000'000}) {
    const Triplets before = tripletsOf(weights, 6, TripletLimits{.largeFrom = largeFrom});
    Triplets after = tripletsOf(flipped, 6, TripletLimits{.largeFrom = largeFrom});
    for (std::size_t unit = 0; unit < signs.size(); ++unit)
      after.right.row(static_cast<Eigen::Index>(unit)) *= signs[unit];
    CHECK(after.values == before.values);
    CHECK(after.left == before.left);
    CHECK(after.right == before.right);
  }
}
