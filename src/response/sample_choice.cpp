#include "sample_choice.h"

#include "rnnvis/base/split_mix.h"

#include <algorithm>
#include <utility>

namespace rnnvis::response {
void SmallestHashes::offer(std::uint64_t hash, std::int64_t position, std::size_t limit) {
  if (limit > 0 && m_heap.size() == limit) {
    if (hash >= m_heap.front().first) return;
    std::pop_heap(m_heap.begin(), m_heap.end());
    m_heap.pop_back();
  }
  m_heap.emplace_back(hash, position);
  // Without a limit nothing leaves.
  if (limit > 0) std::push_heap(m_heap.begin(), m_heap.end());
}

std::vector<std::int64_t> SmallestHashes::positions() const {
  std::vector<std::int64_t> result;
  for (const auto& [hash, position] : m_heap) result.push_back(position);
  std::sort(result.begin(), result.end());
  return result;
}

PositionHash::PositionHash(const text::Corpus& corpus, std::uint64_t seed) : m_key(SplitMix64::hash(seed)) {
  for (char digit : corpus.sha256) m_key = SplitMix64::hash(m_key ^ static_cast<unsigned char>(digit));
}

std::uint64_t PositionHash::operator()(std::size_t position) const {
  return SplitMix64::hash(m_key ^ SplitMix64::hash(position));
}

std::int64_t SampleChoice::at(std::int32_t row, std::int64_t position) const {
  const auto first = positions.begin() + offsets[static_cast<std::size_t>(row)],
             last = positions.begin() + offsets[static_cast<std::size_t>(row) + 1];
  const auto found = std::lower_bound(first, last, position);
  return found != last && *found == position ? found - positions.begin() : none;
}

SampleChoice chooseSamples(const text::Corpus& corpus, const StatisticRows& rows, std::size_t limit,
                           std::uint64_t seed) {
  std::vector<SmallestHashes> chosen(rows.size());
  const PositionHash hash(corpus, seed);
  for (std::size_t position = 0; position < corpus.ids.size(); ++position)
    if (const std::int32_t row = rows.at(position); row != StatisticRows::none)
      chosen[static_cast<std::size_t>(row)].offer(hash(position), static_cast<std::int64_t>(position), limit);
  SampleChoice choice;
  choice.offsets.push_back(0);
  for (SmallestHashes& ofRow : chosen) {
    const auto positions = std::exchange(ofRow, {}).positions();
    choice.positions.insert(choice.positions.end(), positions.begin(), positions.end());
    choice.offsets.push_back(static_cast<std::int64_t>(choice.positions.size()));
  }
  return choice;
}

std::size_t limitWithin(const StatisticRows& rows, std::size_t wanted, std::size_t bytesEach,
                        std::size_t budget) {
  const auto fits = [&](std::size_t limit) {
    std::size_t samples = 0;
    for (std::size_t row = 0; row < rows.size(); ++row)
      samples += std::min(limit, static_cast<std::size_t>(rows.count(row)));
    return samples * bytesEach <= budget;
  };
  std::size_t least = 1, most = std::max<std::size_t>(1, wanted);
  while (least < most) {
    const std::size_t middle = (least + most + 1) / 2;
    if (fits(middle))
      least = middle;
    else
      most = middle - 1;
  }
  return least;
}

std::vector<std::vector<std::int64_t>> choosePositions(const text::Corpus& corpus, const StatisticRows& rows,
                                                       std::size_t limit, std::uint64_t seed) {
  std::vector<SmallestHashes> chosen(rows.parts());
  const PositionHash hash(corpus, ~seed);
  for (std::size_t position = 0; position < corpus.ids.size(); ++position)
    if (const int part = rows.partOf(position); part >= 0)
      chosen[static_cast<std::size_t>(part)].offer(hash(position), static_cast<std::int64_t>(position),
                                                   limit);
  std::vector<std::vector<std::int64_t>> positions;
  for (const SmallestHashes& ofPart : chosen) positions.push_back(ofPart.positions());
  return positions;
}

}  // namespace rnnvis::response
