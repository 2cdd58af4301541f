#include "independent_blocks.h"

#include <algorithm>

namespace rnnvis::response {

IndependentBlocks::IndependentBlocks(const text::Corpus& corpus, const StatisticRows& rows,
                                     model::Context context)
    : m_corpus(corpus),
      m_context(context),
      m_repeats(corpus.ids.size()),
      m_isLast(corpus.ids.size()),
      m_blocks(rows.size()),
      m_pairs(rows.size()) {
  std::int64_t blocks = 0;
  for (std::size_t d = 0; d < corpus.documents(); ++d) {
    m_firstBlock.push_back(blocks);
    blocks += static_cast<std::int64_t>((corpus.starts[d + 1] - corpus.starts[d] + length - 1) / length);
  }
  struct Latest {
    std::int64_t block = -1;
    std::size_t position = 0;
    std::int64_t occurrences = 0;
  };
  std::vector<Latest> latest(rows.size());
  const auto close = [&](const Latest& of) {
    if (of.occurrences > 1) m_isLast[of.position] = true;
  };
  for (std::size_t position = 0; position < corpus.ids.size(); ++position) {
    const std::int32_t row = rows.at(position);
    if (row == StatisticRows::none) continue;
    Latest& of = latest[static_cast<std::size_t>(row)];
    if (const std::int64_t block = blockOf(position); block != of.block) {
      close(of);
      of = {block, position, 0};
      ++m_blocks[static_cast<std::size_t>(row)];
    } else {
      m_repeats[of.position] = m_repeats[position] = true;
      m_pairs[static_cast<std::size_t>(row)] += 2 * of.occurrences;
    }
    of.position = position;
    ++of.occurrences;
  }
  std::for_each(latest.begin(), latest.end(), close);
}

std::int64_t IndependentBlocks::blockOf(std::size_t position) const {
  if (m_context == model::Context::stream) return static_cast<std::int64_t>(position / length);
  const auto after = std::upper_bound(m_corpus.starts.begin(), m_corpus.starts.end(), position);
  const auto document = static_cast<std::size_t>(after - m_corpus.starts.begin()) - 1;
  return m_firstBlock[document] + static_cast<std::int64_t>((position - m_corpus.starts[document]) / length);
}

}  // namespace rnnvis::response
