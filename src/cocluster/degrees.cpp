#include "degrees.h"

#include "rnnvis/base/error.h"
#include "slices.h"

#include <cmath>

namespace rnnvis::cocluster {
namespace {

[[noreturn]] void failNotFinite(const Eigen::Ref<const MatrixD>& weights) {
  for (Eigen::Index row = 0; row < weights.rows(); ++row)
    for (Eigen::Index column = 0; column < weights.cols(); ++column)
      if (!std::isfinite(weights(row, column)))
        fail(
            "co-clustering: the weight in row {}, column {} is {}; remove or replace values that are not "
            "finite",
            row, column, weights(row, column));
  fail("co-clustering: the weights are so large that their sum overflows; scale them down");
}

}  // namespace

Degrees degreesOf(const Eigen::Ref<const MatrixD>& weights, ThreadPool& pool, const RunControl& control) {
  const std::vector<Slice> slices = slicesOf(weights.rows());
  Degrees degrees{VectorD::Zero(weights.rows()), VectorD::Zero(weights.cols())};
  Eigen::MatrixXd partial = Eigen::MatrixXd::Zero(weights.cols(), static_cast<Eigen::Index>(slices.size()));
  pool.forEach(slices.size(), [&](std::size_t i) {
    control.throwIfStopped();
    auto units = partial.col(static_cast<Eigen::Index>(i));
    for (Eigen::Index row = slices[i].begin; row < slices[i].begin + slices[i].count; ++row) {
      degrees.words(row) = weights.row(row).cwiseAbs().sum();
      units += weights.row(row).cwiseAbs().transpose();
    }
  });
  for (Eigen::Index i = 0; i < partial.cols(); ++i) degrees.units += partial.col(i);
  if (!std::isfinite(degrees.words.sum()) || !std::isfinite(degrees.units.sum())) failNotFinite(weights);
  return degrees;
}

VectorD inverseSquareRoots(const VectorD& degrees) {
  return degrees.unaryExpr([](double degree) { return degree > 0 ? 1 / std::sqrt(degree) : 0.0; });
}

}  // namespace rnnvis::cocluster
