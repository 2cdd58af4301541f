#pragma once

#include "rnnvis/text/tagger.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace rnnvis::text {

/// Features of a token, each as a 64-bit hash, which picks a row of the weights. The tagger and its trainer
/// share them.
using Features = std::vector<std::uint64_t>;

/// The row of `rows` that a feature's weights are in.
inline std::size_t rowOf(std::uint64_t feature, std::size_t rows) {
  return static_cast<std::size_t>((feature >> 32) * rows >> 32);
}

/// Appends the features of a word by itself and gives its hashes; scores stay 0.
TaggerWord addWordFeatures(std::string_view word, Features& features);

/// The words around a token and the tags before it. Null where the sentence has none.
struct TaggerContext {
  const TaggerWord* before2 = nullptr;
  const TaggerWord* before = nullptr;
  const TaggerWord* word = nullptr;
  const TaggerWord* after = nullptr;
  const TaggerWord* after2 = nullptr;
  std::size_t tag1 = tagCount;  ///< Of the word before; tagCount at the start.
  std::size_t tag2 = tagCount;  ///< Of the one before that.

  /// Of token t, given the tags of the tokens before it.
  static TaggerContext at(std::span<const TaggerWord> sentence, std::span<const Tag> tags, std::size_t t);
};

/// Appends the features of a token in its context.
void addContextFeatures(const TaggerContext& context, Features& features);

}  // namespace rnnvis::text
