#pragma once

#include "rnnvis/response/analysis.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace rnnvis::response {

/// Exact statistics of one state of one layer for one word, [n] each; wherever they are kept.
struct WordMoments {
  const double* mean = nullptr;
  const double* squares = nullptr;  ///< Σ (x − mean)²
  const double* written = nullptr;  ///< Σ of written parts; null where there are none.
  const float* minimum = nullptr;
  const float* maximum = nullptr;
  const double* products = nullptr;  ///< As in Responses; null for a word that repeats in no block.
  const double* sums = nullptr;
};

/// The same for the O words that occur and the R that repeat within an independent block, by vocabulary
/// index. Those of disjoint corpora add up to those of both.
struct Moments {
  MatrixD mean;             ///< [O, n]
  MatrixD squares;          ///< [O, n]
  MatrixD written;          ///< [O, n]; empty where there are none.
  Matrix minimum, maximum;  ///< [O, n]
  MatrixD products, sums;   ///< [R, n]
};

/// Analysis::count, blocks and pairs.
struct WordCounts {
  std::vector<std::int64_t> count, blocks, pairs;
};
WordCounts countsOf(const Analysis& analysis);

/// Numbers of rows of an analysis' arrays.
struct RowCounts {
  std::size_t words, occurring, repeating, samples;
};
RowCounts rowCountsOf(const WordCounts& counts, std::size_t samples);

/// [W] rows of the words with a positive count, −1 for others.
std::vector<std::int32_t> rowsOfPositive(const std::vector<std::int64_t>& count);

/// Calls body(word, row) for the words that have one of those rows.
template <class Body>
void forEachRow(const std::vector<std::int32_t>& rows, Body body) {
  for (std::size_t word = 0; word < rows.size(); ++word)
    if (rows[word] >= 0) body(word, Eigen::Index{rows[word]});
}

/// Room for the responses of `units` units to those words and for `samples` samples.
Responses responsesFor(std::size_t units, bool hasWritten, const WordCounts& counts, std::size_t samples);

/// Fills such room, its samples apart. `momentsOf(row)` are those of the row-th word that occurs, in the
/// order of the vocabulary.
void summarise(const WordCounts& counts, const std::function<WordMoments(std::size_t row)>& momentsOf,
               Responses& responses);
void summarise(const Moments& moments, const WordCounts& counts, Responses& responses);

/// The inverse: what an analysis holds of its moments.
Moments momentsOf(const Responses& responses, const WordCounts& counts);

/// The statistics of both corpora.
WordCounts mergedCounts(const WordCounts& a, const WordCounts& b);
Moments mergedMoments(const Moments& a, const WordCounts& countsOfA, const Moments& b,
                      const WordCounts& countsOfB);

}  // namespace rnnvis::response
