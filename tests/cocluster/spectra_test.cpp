#include "planted.h"
#include "triplets.h"

#include <Spectra/SymEigsSolver.h>
#include <Eigen/QR>
#include <Eigen/SVD>
#include <catch2/catch.hpp>

#include <string>

using namespace rnnvis;
using namespace rnnvis::cocluster;
using namespace rnnvis::test;

namespace {

Eigen::MatrixXd normalised(const MatrixD& weights) {
  const auto scale = [](double degree) { return degree > 0 ? 1 / std::sqrt(degree) : 0.0; };
  const Eigen::VectorXd rows = weights.cwiseAbs().rowwise().sum().unaryExpr(scale);
  const Eigen::VectorXd columns = weights.cwiseAbs().colwise().sum().transpose().unaryExpr(scale);
  return rows.asDiagonal() * weights * columns.asDiagonal();
}

/// v ↦ Aᵀ (A v), as Spectra takes an operator.
class Gram {
 public:
  using Scalar = double;
  explicit Gram(const Eigen::MatrixXd& matrix) : m_matrix(matrix) {}
  Eigen::Index rows() const { return m_matrix.cols(); }
  Eigen::Index cols() const { return m_matrix.cols(); }
  void perform_op(const double* in, double* out) const {
    const Eigen::Map<const Eigen::VectorXd> v(in, cols());
    Eigen::Map<Eigen::VectorXd>(out, rows()) = m_matrix.transpose() * (m_matrix * v);
  }

 private:
  const Eigen::MatrixXd& m_matrix;
};

/// Leading singular values and right vectors by Lanczos iteration in double precision.
struct Reference {
  Eigen::VectorXd values;
  Eigen::MatrixXd right;
};

Reference spectra(const Eigen::MatrixXd& matrix, Eigen::Index count) {
  Gram gram(matrix);
  Spectra::SymEigsSolver<Gram> solver(gram, count,
                                      std::min(gram.cols(), std::max<Eigen::Index>(3 * count, 60)));
  solver.init();
  solver.compute(Spectra::SortRule::LargestAlge, 5000, 1e-13);
  REQUIRE(solver.info() == Spectra::CompInfo::Successful);
  return {solver.eigenvalues().cwiseMax(0).cwiseSqrt(), solver.eigenvectors()};
}

MatrixD lowRank(int words, int units, int rank) {
  return randomMatrix(words, rank, 3) * randomMatrix(rank, units, 4);
}

/// Singular values in crowds of five: 1, 0.5, 0.25 … each repeated with differences of 1e-6.
MatrixD crowded(int words, int units) {
  const Eigen::MatrixXd left = Eigen::MatrixXd(randomMatrix(words, 40, 5)).householderQr().householderQ() *
                               Eigen::MatrixXd::Identity(words, 40);
  const Eigen::MatrixXd right = Eigen::MatrixXd(randomMatrix(units, 40, 6)).householderQr().householderQ() *
                                Eigen::MatrixXd::Identity(units, 40);
  Eigen::VectorXd values(40);
  for (int i = 0; i < 40; ++i) values(i) = std::pow(0.5, i / 5) * (1 - 1e-6 * (i % 5));
  return left * values.asDiagonal() * right.transpose();
}

MatrixD withDeadOnes(MatrixD weights) {
  for (Eigen::Index i = 0; i < weights.rows(); i += 7) weights.row(i).setZero();
  for (Eigen::Index i = 0; i < weights.cols(); i += 5) weights.col(i).setZero();
  return weights;
}

MatrixD caseNamed(const std::string& name) {
  if (name == "tall") return randomMatrix(900, 120);
  if (name == "wide") return randomMatrix(120, 700);
  if (name == "square") return randomMatrix(300, 300);
  if (name == "planted") return plantedBlocks(400, 250, 10, 0.5).weights;
  if (name == "low rank") return lowRank(200, 150, 6);
  if (name == "crowded") return crowded(260, 180);
  return withDeadOnes(randomMatrix(350, 160));
}

}  // namespace

TEST_CASE("leading triplets agree with Spectra") {
  const std::string name = GENERATE(
      values<std::string>({"tall", "wide", "square", "planted", "low rank", "crowded", "dead ones"}));
  // In single precision the last value is good to about a hundredth.
  const bool single = GENERATE(false, true);
  CAPTURE(name, single);
  const MatrixD weights = caseNamed(name);
  constexpr Eigen::Index count = 21;
  const Eigen::MatrixXd matrix = normalised(weights);
  // Spectra is asked for no more than the rank: what lies beyond has no direction.
  const Eigen::Index rank = name == "low rank" ? 6 : count;
  const Reference exact = spectra(matrix, rank);
  ThreadPool pool(2);
  const NormalisedMatrix operand(weights, degreesOf(weights, pool, {}), pool);
  const Triplets found =
      leadingTriplets(operand, count, {}, TripletLimits{.largeFrom = single ? 0 : 1 << 30});

  const double largest = exact.values(0);
  const Eigen::Index held = single && rank == count ? count - 1 : rank;
  CHECK((found.values.head(held) - exact.values.head(held)).cwiseAbs().maxCoeff() <=
        (single ? 1e-6 : 1e-8) * largest);
  CHECK(found.rank() == rank);
  CHECK(found.values.tail(count - rank).isZero(0));
  const Eigen::MatrixXd left = found.left.leftCols(held);
  const Eigen::MatrixXd right = found.right.leftCols(held);
  const auto sigma = found.values.head(held).asDiagonal();
  CHECK((matrix.transpose() * left - right * sigma).colwise().norm().maxCoeff() <= 1e-4 * largest);
  CHECK((matrix * right - left * sigma).colwise().norm().maxCoeff() <= (single ? 1e-5 : 1e-12) * largest);

  // Vectors, where a gap tells the leading subspace apart from the rest.
  const Eigen::Index apart = name == "planted" ? 10 : name == "crowded" ? 20 : name == "low rank" ? 6 : 0;
  if (apart > 0) {
    const Eigen::MatrixXd overlap = exact.right.leftCols(apart).transpose() * right.leftCols(apart);
    CHECK(overlap.jacobiSvd().singularValues().minCoeff() >= 1 - 1e-6);
  }
}
