#include "value_kernels.h"

#include "rnnvis/base/vector_clones.h"
#include "rnnvis/response/analysis.h"

namespace rnnvis::response {
namespace {

constexpr int binCount = static_cast<int>(ValueDistribution::bins);
static_assert(binCount <= 256);

}  // namespace

RNNVIS_VECTOR_CLONES void addValues(std::size_t n, const float* __restrict values, const double* __restrict pivot,
                                    double* __restrict sum, double* __restrict squares, float* __restrict minimum,
                                    float* __restrict maximum) {
  for (std::size_t j = 0; j < n; ++j) {
    const float x = values[j];
    const double deviation = static_cast<double>(x) - pivot[j];
    sum[j] += deviation;
    squares[j] += deviation * deviation;
    minimum[j] = x < minimum[j] ? x : minimum[j];
    maximum[j] = x > maximum[j] ? x : maximum[j];
  }
}

RNNVIS_VECTOR_CLONES void findBins(std::size_t n, const float* __restrict values, const float* __restrict scale,
                                   std::uint8_t* __restrict bins) {
  for (std::size_t j = 0; j < n; ++j) {
    // Not negative, so that cutting off rounds down.
    const int bin = static_cast<int>(values[j] * scale[j] + static_cast<float>(binCount / 2));
    bins[j] = static_cast<std::uint8_t>(bin < binCount ? bin : binCount - 1);
  }
}

}  // namespace rnnvis::response
