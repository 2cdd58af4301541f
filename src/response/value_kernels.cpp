#include "value_kernels.h"

#include "rnnvis/base/vector_clones.h"
#include "rnnvis/response/analysis.h"

#include <cmath>

namespace rnnvis::response {
namespace {

constexpr int bins = static_cast<int>(ValueDistribution::bins);
static_assert(bins <= 256);

/// Of values outside [−r, r) any number: those are found again once the range is wide enough.
inline __attribute__((always_inline)) std::uint8_t binOf(float value, float scale) {
  const int bin = static_cast<int>(value * scale + static_cast<float>(bins / 2));
  return static_cast<std::uint8_t>(bin < bins - 1 ? bin : bins - 1);
}

inline __attribute__((always_inline)) float larger(float a, float b) {
  return a > b ? a : b;
}

// Four values are summed in single precision, which loses less than their own rounding, and the sums in
// double.
RNNVIS_VECTOR_CLONES void addFour(std::size_t n, const float* __restrict a, const float* __restrict b,
                                  const float* __restrict c, const float* __restrict d,
                                  const float* __restrict pivot, double* __restrict sum,
                                  double* __restrict squares, float* __restrict largest) {
  for (std::size_t j = 0; j < n; ++j) {
    const float w = a[j] - pivot[j], x = b[j] - pivot[j], y = c[j] - pivot[j], z = d[j] - pivot[j];
    sum[j] += static_cast<double>((w + x) + (y + z));
    squares[j] += static_cast<double>((w * w + x * x) + (y * y + z * z));
    largest[j] =
        larger(larger(larger(std::fabs(a[j]), std::fabs(b[j])), larger(std::fabs(c[j]), std::fabs(d[j]))),
               largest[j]);
  }
}

}  // namespace

RNNVIS_VECTOR_CLONES void findBins(std::size_t n, const float* __restrict values,
                                   const float* __restrict scale, std::uint8_t* __restrict result) {
  for (std::size_t j = 0; j < n; ++j) result[j] = binOf(values[j], scale[j]);
}

void addRow(std::size_t n, const float* row, const ValueSums& sums, const float* scale,
            std::uint8_t* result) {
  for (std::size_t j = 0; j < n; ++j) {
    const double deviation = static_cast<double>(row[j] - sums.pivot[j]);
    sums.sum[j] += deviation;
    sums.squares[j] += deviation * deviation;
    sums.largest[j] = larger(std::fabs(row[j]), sums.largest[j]);
  }
  findBins(n, row, scale, result);
}

void addFourRows(std::size_t n, const float* const* rows, const ValueSums& sums, const float* scale,
                 std::uint8_t* result) {
  addFour(n, rows[0], rows[1], rows[2], rows[3], sums.pivot, sums.sum, sums.squares, sums.largest);
  for (std::size_t i = 0; i < 4; ++i) findBins(n, rows[i], scale, result + i * n);
}

}  // namespace rnnvis::response
