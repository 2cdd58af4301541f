#include "sliced_rows.h"

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
auto SlicedRows<Scalar>::transposedTimes(const Vectors& y, const RunControl& control) const -> Vectors {
  return sumOverSlices(y.cols(), control, [&](Slice rows, Vectors& sum) {
    const Vectors part = y.middleRows(rows.begin, rows.count);
    addTransposedProduct(block(rows), part, sum);
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
