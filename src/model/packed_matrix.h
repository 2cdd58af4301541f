#pragma once

#include <cstddef>
#include <vector>

namespace rnnvis::model {

/// Whether a matrix is laid out anew for many products, or multiplied where it lies.
enum class Packing { forManyProducts, none };

/// A matrix W [n, k], row-major, to multiply with. Packed, it lies in panels of rows that stay in the cache, so
/// that a product of few rows costs no more a row than one of many; a general library lays W out anew each time.
/// Not packed, or where the processor has no AVX2, OpenBLAS multiplies.
class PackedMatrix {
 public:
  PackedMatrix() = default;
  /// `weights` [n·k] must outlive the object.
  PackedMatrix(const float* weights, std::size_t n, std::size_t k, Packing packing);

  /// C[m, n] = A[m, k] · Wᵀ (+ C where `accumulate`), row-major with the given leading dimensions, on the
  /// calling thread. Packed, a row of C does not depend on m.
  void multiply(std::size_t m, const float* a, std::size_t lda, float* c, std::size_t ldc,
                bool accumulate) const;
  /// C[row] = start[row] + A[row] · Wᵀ: saves copying rows that lie elsewhere.
  void multiplyFrom(std::size_t m, const float* const* start, const float* a, std::size_t lda, float* c,
                    std::size_t ldc) const;

 private:
  void multiplyPacked(std::size_t m, const float* const* start, const float* a, std::size_t lda, float* c,
                      std::size_t ldc) const;

  const float* m_weights = nullptr;
  std::size_t m_n = 0;
  std::size_t m_k = 0;
  std::size_t m_panelWidth = 0;  // 0: not packed.
  std::vector<float> m_panels;   // [⌈n / width⌉][k][width], padded with zeros.
};

}  // namespace rnnvis::model
