#include "statistic_rows.h"

namespace rnnvis::response {

StatisticRows::StatisticRows(const text::Corpus& corpus, const CorpusSplit* split, std::size_t words)
    : m_corpus(corpus),
      m_split(split),
      m_parts(split ? split->names.size() : 1),
      m_words(words),
      m_rowOf(m_parts * words, none) {
  std::vector<std::int64_t> count(m_rowOf.size());
  for (std::size_t position = 0; position < corpus.ids.size(); ++position)
    if (const int part = partOf(position); part >= 0)
      ++count[static_cast<std::size_t>(part) * words + corpus.ids[position].index()];
  for (std::size_t i = 0; i < count.size(); ++i) {
    if (i % words == 0) m_firstRow.push_back(m_count.size());
    if (count[i] == 0) continue;
    m_rowOf[i] = static_cast<std::int32_t>(m_count.size());
    m_count.push_back(count[i]);
  }
  m_firstRow.push_back(m_count.size());
}

std::vector<std::int64_t> StatisticRows::byWord(std::size_t part,
                                                const std::vector<std::int64_t>& ofRow) const {
  std::vector<std::int64_t> result(m_words);
  for (std::size_t word = 0; word < m_words; ++word)
    if (const std::int32_t at = row(part, word); at != none)
      result[word] = ofRow[static_cast<std::size_t>(at)];
  return result;
}

}  // namespace rnnvis::response
