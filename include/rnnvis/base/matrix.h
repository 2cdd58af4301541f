#pragma once

#include <Eigen/Core>

namespace rnnvis {

/// Dense row-major matrices: weights, states and responses in single precision, statistics in double.
using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using MatrixD = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using Vector = Eigen::VectorXf;
using VectorD = Eigen::VectorXd;

/// Read-only view of rows that somebody else owns.
using MatrixView = Eigen::Map<const Matrix, 0, Eigen::OuterStride<>>;

/// `rows` × `columns` values from `data` on, one row after another.
inline MatrixView viewOf(const float* data, Eigen::Index rows, Eigen::Index columns) {
  return MatrixView(data, rows, columns, Eigen::OuterStride<>(columns));
}

}  // namespace rnnvis
