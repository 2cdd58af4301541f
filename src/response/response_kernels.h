#pragma once

#include <cstddef>
#include <cstdint>

namespace rnnvis::response {

/// Starts to fetch a row of floats that is read next, from a place that the processor cannot foresee.
inline void fetch(const float* row, std::size_t n) {
  constexpr std::size_t line = 64 / sizeof(float);
  for (std::size_t j = 0; j < n; j += line) __builtin_prefetch(row + j);
}

/// Sums over some responses to one word, of n units: Σ (x − pivot) and Σ (x − pivot)², minimum and maximum.
struct DeviationSums {
  const double* pivot;
  double* sum;
  double* squares;
  float* minimum;
  float* maximum;
};

/// x = now − before; adds it.
void addResponse(std::size_t n, const float* now, const float* before, const DeviationSums& sums);

/// The same of a single response, at once: x into mean, Σ (x − mean)², minimum and maximum of then `total`.
void takeResponse(std::size_t n, double total, const float* now, const float* before, double* mean,
                  double* squaresAboutMean, float* minimum, float* maximum);

/// Takes the sums of `count` responses about the mean so far into mean and Σ (x − mean)² of then `total`.
void mergeDeviations(std::size_t n, double total, const double* sum, const double* squares, double* mean,
                     double* squaresAboutMean);

/// total += a · b
void addProduct(std::size_t n, const float* a, const float* b, double* total);
/// total += (1 − a) · b
void addComplementProduct(std::size_t n, const float* a, const float* b, double* total);

/// Another response to a word in one independent block, whose earlier ones sum to `open`: products += 2 ·
/// open · x, open += x.
void addToOpenSum(std::size_t n, const float* now, const float* before, double* open, double* products);

}  // namespace rnnvis::response
