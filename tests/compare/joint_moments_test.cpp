#include "rnnvis/compare/joint_moments.h"

#include "random.h"
#include "rnnvis/base/error.h"

#include <Eigen/QR>
#include <catch2/catch.hpp>

#include <limits>
#include <vector>

using namespace rnnvis;
using compare::cka;
using compare::JointMoments;

namespace {

Matrix randomMatrix(test::Random& random, Eigen::Index rows, Eigen::Index columns, double offset = 0) {
  return Matrix::NullaryExpr(rows, columns, [&] { return static_cast<float>(random.normal() + offset); });
}

/// Taken in blocks of different sizes.
JointMoments momentsOf(const Matrix& a, const Matrix& b) {
  JointMoments result({static_cast<std::size_t>(a.cols()), static_cast<std::size_t>(b.cols())},
                      {{0, 1}, {0, 0}, {1, 1}});
  ThreadPool pool(2);
  for (Eigen::Index from = 0, rows = 7; from < a.rows(); from += rows, rows = rows * 2 + 1) {
    const Eigen::Index count = std::min(rows, a.rows() - from);
    const std::vector<MatrixView> views{viewOf(a.row(from).data(), count, a.cols()),
                                        viewOf(b.row(from).data(), count, b.cols())};
    result.add(views, pool);
  }
  return result;
}

double ckaOf(const Matrix& a, const Matrix& b) {
  const JointMoments moments = momentsOf(a, b);
  return cka(moments.hsic(0), moments.hsic(1), moments.hsic(2));
}

/// Straight from the definition, on the kernels.
double hsicOfKernels(const Matrix& a, const Matrix& b) {
  const auto kernel = [](const Matrix& x) {
    MatrixD k = x.cast<double>() * x.cast<double>().transpose();
    k.diagonal().setZero();
    return k;
  };
  const MatrixD k = kernel(a), l = kernel(b);
  const auto n = static_cast<double>(a.rows());
  return ((k * l).trace() + k.sum() * l.sum() / ((n - 1) * (n - 2)) - 2 / (n - 2) * (k * l).sum()) /
         (n * (n - 3));
}

}  // namespace

TEST_CASE("the criterion from sums is that of the kernels") {
  test::Random random(1);
  const Matrix a = randomMatrix(random, 60, 5, 3);
  Matrix b = randomMatrix(random, 60, 8, -1);
  b.leftCols(5) += 0.7f * a;
  CHECK(momentsOf(a, b).hsic(0) == Approx(hsicOfKernels(a, b)).epsilon(1e-5));
  CHECK(momentsOf(a, b).hsic(1) == Approx(hsicOfKernels(a, a)).epsilon(1e-5));
  CHECK(ckaOf(a, b) == Approx(hsicOfKernels(a, b) / std::sqrt(hsicOfKernels(a, a) * hsicOfKernels(b, b))));
}

TEST_CASE("CKA is 1 for what is turned, moved and stretched, and nearly 0 for what is unrelated") {
  test::Random random(2);
  const Matrix a = randomMatrix(random, 300, 6);
  const Matrix turn = Eigen::HouseholderQR<Eigen::MatrixXf>(randomMatrix(random, 6, 6)).householderQ();
  const Matrix turned = ((a * turn * 3).array() + 100).matrix();
  CHECK(ckaOf(a, a) == Approx(1).epsilon(1e-12));
  CHECK(ckaOf(a, turned) == Approx(1).epsilon(1e-4));
  // The biased estimate would be near 40/300 for so many units.
  CHECK(std::abs(ckaOf(randomMatrix(random, 300, 40), randomMatrix(random, 300, 40))) < 0.05);
  CHECK(ckaOf(a, Matrix::Constant(300, 3, 2)) == 0);
}

TEST_CASE("correlations are those of the columns") {
  test::Random random(3);
  const Matrix a = randomMatrix(random, 200, 3, 50);
  Matrix b = randomMatrix(random, 200, 4);
  b.col(0) = -2 * a.col(1);
  b.col(1).setConstant(5);
  const MatrixD r = momentsOf(a, b).correlation(0);
  CHECK(r(1, 0) == Approx(-1).epsilon(1e-5));
  CHECK(r.col(1).isZero());
  const Eigen::VectorXd x = a.col(2).cast<double>().array() - a.col(2).cast<double>().mean();
  const Eigen::VectorXd y = b.col(3).cast<double>().array() - b.col(3).cast<double>().mean();
  CHECK(r(2, 3) == Approx(x.dot(y) / (x.norm() * y.norm())).margin(1e-5));
}

TEST_CASE("what is too little or not finite has no correlation") {
  JointMoments moments({2, 3}, {{0, 1}});
  CHECK(moments.hsic(0) == 0);
  CHECK(moments.correlation(0).isZero());
  CHECK(moments.scatter(1) == 0);
  Matrix a = Matrix::Ones(2, 2);
  a(1, 1) = std::numeric_limits<float>::quiet_NaN();
  const Matrix b = Matrix::Ones(2, 3);
  ThreadPool pool(1);
  const std::vector<MatrixView> views{viewOf(a.data(), 2, 2), viewOf(b.data(), 2, 3)};
  CHECK_THROWS_AS(moments.add(views, pool), Error);
}

TEST_CASE("sums do not depend on the number of threads") {
  test::Random random(4);
  const Matrix a = randomMatrix(random, 500, 17), b = randomMatrix(random, 500, 5);
  const auto sums = [&](unsigned threads) {
    JointMoments moments({17, 5}, {{0, 1}, {0, 0}});
    ThreadPool pool(threads);
    const std::vector<MatrixView> views{viewOf(a.data(), 500, 17), viewOf(b.data(), 500, 5)};
    moments.add(views, pool);
    moments.add(views, pool);
    return moments;
  };
  CHECK(sums(1).crossProducts(0) == sums(3).crossProducts(0));
  CHECK(sums(1).hsic(1) == sums(3).hsic(1));
}
