#include "normalised_matrix.h"

#include "clones.h"

namespace rnnvis::cocluster {
namespace {

/// result[i] = weights[i] · rowScale · columnScale[i]
RNNVIS_VECTOR_CLONES
void scaleRow(const double* weights, double rowScale, const double* columnScale, float* result,
              Eigen::Index count) {
  for (Eigen::Index i = 0; i < count; ++i)
    result[i] = static_cast<float>(rowScale * (weights[i] * columnScale[i]));
}

}  // namespace

NormalisedMatrix::NormalisedMatrix(const Eigen::Ref<const MatrixD>& weights, const Degrees& degrees,
                                   ThreadPool& pool)
    : m_weights{weights.data(), weights.rows(), weights.cols(), weights.outerStride()},
      m_rowScale(inverseSquareRoots(degrees.words)),
      m_columnScale(inverseSquareRoots(degrees.units)),
      m_rows(m_weights, pool),
      m_pool(pool) {}

Columns NormalisedMatrix::times(const ColumnsRef& x, const RunControl& control) const {
  return m_rowScale.asDiagonal() * m_rows.times(m_columnScale.asDiagonal() * x, control);
}

Columns NormalisedMatrix::sketch(Eigen::Index n, const RunControl& control) const {
  return m_columnScale.asDiagonal() * m_rows.sketch(n, m_rowScale, control);
}

Columns NormalisedMatrix::gram(const ColumnsRef& x, const RunControl& control) const {
  const VectorD rowWeights = m_rowScale.cwiseAbs2();
  return m_columnScale.asDiagonal() * m_rows.gram(m_columnScale.asDiagonal() * x, rowWeights, control);
}

LargeMatrix NormalisedMatrix::single(const RunControl& control) const {
  LargeMatrix result(words(), units());
  const std::vector<Slice> slices = slicesOf(words());
  m_pool.forEach(slices.size(), [&](std::size_t i) {
    control.throwIfStopped();
    for (Eigen::Index row = slices[i].begin; row < slices[i].begin + slices[i].count; ++row)
      scaleRow(m_weights.data + row * m_weights.stride, m_rowScale(row), m_columnScale.data(),
               result.row(row), units());
  });
  return result;
}

SingleNormalisedMatrix::SingleNormalisedMatrix(const NormalisedMatrix& matrix, const RunControl& control)
    : m_matrix(matrix.single(control)),
      m_rows({m_matrix.data(), m_matrix.rows(), m_matrix.columns(), m_matrix.columns()}, matrix.pool()) {}

Columns SingleNormalisedMatrix::sketch(Eigen::Index n, const RunControl& control) const {
  return m_rows.sketch(n, Vector::Ones(words()), control).cast<double>();
}

Columns SingleNormalisedMatrix::times(const ColumnsRef& x, const RunControl& control) const {
  return m_rows.times(x.cast<float>(), control).cast<double>();
}

Columns SingleNormalisedMatrix::gram(const ColumnsRef& x, const RunControl& control) const {
  return m_rows.gram(x.cast<float>(), Vector::Ones(words()), control).cast<double>();
}

}  // namespace rnnvis::cocluster
