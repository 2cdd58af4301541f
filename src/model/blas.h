#pragma once

#include <cstddef>

namespace rnnvis::model {

/// C[m, n] = A[m, k] · B[n, k]ᵀ (+ C where `accumulate`), row-major with the given leading dimensions, on one
/// thread: callers share out whole products instead.
void multiplyTransposed(std::size_t m, std::size_t n, std::size_t k, const float* a, std::size_t lda,
                        const float* b, std::size_t ldb, float* c, std::size_t ldc, bool accumulate);

}  // namespace rnnvis::model
