#pragma once

#include "degrees.h"
#include "large_matrix.h"
#include "sliced_rows.h"

namespace rnnvis::cocluster {

/// What an eigensolver needs to know of a matrix A, [words, units].
class GramOperator {
 public:
  virtual ~GramOperator() = default;
  virtual Eigen::Index words() const = 0;
  virtual Eigen::Index units() const = 0;
  /// Aᵀ S, [units, n], for a random matrix S.
  virtual Columns sketch(Eigen::Index n, const RunControl& control) const = 0;
  /// A x, [words, n] for x [units, n].
  virtual Columns times(const ColumnsRef& x, const RunControl& control) const = 0;
  /// Aᵀ A x, [units, n] for x [units, n].
  virtual Columns gram(const ColumnsRef& x, const RunControl& control) const = 0;
};

/// An = D_r^-½ W D_c^-½ in double precision. W is neither copied nor owned.
class NormalisedMatrix final : public GramOperator {
 public:
  /// `weights` and `pool` must outlive the object; `degrees` are the absolute sums of `weights`.
  NormalisedMatrix(const Eigen::Ref<const MatrixD>& weights, const Degrees& degrees, ThreadPool& pool);

  Eigen::Index words() const override { return m_rowScale.size(); }
  Eigen::Index units() const override { return m_columnScale.size(); }
  const VectorD& rowScale() const { return m_rowScale; }        ///< The diagonal of D_r^-½.
  const VectorD& columnScale() const { return m_columnScale; }  ///< The diagonal of D_c^-½.

  Columns sketch(Eigen::Index n, const RunControl& control) const override;
  Columns times(const ColumnsRef& x, const RunControl& control) const override;
  Columns gram(const ColumnsRef& x, const RunControl& control) const override;

  /// An in single precision.
  LargeMatrix single(const RunControl& control) const;
  ThreadPool& pool() const { return m_pool; }

 private:
  RowBlock<double> m_weights;
  VectorD m_rowScale;
  VectorD m_columnScale;
  SlicedRows<double> m_rows;
  ThreadPool& m_pool;
};

/// A copy of An in single precision, whose products take half the time. Rounding leaves errors of about 1e-7
/// σ₁².
class SingleNormalisedMatrix final : public GramOperator {
 public:
  SingleNormalisedMatrix(const NormalisedMatrix& matrix, const RunControl& control);
  SingleNormalisedMatrix(const SingleNormalisedMatrix&) = delete;
  SingleNormalisedMatrix& operator=(const SingleNormalisedMatrix&) = delete;

  Eigen::Index words() const override { return m_matrix.rows(); }
  Eigen::Index units() const override { return m_matrix.columns(); }
  Columns sketch(Eigen::Index n, const RunControl& control) const override;
  Columns times(const ColumnsRef& x, const RunControl& control) const override;
  Columns gram(const ColumnsRef& x, const RunControl& control) const override;

 private:
  LargeMatrix m_matrix;
  SlicedRows<float> m_rows;
};

}  // namespace rnnvis::cocluster
