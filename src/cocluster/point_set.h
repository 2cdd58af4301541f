#pragma once

#include "rnnvis/base/matrix.h"

#include <span>

namespace rnnvis::cocluster {

/// ‖a − b‖² of rows of equal length.
double squaredDistance(std::span<const double> a, std::span<const double> b);

inline std::span<const double> rowOf(const MatrixD& matrix, Eigen::Index row) {
  return {matrix.data() + row * matrix.cols(), static_cast<std::size_t>(matrix.cols())};
}

/// The points of one clustering: rows of a matrix, [n, d]; d may be 0.
class PointSet {
 public:
  /// The rows themselves.
  static PointSet ofRows(const MatrixD& rows);

  /// Of each row v the symmetric matrix v vᵀ, written as a vector of length d(d+1)/2 whose off-diagonal
  /// entries are √2 times those of the matrix, so that Euclidean distances are Frobenius distances. v and −v
  /// fall together, bit for bit.
  static PointSet ofOuterProducts(const MatrixD& rows);

  Eigen::Index size() const { return m_points.rows(); }
  const MatrixD& points() const { return m_points; }
  std::span<const double> operator[](Eigen::Index i) const { return rowOf(m_points, i); }

  /// Squared distances of the points [begin, begin + result.size()) to point `to`. For outer products in O(d)
  /// a point rather than O(d²): with a = v − w and b = v + w, ‖v vᵀ − w wᵀ‖² = (‖a‖² ‖b‖² + (‖v‖² − ‖w‖²)²) /
  /// 2, where nothing cancels.
  void squaredDistances(Eigen::Index to, Eigen::Index begin, Eigen::Ref<Eigen::ArrayXd> result) const;

 private:
  PointSet(MatrixD points, Eigen::MatrixXd generators, bool outer);

  MatrixD m_points;
  // The rows that the points are made of, column-major: loops over points run along memory.
  Eigen::MatrixXd m_generators;
  Eigen::ArrayXd m_squaredNorms;  // Of the generators.
  bool m_outer;
};

}  // namespace rnnvis::cocluster
