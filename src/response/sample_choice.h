#pragma once

#include "rnnvis/text/corpus.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace rnnvis::response {

/// Which occurrences of each word keep their whole response, chosen before the corpus is read.
struct SampleChoice {
  static constexpr std::int32_t none = -1;
  std::vector<std::int64_t> offsets;  ///< [W+1] rows of each word.
  std::vector<std::int32_t> rowOf;    ///< [tokens] sample row of each position, or none.
};

/// For each word the `limit` occurrences (0: all) with the smallest hashes of (seed, corpus, position):
/// uniform without replacement, whatever the order of reading. Rows of a word are in the order of the text.
SampleChoice chooseSamples(const text::Corpus& corpus, std::size_t words, std::size_t limit,
                           std::uint64_t seed);

/// The row in a uniform sample of at most `limit` positions of the whole corpus, or none, by position.
std::vector<std::int32_t> choosePositions(const text::Corpus& corpus, std::size_t limit, std::uint64_t seed);

}  // namespace rnnvis::response
