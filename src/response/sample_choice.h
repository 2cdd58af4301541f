#pragma once

#include "statistic_rows.h"

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace rnnvis::response {

/// The hash by which occurrences are chosen: uniform, a function of seed, corpus and position alone.
class PositionHash {
 public:
  PositionHash(const text::Corpus& corpus, std::uint64_t seed);
  std::uint64_t operator()(std::size_t position) const;

 private:
  std::uint64_t m_key;
};

/// The positions with the smallest hashes, in a heap whose greatest leaves first.
class SmallestHashes {
 public:
  /// Keeps at most `limit` positions, the same each time; 0: all.
  void offer(std::uint64_t hash, std::int64_t position, std::size_t limit);
  /// In ascending order.
  std::vector<std::int64_t> positions() const;

 private:
  std::vector<std::pair<std::uint64_t, std::int64_t>> m_heap;
};

/// Which occurrences of each word keep their whole response, chosen before the corpus is read.
struct SampleChoice {
  static constexpr std::int64_t none = -1;
  std::vector<std::int64_t> offsets;    ///< [rows + 1] of the statistic's rows into …
  std::vector<std::int64_t> positions;  ///< … the places in the corpus, ascending within a row.

  /// Where the occurrence at `position` is kept, or none.
  std::int64_t at(std::int32_t row, std::int64_t position) const;
};

/// For each row the `limit` occurrences (0: all) with the smallest hashes of (seed, corpus, position):
/// uniform without replacement, whatever the order of reading.
SampleChoice chooseSamples(const text::Corpus& corpus, const StatisticRows& rows, std::size_t limit,
                           std::uint64_t seed);

/// The largest limit up to `wanted` for which samples of `bytesEach` fit into `budget` bytes; at least 1.
std::size_t limitWithin(const StatisticRows& rows, std::size_t wanted, std::size_t bytesEach,
                        std::size_t budget);

/// For each part of the corpus a uniform sample of at most `limit` positions, ascending.
std::vector<std::vector<std::int64_t>> choosePositions(const text::Corpus& corpus, const StatisticRows& rows,
                                                       std::size_t limit, std::uint64_t seed);

}  // namespace rnnvis::response
