#include "crossings.h"

#include <cmath>
#include <numeric>

namespace rnnvis::cocluster {

Order identityOrder(Eigen::Index count) {
  Order order(static_cast<std::size_t>(count));
  std::iota(order.begin(), order.end(), 0);
  return order;
}

MatrixD reordered(const MatrixD& matrix, const Order& rows, const Order& columns) {
  return matrix(rows, columns);
}

double weightedCrossings(const MatrixD& edges, const Order& rows, const Order& columns) {
  // above(j): what the rows so far have at column position j.
  Eigen::VectorXd above = Eigen::VectorXd::Zero(edges.cols());
  double crossings = 0;
  for (const int row : rows) {
    double rightOf = 0;
    for (Eigen::Index position = edges.cols() - 1; position >= 0; --position) {
      const double weight = std::abs(edges(row, columns[static_cast<std::size_t>(position)]));
      crossings += weight * rightOf;
      rightOf += above(position);
      above(position) += weight;
    }
  }
  return crossings;
}

MatrixD pairCrossings(const MatrixD& edges) {
  MatrixD result = MatrixD::Zero(edges.rows(), edges.rows());
  for (Eigen::Index first = 0; first < edges.rows(); ++first)
    for (Eigen::Index second = 0; second < edges.rows(); ++second) {
      double rightOf = 0;
      for (Eigen::Index column = edges.cols() - 1; column >= 0; --column) {
        result(first, second) += std::abs(edges(second, column)) * rightOf;
        rightOf += std::abs(edges(first, column));
      }
    }
  return result;
}

}  // namespace rnnvis::cocluster
