#include "rnnvis/compare/matching.h"

#include "python.h"
#include "random.h"
#include "rnnvis/base/error.h"
#include "rnnvis/compare/joint_moments.h"

#include <catch2/catch.hpp>

#include <Eigen/SVD>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

using namespace rnnvis;
using namespace rnnvis::compare;

namespace {

JointMoments momentsOf(const Matrix& a, const Matrix& b) {
  JointMoments moments({static_cast<std::size_t>(a.cols()), static_cast<std::size_t>(b.cols())}, {{0, 1}});
  ThreadPool pool(1);
  const std::vector<MatrixView> views{viewOf(a.data(), a.rows(), a.cols()),
                                      viewOf(b.data(), b.rows(), b.cols())};
  moments.add(views, pool);
  return moments;
}

double gainOf(const MatrixD& gain, const std::vector<int>& columnOf) {
  double sum = 0;
  for (std::size_t row = 0; row < columnOf.size(); ++row)
    if (columnOf[row] >= 0) sum += gain(static_cast<Eigen::Index>(row), columnOf[row]);
  return sum;
}

/// Tries every permutation of the columns.
double bestGain(const MatrixD& gain) {
  std::vector<int> columns(static_cast<std::size_t>(std::max(gain.rows(), gain.cols())));
  std::iota(columns.begin(), columns.end(), 0);
  double best = -1e300;
  do {
    double sum = 0;
    for (Eigen::Index row = 0; row < gain.rows(); ++row)
      if (const int column = columns[static_cast<std::size_t>(row)]; column < gain.cols())
        sum += gain(row, column);
    best = std::max(best, sum);
  } while (std::next_permutation(columns.begin(), columns.end()));
  return best;
}

MatrixD randomGain(test::Random& random, Eigen::Index rows, Eigen::Index columns) {
  return MatrixD::NullaryExpr(rows, columns, [&] { return random.uniform(-1, 1); });
}

void checkOneToOne(std::vector<int> columnOf, Eigen::Index rows, Eigen::Index columns) {
  CHECK(static_cast<Eigen::Index>(columnOf.size()) == rows);
  std::erase(columnOf, -1);
  CHECK(static_cast<Eigen::Index>(columnOf.size()) == std::min(rows, columns));
  std::ranges::sort(columnOf);
  CHECK(std::ranges::adjacent_find(columnOf) == columnOf.end());
}

}  // namespace

TEST_CASE("an assignment gains as much as the best of all") {
  test::Random random(1);
  for (const auto& [rows, columns] : {std::pair{1, 1}, {4, 4}, {7, 7}, {3, 7}, {7, 3}, {1, 6}}) {
    const MatrixD gain = randomGain(random, rows, columns).cwiseAbs();
    const std::vector<int> columnOf = assign(gain);
    checkOneToOne(columnOf, rows, columns);
    CHECK(gainOf(gain, columnOf) == Approx(bestGain(gain)));
  }
  CHECK(assign(MatrixD(0, 3)).empty());
  CHECK(assign(MatrixD(2, 0)) == std::vector<int>{-1, -1});
  CHECK_THROWS_AS(assign(MatrixD::Constant(1, 1, NAN)), Error);
}

TEST_CASE("a large assignment gains as much as scipy's") {
  if (!test::hasPython("scipy.optimize")) {
    WARN("skipped: python3-scipy is not installed");
    return;
  }
  test::Random random(2);
  const MatrixD gain = randomGain(random, 120, 150);
  test::TemporaryFolder folder;
  std::string text;
  for (Eigen::Index row = 0; row < gain.rows(); ++row)
    for (Eigen::Index column = 0; column < gain.cols(); ++column)
      text += std::to_string(gain(row, column)) + (column + 1 < gain.cols() ? " " : "\n");
  folder.write("gain.txt", text);
  folder.write("ours.txt", std::to_string(gainOf(gain, assign(gain))));
  CHECK(test::runPython(folder, R"(
import numpy, scipy.optimize
gain = numpy.loadtxt("gain.txt")
best = gain[scipy.optimize.linear_sum_assignment(gain, maximize=True)].sum()
assert abs(best - float(open("ours.txt").read())) < 1e-3
)"));
}

TEST_CASE("units that were shuffled and turned are found again") {
  test::Random random(3);
  const Matrix a = Matrix::NullaryExpr(400, 12, [&] { return static_cast<float>(random.normal()); });
  Matrix b(400, 12);
  for (Eigen::Index unit = 0; unit < 12; ++unit)
    b.col((unit * 5 + 3) % 12) = (unit % 3 == 0 ? -2 : 1) * a.col(unit);
  const JointMoments moments = momentsOf(a, b);
  const UnitMatching matching = matchUnits(moments.correlation(0));
  CHECK(matching.similarity == Approx(1).epsilon(1e-5));
  for (int unit = 0; unit < 12; ++unit) {
    CHECK(matching.partner[static_cast<std::size_t>(unit)] == (unit * 5 + 3) % 12);
    CHECK(matching.sign[static_cast<std::size_t>(unit)] == (unit % 3 == 0 ? -1 : 1));
  }
  const MatrixD ordered = inOrderOfA(matching, b.cast<double>());
  CHECK(similarityOfRows(a.cast<double>(), a.cast<double>()).isOnes());
  CHECK(ordered.col(1).isApprox(a.col(1).cast<double>(), 1e-6));
  CHECK(ordered.col(0).isApprox(2 * a.col(0).cast<double>(), 1e-6));
}

TEST_CASE("the units that are left over have no partner") {
  MatrixD correlation = MatrixD::Zero(3, 2);
  correlation(2, 0) = -0.9;
  correlation(0, 1) = 0.5;
  const UnitMatching matching = matchUnits(correlation);
  CHECK(matching.partner == std::vector<int>{1, -1, 0});
  CHECK(matching.sign == std::vector<int>{1, 1, -1});
  CHECK(matching.similarity == Approx(0.7));
  const MatrixD ordered = inOrderOfA(matching, MatrixD::Ones(4, 2));
  CHECK(ordered.col(1).isZero());
  CHECK(ordered.col(2).isApprox(-MatrixD::Ones(4, 1)));
}

TEST_CASE("a rotation into more dimensions is found again") {
  test::Random random(4);
  const Matrix a = Matrix::NullaryExpr(500, 4, [&] { return static_cast<float>(random.normal()); });
  Matrix b = Matrix::Zero(500, 6);
  const double turn = 0.8;
  b.col(5) = std::cos(turn) * a.col(0) + std::sin(turn) * a.col(1);
  b.col(2) = -std::sin(turn) * a.col(0) + std::cos(turn) * a.col(1);
  b.col(1) = a.col(2);
  b.col(0) = -a.col(3);
  const JointMoments moments = momentsOf(a, b);
  const Rotation rotation = procrustes(moments.crossProducts(0), moments.scatter(0), moments.scatter(1));
  CHECK(rotation.similarity == Approx(1).epsilon(1e-5));
  CHECK((rotation.matrix * rotation.matrix.transpose()).isIdentity(1e-9));
  CHECK((b.cast<double>() * rotation.matrix.transpose()).isApprox(a.cast<double>(), 1e-4));
}

TEST_CASE("the nearest rotation is that of an independent decomposition") {
  test::Random random(5);
  const auto [rows, columns] = GENERATE(table<int, int>({{40, 40}, {30, 50}, {50, 30}, {1, 7}, {6, 1}}));
  const MatrixD matrix = MatrixD::NullaryExpr(rows, columns, [&] { return random.normal(); });
  const Eigen::JacobiSVD<Eigen::MatrixXd> svd(matrix, Eigen::ComputeThinU | Eigen::ComputeThinV);
  const Rotation rotation = procrustes(matrix, 1000, 1000);
  CHECK((rotation.matrix - svd.matrixU() * svd.matrixV().transpose()).cwiseAbs().maxCoeff() < 1e-9);
  CHECK(rotation.similarity == Approx(svd.singularValues().sum() / 1000));
}

TEST_CASE("a rotation of units some of which never move keeps lengths") {
  test::Random random(6);
  MatrixD matrix = MatrixD::NullaryExpr(20, 20, [&] { return random.normal(); });
  matrix.row(3).setZero();
  matrix.col(7).setZero();
  const MatrixD rotation = procrustes(matrix, 1, 1).matrix;
  CHECK((rotation * rotation.transpose()).isIdentity(1e-9));
  CHECK(procrustes(MatrixD::Zero(4, 4), 0, 0).similarity == 0);
}

TEST_CASE("a rotation can be stopped, and says that it cannot be found for what is not finite") {
  std::stop_source stop;
  stop.request_stop();
  CHECK_THROWS_AS(procrustes(MatrixD::Identity(8, 8), 1, 1, {stop.get_token(), {}}), Cancelled);
  CHECK_THROWS_AS(procrustes(MatrixD::Constant(2, 2, NAN), 1, 1), Error);
}

TEST_CASE("sparsity is 0 for equal sizes and 1 for one alone") {
  MatrixD rows(4, 4);
  rows << 1, -1, 1, -1, 0, 5, 0, 0, 0, 0, 0, 0, 3, 4, 0, 0;
  const VectorD sparsity = sparsityOfRows(rows);
  CHECK(sparsity(0) == Approx(0).margin(1e-12));
  CHECK(sparsity(1) == Approx(1));
  CHECK(sparsity(2) == 0);
  CHECK(sparsity(3) == Approx((2 - 7.0 / 5) / 1));
}
