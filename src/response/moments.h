#pragma once

#include "rnnvis/response/analysis.h"

#include <cstdint>
#include <vector>

namespace rnnvis::response {

/// Exact statistics of one state of one layer, for the O words that occur and the R that repeat within an
/// independent block, by vocabulary index. Those of disjoint corpora add up to those of both.
struct Moments {
  MatrixD mean;             ///< [O, n]
  MatrixD squares;          ///< [O, n] Σ (x − mean)²
  MatrixD written;          ///< [O, n] Σ of written parts; empty where there are none.
  Matrix minimum, maximum;  ///< [O, n]
  MatrixD products, sums;   ///< [R, n] as in Responses.
};

/// Analysis::count, blocks and pairs.
struct WordCounts {
  std::vector<std::int64_t> count, blocks, pairs;
};
WordCounts countsOf(const Analysis& analysis);

/// [W] rows of the words with a positive count, −1 for others.
std::vector<std::int32_t> rowsOfPositive(const std::vector<std::int64_t>& count);

Responses summarise(const Moments& moments, const WordCounts& counts, HalfRows samples);

/// The inverse: what an analysis holds of its moments.
Moments momentsOf(const Responses& responses, const WordCounts& counts);

/// The statistics of both corpora.
WordCounts mergedCounts(const WordCounts& a, const WordCounts& b);
Moments mergedMoments(const Moments& a, const WordCounts& countsOfA, const Moments& b, const WordCounts& countsOfB);

}  // namespace rnnvis::response
