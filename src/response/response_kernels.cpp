#include "response_kernels.h"

#include "rnnvis/base/vector_clones.h"

namespace rnnvis::response {
namespace {

RNNVIS_VECTOR_CLONES void addResponse(std::size_t n, const float* __restrict now, const float* __restrict before,
                                      const double* __restrict pivot, double* __restrict sum,
                                      double* __restrict squares, float* __restrict minimum,
                                      float* __restrict maximum) {
  for (std::size_t j = 0; j < n; ++j) {
    const float x = now[j] - before[j];
    const double deviation = static_cast<double>(x) - pivot[j];
    sum[j] += deviation;
    squares[j] += deviation * deviation;
    minimum[j] = x < minimum[j] ? x : minimum[j];
    maximum[j] = x > maximum[j] ? x : maximum[j];
  }
}

}  // namespace

void addResponse(std::size_t n, const float* now, const float* before, const DeviationSums& sums) {
  addResponse(n, now, before, sums.pivot, sums.sum, sums.squares, sums.minimum, sums.maximum);
}

RNNVIS_VECTOR_CLONES void takeResponse(std::size_t n, double total, const float* __restrict now,
                                       const float* __restrict before, double* __restrict mean,
                                       double* __restrict squaresAboutMean, float* __restrict minimum,
                                       float* __restrict maximum) {
  const double share = 1 / total, rest = 1 - share;
  for (std::size_t j = 0; j < n; ++j) {
    const float x = now[j] - before[j];
    const double deviation = static_cast<double>(x) - mean[j];
    mean[j] += deviation * share;
    squaresAboutMean[j] += deviation * deviation * rest;
    minimum[j] = x < minimum[j] ? x : minimum[j];
    maximum[j] = x > maximum[j] ? x : maximum[j];
  }
}

// With S = Σ (x − m) about the old mean m: m' = m + S/N, and Σ (x − m')² = Σ (x − m)² − S²/N over all N.
RNNVIS_VECTOR_CLONES void mergeDeviations(std::size_t n, double total, const double* __restrict sum,
                                          const double* __restrict squares, double* __restrict mean,
                                          double* __restrict squaresAboutMean) {
  const double share = 1 / total;
  for (std::size_t j = 0; j < n; ++j) {
    const double shift = sum[j] * share;
    squaresAboutMean[j] += squares[j] - sum[j] * shift;
    mean[j] += shift;
  }
}

RNNVIS_VECTOR_CLONES void addProduct(std::size_t n, const float* __restrict a, const float* __restrict b,
                                     double* __restrict total) {
  for (std::size_t j = 0; j < n; ++j) total[j] += static_cast<double>(a[j] * b[j]);
}

RNNVIS_VECTOR_CLONES void addComplementProduct(std::size_t n, const float* __restrict a,
                                               const float* __restrict b, double* __restrict total) {
  for (std::size_t j = 0; j < n; ++j) total[j] += static_cast<double>((1.0f - a[j]) * b[j]);
}

RNNVIS_VECTOR_CLONES void addToOpenSum(std::size_t n, const float* __restrict now, const float* __restrict before,
                                       double* __restrict open, double* __restrict products) {
  for (std::size_t j = 0; j < n; ++j) {
    const double x = static_cast<double>(now[j] - before[j]);
    products[j] += 2 * open[j] * x;
    open[j] += x;
  }
}

}  // namespace rnnvis::response
