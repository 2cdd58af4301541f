#pragma once

#include "rnnvis/response/corpus_split.h"
#include "rnnvis/text/corpus.h"

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace rnnvis::response {

/// What statistics are taken of: the words that occur, in each part of the corpus. A row for each pair, by
/// part and then by vocabulary index.
class StatisticRows {
 public:
  static constexpr std::int32_t none = -1;

  /// `split` may be null: one part. Both must outlive the object.
  StatisticRows(const text::Corpus& corpus, const CorpusSplit* split, std::size_t words);

  std::size_t parts() const { return m_parts; }
  std::size_t words() const { return m_words; }
  std::size_t size() const { return m_count.size(); }

  int partOf(std::size_t position) const { return m_split ? m_split->partOf[position] : 0; }
  /// Row of the word at a position of the corpus; none where the split leaves it out.
  std::int32_t at(std::size_t position) const {
    const int part = partOf(position);
    return part < 0 ? none : row(static_cast<std::size_t>(part), m_corpus.ids[position].index());
  }
  /// none for a word that does not occur in the part.
  std::int32_t row(std::size_t part, std::size_t word) const { return m_rowOf[part * m_words + word]; }
  std::int64_t count(std::size_t row) const { return m_count[row]; }
  /// The rows of one part, first and behind the last, by vocabulary index.
  std::pair<std::size_t, std::size_t> rowsOf(std::size_t part) const {
    return {m_firstRow[part], m_firstRow[part + 1]};
  }
  /// [W] values of a part's rows by vocabulary index, 0 for words without.
  std::vector<std::int64_t> byWord(std::size_t part, const std::vector<std::int64_t>& ofRow) const;
  const std::vector<std::int64_t>& counts() const { return m_count; }

 private:
  const text::Corpus& m_corpus;
  const CorpusSplit* m_split;
  std::size_t m_parts;
  std::size_t m_words;
  std::vector<std::int32_t> m_rowOf;    // [parts · words]
  std::vector<std::int64_t> m_count;    // [rows]
  std::vector<std::size_t> m_firstRow;  // [parts + 1]
};

}  // namespace rnnvis::response
