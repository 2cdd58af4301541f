#include "prepare.h"

#include <algorithm>
#include <cmath>

namespace rnnvis::cocluster {

MatrixD standardised(const Eigen::Ref<const MatrixD>& weights, bool center, bool scale,
                     const RunControl& control) {
  // Below this share of the largest value a spread is rounding.
  constexpr double noSpread = 1e-12;
  const double count = static_cast<double>(weights.rows());
  const Eigen::RowVectorXd mean = weights.colwise().sum() / count;
  const Eigen::RowVectorXd largest = weights.cwiseAbs().colwise().maxCoeff();
  control.throwIfStopped();
  MatrixD result = weights.rowwise() - mean;
  control.throwIfStopped();
  const Eigen::RowVectorXd deviation =
      (result.colwise().squaredNorm() / std::max(count - 1, 1.0)).cwiseSqrt();
  control.throwIfStopped();
  if (!center) result = weights;
  for (Eigen::Index column = 0; column < result.cols(); ++column) {
    const bool spread = deviation(column) > noSpread * largest(column);
    if (!spread && center) result.col(column).setZero();
    if (spread && scale) result.col(column) /= deviation(column);
  }
  return result;
}

MatrixD nonNegative(MatrixD weights, Method method) {
  switch (method) {
    case Method::signedGraph:
      break;
    case Method::dhillon:
      weights.array() -= std::min(0.0, weights.minCoeff());
      break;
    case Method::absolute:
      weights = weights.cwiseAbs();
      break;
    case Method::positive:
      weights = weights.cwiseMax(0);
      break;
    case Method::negative:
      weights = (-weights).cwiseMax(0);
      break;
  }
  return weights;
}

}  // namespace rnnvis::cocluster
