#pragma once

#include "independent_blocks.h"
#include "sample_choice.h"
#include "statistic_rows.h"

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

namespace rnnvis::response {

/// One counted token of a round of blocks.
struct PlannedToken {
  std::int32_t statistic;  ///< Its row of the statistics.
  std::uint32_t block;     ///< Of the round …
  std::uint32_t row;       ///< … and of that block.
  std::int64_t sample;     ///< Where its response is kept, or SampleChoice::none.
  std::int32_t openSum;  ///< Of a word that occurs again in the same independent block: which sum, else −1.
  bool opens = false;    ///< Whether it is the sum's first response.
  std::int32_t closes = 0;  ///< How many responses that sum holds with this one, the last; 0 for others.
};

/// One counted token of a part of the corpus, for the distribution of values.
struct ValueToken {
  std::uint32_t block, row;
  std::int32_t sample;  ///< Row of the sample that it is kept in, or −1.
};

/// What to do with the tokens of a round of blocks, worked out once for all layers and states: tokens of one
/// row come together, so that its statistics are fetched once.
class RoundPlan {
 public:
  /// The tokens [from, to) of one row of the statistics.
  struct Run {
    std::uint32_t from, to;
    std::int64_t before;  ///< Tokens of that row in earlier rounds.
  };

  /// `valueSamples` are the positions of each part whose values are kept, ascending. All must outlive the
  /// object.
  RoundPlan(const StatisticRows& rows, const SampleChoice& samples, const IndependentBlocks& independent,
            const std::vector<std::vector<std::int64_t>>& valueSamples);

  void clear();
  void make(std::span<const model::Block> blocks);

  std::span<const PlannedToken> tokens() const { return m_tokens; }
  std::span<const Run> runs() const { return m_runs; }
  /// In the order of the blocks.
  std::span<const ValueToken> valueTokens(std::size_t part) const { return m_valueTokens[part]; }
  /// Sums that were ever open at the same time.
  std::size_t openSums() const { return m_openSums; }

 private:
  void addValueToken(std::size_t position, std::uint32_t block, std::uint32_t row);
  void placeInOpenSum(PlannedToken& token, std::size_t position);

  struct OpenSum {
    std::int32_t place;
    std::int32_t occurrences;
  };

  const StatisticRows& m_rows;
  const SampleChoice& m_samples;
  const IndependentBlocks& m_independent;
  const std::vector<std::vector<std::int64_t>>& m_valueSamples;
  std::vector<std::vector<ValueToken>> m_valueTokens;  // Of each part.
  std::vector<PlannedToken> m_tokens;
  std::vector<Run> m_runs;
  std::vector<std::int64_t> m_met;  // [rows]
  std::unordered_map<std::uint64_t, OpenSum> m_open;
  std::vector<std::int32_t> m_free;
  std::vector<std::int32_t> m_closed;
  std::size_t m_openSums = 0;
};

}  // namespace rnnvis::response
