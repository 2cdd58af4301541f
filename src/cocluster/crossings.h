#pragma once

#include "rnnvis/base/matrix.h"

#include <vector>

namespace rnnvis::cocluster {

/// order[position] = cluster.
using Order = std::vector<int>;

/// 0, 1, …, count − 1.
Order identityOrder(Eigen::Index count);

/// The rows and columns of `matrix` in the given orders.
MatrixD reordered(const MatrixD& matrix, const Order& rows, const Order& columns);

/// Weighted crossings of the drawing that has rows on one side and columns on the other, in their orders: the
/// sum over pairs of crossing edges of |e| · |e'|. O(rows · columns).
double weightedCrossings(const MatrixD& edges, const Order& rows, const Order& columns);

/// result(a, b): the weighted crossings between the edges of rows a and b when a stands before b and the
/// columns stand as they are in `edges`. [rows, rows], O(rows² · columns).
MatrixD pairCrossings(const MatrixD& edges);

}  // namespace rnnvis::cocluster
