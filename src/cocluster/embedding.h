#pragma once

#include "rnnvis/base/matrix.h"
#include "triplets.h"

namespace rnnvis::cocluster {

/// Rows of D^-½ X diag(σ), [n, d], from the leading d columns of X and values.
MatrixD spectralPoints(const VectorD& scale, const ColumnsRef& vectors, const Eigen::VectorXd& values,
                       Eigen::Index dimensions);

/// Rows over their norms; rows of 0 stay 0.
MatrixD normalisedRows(const MatrixD& points);

}  // namespace rnnvis::cocluster
