#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace rnnvis::text {

/// The universal parts of speech of Petrov, Das and McDonald (2012).
enum class Tag : std::uint8_t {
  noun,
  verb,
  adjective,
  adverb,
  pronoun,
  determiner,
  adposition,
  number,
  conjunction,
  particle,
  punctuation,
  other
};
inline constexpr std::size_t tagCount = 12;

/// Its name in the tag set: "NOUN", …, "X", and "." for punctuation.
std::string_view nameOf(Tag tag);
/// Its name in words: "noun", …, "other".
std::string_view describe(Tag tag);

/// What a tagger knows of a word apart from its neighbours, computed once for all its occurrences.
struct TaggerWord {
  std::uint64_t word = 0, suffix = 0,
                shape = 0;                      ///< Hashes: spelling in lower case, its end, case and signs.
  std::array<std::int16_t, tagCount> scores{};  ///< Of the tags, by the word alone.
};

/// A part-of-speech tagger: a linear model over words, affixes, neighbours and the two tags before, trained
/// as an averaged perceptron (Collins 2002) and decoded greedily from left to right. docs/part-of-speech.md
/// describes features, weights and accuracy.
class Tagger {
 public:
  /// The tagger that the program carries.
  static Tagger bundled();
  /// Of weights in the format of docs/part-of-speech.md, which are not copied. Throws Error where the bytes
  /// are not of this format.
  explicit Tagger(std::span<const std::byte> weights);

  /// `word` is UTF-8, of any length.
  TaggerWord know(std::string_view word) const;
  /// A tag for each word of a sentence. Linear; the same on every machine.
  std::vector<Tag> tag(std::span<const TaggerWord> sentence) const;
  std::vector<Tag> tag(std::span<const std::string_view> sentence) const;

 private:
  std::span<const std::int8_t> m_weights;  // [rows, tagCount]
};

}  // namespace rnnvis::text
