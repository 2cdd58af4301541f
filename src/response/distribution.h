#pragma once

#include "rnnvis/response/analysis.h"

#include <array>
#include <cstdint>
#include <vector>

namespace rnnvis::response {

using Histogram = std::array<std::int64_t, ValueDistribution::bins>;

/// Counts over [−r, r) as counts over [−2r, 2r), whose bins hold two each: counts stay exact and do not
/// depend on the order of values.
Histogram inWiderBins(const std::int64_t* counts);

/// A distribution from its parts: mean and deviation [1, n], quantiles [5, n], range [n], histogram [n·bins].
ValueDistribution distributionOf(const MatrixD& mean, const MatrixD& deviation, Matrix quantiles,
                                 const std::vector<float>& range, std::vector<std::int64_t> histogram);

/// Zeros of the same sizes.
ValueDistribution zeroDistribution(std::size_t units);

/// The distribution over both corpora, of `countA` and `countB` tokens.
ValueDistribution mergedDistribution(const ValueDistribution& a, std::int64_t countA,
                                     const ValueDistribution& b, std::int64_t countB);

}  // namespace rnnvis::response
