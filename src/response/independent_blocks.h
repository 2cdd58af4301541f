#pragma once

#include "rnnvis/model/reading.h"
#include "statistic_rows.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace rnnvis::response {

/// Cuts a corpus into the blocks that intervals take as independent of one another: in context `sentence` the
/// documents, longer ones in pieces, in context `stream` pieces of the stream. Within a block the responses
/// to a word may depend on one another.
class IndependentBlocks {
 public:
  static constexpr std::size_t length = model::streamPiece;  ///< Tokens of a piece.

  IndependentBlocks(const text::Corpus& corpus, const StatisticRows& rows, model::Context context);

  /// The block of a position.
  std::int64_t blockOf(std::size_t position) const;
  /// Whether the word at a position occurs elsewhere in its block too …
  bool repeats(std::size_t position) const { return m_repeats[position]; }
  /// … and if so, whether not again behind it.
  bool isLast(std::size_t position) const { return m_isLast[position]; }

  /// [rows] in how many blocks the word of a row occurs …
  const std::vector<std::int64_t>& blocks() const { return m_blocks; }
  /// … and Σ n_b (n_b − 1) over its blocks, n_b its occurrences in one.
  const std::vector<std::int64_t>& pairs() const { return m_pairs; }

 private:
  const text::Corpus& m_corpus;
  model::Context m_context;
  std::vector<std::int64_t> m_firstBlock;  // Of each document.
  std::vector<bool> m_repeats;
  std::vector<bool> m_isLast;
  std::vector<std::int64_t> m_blocks;
  std::vector<std::int64_t> m_pairs;
};

}  // namespace rnnvis::response
