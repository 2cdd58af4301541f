#pragma once

#include <Eigen/Core>

namespace rnnvis::cocluster {

/// Column-major matrices, whose columns are vectors of a basis.
template <class Scalar>
using ColumnsOf = Eigen::Matrix<Scalar, Eigen::Dynamic, Eigen::Dynamic>;
using Columns = ColumnsOf<double>;
using ColumnsRef = Eigen::Ref<const Columns>;

/// a · b. The products here and below are OpenBLAS's, several times faster than Eigen's without -march flags;
/// they run on the calling thread (OpenBLAS's own threads are switched off, for the whole process, on first
/// use: its pool admits one caller at a time, and its sums would depend on the number of threads).
Columns product(const ColumnsRef& a, const ColumnsRef& b);

/// aᵀ · b.
Columns transposedProduct(const ColumnsRef& a, const ColumnsRef& b);

/// Read-only rows of a row-major matrix.
template <class Scalar>
struct RowBlock {
  const Scalar* data;
  Eigen::Index rows;
  Eigen::Index columns;
  Eigen::Index stride;
};

/// block · x, for float and double.
template <class Scalar>
ColumnsOf<Scalar> product(const RowBlock<Scalar>& block, const ColumnsOf<Scalar>& x);

/// sum += blockᵀ · y, for float and double.
template <class Scalar>
void addTransposedProduct(const RowBlock<Scalar>& block, const ColumnsOf<Scalar>& y, ColumnsOf<Scalar>& sum);

}  // namespace rnnvis::cocluster
