#include "sliced_rows.h"

#include "random.h"

namespace rnnvis::cocluster {
namespace {

/// Rows whose products are formed at once: enough for BLAS, and few enough to be still cached in the second
/// use within gram().
constexpr Eigen::Index rowsAtOnce = 128;

}  // namespace

template <class Scalar>
SlicedRows<Scalar>::SlicedRows(const RowBlock<Scalar>& matrix, ThreadPool& pool)
    : m_matrix(matrix), m_slices(slicesOf(matrix.rows)), m_pool(pool) {}

template <class Scalar>
RowBlock<Scalar> SlicedRows<Scalar>::block(Slice rows) const {
  return {m_matrix.data + rows.begin * m_matrix.stride, rows.count, m_matrix.columns, m_matrix.stride};
}

template <class Scalar>
auto SlicedRows<Scalar>::times(const Vectors& x, const RunControl& control) const -> Vectors {
  Vectors result(m_matrix.rows, x.cols());
  m_pool.forEach(m_slices.size(), [&](std::size_t i) {
    for (const Slice rows : piecesOf(m_slices[i], rowsAtOnce)) {
      control.throwIfStopped();
      result.middleRows(rows.begin, rows.count) = product(block(rows), x);
    }
  });
  return result;
}

template <class Scalar>
template <class AddPiece>
auto SlicedRows<Scalar>::sumOverSlices(Eigen::Index columns, const RunControl& control,
                                       const AddPiece& addPiece) const -> Vectors {
  std::vector<Vectors> sums(m_slices.size());
  m_pool.forEach(m_slices.size(), [&](std::size_t i) {
    sums[i] = Vectors::Zero(m_matrix.columns, columns);
    for (const Slice rows : piecesOf(m_slices[i], rowsAtOnce)) {
      control.throwIfStopped();
      addPiece(rows, sums[i]);
    }
  });
  Vectors total = Vectors::Zero(m_matrix.columns, columns);
  for (const Vectors& sum : sums) total += sum;
  return total;
}

template <class Scalar>
auto SlicedRows<Scalar>::sketch(Eigen::Index n, const Weights& weights, const RunControl& control) const
    -> Vectors {
  return sumOverSlices(n, control, [&](Slice rows, Vectors& sum) {
    for (Eigen::Index row = rows.begin; row < rows.begin + rows.count; ++row) {
      Random random(0, static_cast<std::uint64_t>(row));
      const Scalar weight = random.uniform() < 0.5 ? weights(row) : -weights(row);
      const auto place = static_cast<Eigen::Index>(random.uniform() * static_cast<double>(n));
      const Eigen::Map<const Weights> values(m_matrix.data + row * m_matrix.stride, m_matrix.columns);
      sum.col(place) += weight * values;
    }
  });
}

template <class Scalar>
auto SlicedRows<Scalar>::gram(const Vectors& x, const Weights& weights, const RunControl& control) const
    -> Vectors {
  return sumOverSlices(x.cols(), control, [&](Slice rows, Vectors& sum) {
    Vectors image = product(block(rows), x);
    image.array().colwise() *= weights.segment(rows.begin, rows.count).array();
    addTransposedProduct(block(rows), image, sum);
  });
}

template class SlicedRows<float>;
template class SlicedRows<double>;

}  // namespace rnnvis::cocluster
