#include "sample_choice.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <span>
#include <string_view>

namespace rnnvis::response {
namespace {

/// The finaliser of SplitMix64 (Steele, Lea and Flood 2014): a bijection that mixes every bit.
std::uint64_t mix(std::uint64_t x) {
  x += 0x9e3779b97f4a7c15u;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
  return x ^ (x >> 31);
}

std::uint64_t keyOf(const text::Corpus& corpus, std::uint64_t seed) {
  std::uint64_t key = mix(seed);
  for (char digit : corpus.sha256) key = mix(key ^ static_cast<unsigned char>(digit));
  return key;
}

/// Keeps the `limit` positions with the smallest hashes, in ascending order.
void keepSmallest(std::vector<std::size_t>& positions, std::size_t limit, std::uint64_t key) {
  if (limit == 0 || positions.size() <= limit) return;
  const auto hash = [key](std::size_t position) { return mix(key ^ mix(position)); };
  std::nth_element(positions.begin(), positions.begin() + static_cast<std::ptrdiff_t>(limit), positions.end(),
                   [&](std::size_t a, std::size_t b) { return hash(a) < hash(b); });
  positions.resize(limit);
  std::sort(positions.begin(), positions.end());
}

}  // namespace

SampleChoice chooseSamples(const text::Corpus& corpus, std::size_t words, std::size_t limit,
                           std::uint64_t seed) {
  std::vector<std::vector<std::size_t>> positions(words);
  for (std::size_t p = 0; p < corpus.ids.size(); ++p) positions[corpus.ids[p].index()].push_back(p);
  SampleChoice choice;
  choice.rowOf.assign(corpus.ids.size(), SampleChoice::none);
  choice.offsets.push_back(0);
  const std::uint64_t key = keyOf(corpus, seed);
  for (auto& ofWord : positions) {
    keepSmallest(ofWord, limit, key);
    std::int64_t row = choice.offsets.back();
    for (std::size_t position : ofWord) choice.rowOf[position] = static_cast<std::int32_t>(row++);
    choice.offsets.push_back(row);
  }
  return choice;
}

std::vector<std::int32_t> choosePositions(const text::Corpus& corpus, std::size_t limit, std::uint64_t seed) {
  std::vector<std::size_t> positions(corpus.ids.size());
  std::iota(positions.begin(), positions.end(), std::size_t{0});
  keepSmallest(positions, limit, keyOf(corpus, ~seed));
  std::vector<std::int32_t> rowOf(corpus.ids.size(), SampleChoice::none);
  for (std::size_t row = 0; row < positions.size(); ++row)
    rowOf[positions[row]] = static_cast<std::int32_t>(row);
  return rowOf;
}

}  // namespace rnnvis::response
