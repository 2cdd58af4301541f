#include "random.h"
#include "rnnvis/base/error.h"
#include "rnnvis/cocluster/concentration.h"

#include <bit>
#include <map>

namespace rnnvis::cocluster {

MatchedLists::MatchedLists(const std::vector<std::int64_t>& count, const std::vector<std::size_t>& list) {
  if (list.size() < 2)
    fail("a list of {} of the words cannot be concentrated; give two or more that are among them",
         list.size());
  std::vector<bool> isListed(count.size());
  for (std::size_t word : list) {
    if (word >= count.size()) fail("the list names row {}, but there are {} words", word, count.size());
    if (isListed[word]) fail("the list names row {} twice; name every word once", word);
    isListed[word] = true;
  }
  std::map<int, Bin> bins;
  for (std::size_t word = 0; word < count.size(); ++word) {
    Bin& bin = bins[std::bit_width(static_cast<std::uint64_t>(count[word]))];
    bin.words.push_back(word);
    bin.drawn += isListed[word];
  }
  for (auto& [octave, bin] : bins)
    if (bin.drawn > 0) m_bins.push_back(std::move(bin));
}

std::vector<std::size_t> MatchedLists::draw(std::uint64_t seed, std::uint64_t number) const {
  Random random(seed, number);
  std::vector<std::size_t> drawn;
  for (const Bin& bin : m_bins) {
    std::vector<std::size_t> words = bin.words;
    random.choose(words, bin.drawn);
    drawn.insert(drawn.end(), words.begin(), words.begin() + static_cast<std::ptrdiff_t>(bin.drawn));
  }
  return drawn;
}

}  // namespace rnnvis::cocluster
