#include "embedding.h"

namespace rnnvis::cocluster {

MatrixD spectralPoints(const VectorD& scale, const ColumnsRef& vectors, const Eigen::VectorXd& values,
                       Eigen::Index dimensions) {
  return scale.asDiagonal() * vectors.leftCols(dimensions) * values.head(dimensions).asDiagonal();
}

MatrixD normalisedRows(const MatrixD& points) {
  MatrixD result = points;
  for (Eigen::Index i = 0; i < result.rows(); ++i) {
    const double norm = result.row(i).norm();
    if (norm > 0) result.row(i) /= norm;
  }
  return result;
}

}  // namespace rnnvis::cocluster
