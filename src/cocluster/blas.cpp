#include "blas.h"

#include <cblas.h>

#include <type_traits>

namespace rnnvis::cocluster {
namespace {

void useOneThread() {
  static const bool done = [] {
    openblas_set_num_threads(1);
    return true;
  }();
  static_cast<void>(done);
}

blasint size(Eigen::Index value) {
  return static_cast<blasint>(value);
}

template <class Scalar>
struct Operand {
  const Scalar* data;
  Eigen::Index stride;
  CBLAS_TRANSPOSE transposed;
};

template <class Scalar>
Operand<Scalar> operandOf(const Eigen::Ref<const ColumnsOf<Scalar>>& matrix, CBLAS_TRANSPOSE transposed) {
  return {matrix.data(), matrix.outerStride(), transposed};
}

/// result = a · b + beta · result, where `inner` is the length of the sums.
template <class Scalar>
void gemm(const Operand<Scalar>& a, const Eigen::Ref<const ColumnsOf<Scalar>>& b, Eigen::Index inner,
          Scalar beta, ColumnsOf<Scalar>& result) {
  if (result.size() == 0) return;
  if (inner == 0) {
    result *= beta;
    return;
  }
  useOneThread();
  const auto call = [&](const auto& function) {
    function(CblasColMajor, a.transposed, CblasNoTrans, size(result.rows()), size(result.cols()), size(inner),
             Scalar{1}, a.data, size(a.stride), b.data(), size(b.outerStride()), beta, result.data(),
             size(result.rows()));
  };
  if constexpr (std::is_same_v<Scalar, float>)
    call(cblas_sgemm);
  else
    call(cblas_dgemm);
}

}  // namespace

Columns product(const ColumnsRef& a, const ColumnsRef& b) {
  Columns result = Columns::Zero(a.rows(), b.cols());
  gemm<double>(operandOf<double>(a, CblasNoTrans), b, a.cols(), 0, result);
  return result;
}

Columns transposedProduct(const ColumnsRef& a, const ColumnsRef& b) {
  Columns result = Columns::Zero(a.cols(), b.cols());
  gemm<double>(operandOf<double>(a, CblasTrans), b, a.rows(), 0, result);
  return result;
}

// A row-major block is, to a column-major library, its own transpose.
template <class Scalar>
ColumnsOf<Scalar> product(const RowBlock<Scalar>& block, const ColumnsOf<Scalar>& x) {
  ColumnsOf<Scalar> result = ColumnsOf<Scalar>::Zero(block.rows, x.cols());
  gemm<Scalar>({block.data, block.stride, CblasTrans}, x, block.columns, 0, result);
  return result;
}

template <class Scalar>
void addTransposedProduct(const RowBlock<Scalar>& block, const ColumnsOf<Scalar>& y, ColumnsOf<Scalar>& sum) {
  gemm<Scalar>({block.data, block.stride, CblasNoTrans}, y, block.rows, 1, sum);
}

template ColumnsOf<float> product(const RowBlock<float>&, const ColumnsOf<float>&);
template ColumnsOf<double> product(const RowBlock<double>&, const ColumnsOf<double>&);
template void addTransposedProduct(const RowBlock<float>&, const ColumnsOf<float>&, ColumnsOf<float>&);
template void addTransposedProduct(const RowBlock<double>&, const ColumnsOf<double>&, ColumnsOf<double>&);

}  // namespace rnnvis::cocluster
