#pragma once

#include "blas.h"
#include "rnnvis/base/parallel.h"
#include "rnnvis/base/run_control.h"
#include "slices.h"

#include <vector>

namespace rnnvis::cocluster {

/// Products of a row-major matrix, neither copied nor owned, with few vectors, shared out among threads. Sums
/// over rows are formed in slices that depend on the number of rows alone, so the results do not depend on
/// the number of threads. Flipping the sign of a column of the matrix flips the components of
/// transposedTimes() and gram() that belong to it, and leaves times() of equally flipped vectors as it is,
/// bit for bit. Scalar: float or double.
template <class Scalar>
class SlicedRows {
 public:
  using Vectors = ColumnsOf<Scalar>;
  using Weights = Eigen::Matrix<Scalar, Eigen::Dynamic, 1>;

  SlicedRows(const RowBlock<Scalar>& matrix, ThreadPool& pool);

  /// A x, [rows, n] for x [columns, n].
  Vectors times(const Vectors& x, const RunControl& control) const;
  /// Aᵀ S, [columns, n], for the matrix S [rows, n] that has one entry a row, ±its weight, in a random place:
  /// what a random matrix is good for, in one pass over A without a product (Clarkson and Woodruff 2013).
  Vectors sketch(Eigen::Index n, const Weights& weights, const RunControl& control) const;
  /// Aᵀ diag(weights) A x, [columns, n] for x [columns, n] and a weight a row, in one pass over A.
  Vectors gram(const Vectors& x, const Weights& weights, const RunControl& control) const;

 private:
  RowBlock<Scalar> block(Slice rows) const;
  /// Σ over slices of what addPiece(rows, sum) adds, in the order of the slices.
  template <class AddPiece>
  Vectors sumOverSlices(Eigen::Index columns, const RunControl& control, const AddPiece& addPiece) const;

  RowBlock<Scalar> m_matrix;
  std::vector<Slice> m_slices;
  ThreadPool& m_pool;
};

extern template class SlicedRows<float>;
extern template class SlicedRows<double>;

}  // namespace rnnvis::cocluster
