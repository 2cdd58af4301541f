#pragma once

#include "rnnvis/text/corpus.h"

#include <cstddef>
#include <filesystem>
#include <span>
#include <string_view>
#include <vector>

namespace rnnvis::text {

/// Where a token lies in a text, counted in Unicode scalar values from the text's beginning. Models that
/// split a text differently have read as much of it where their tokens end at the same place.
struct TextSpan {
  std::size_t begin = 0;
  std::size_t end = 0;  ///< Behind its last scalar value.
  friend bool operator==(const TextSpan&, const TextSpan&) = default;
};

/// A corpus with the place of each of its tokens.
struct PlacedCorpus {
  Corpus corpus;
  std::vector<TextSpan>
      spans;  ///< [tokens] ascending; an end-of-line token is the newline, be it there or not.
};

/// readCorpus() and corpusOf() with places. Throw Error as those do.
PlacedCorpus readPlacedCorpus(const std::filesystem::path& path, const TextSettings& settings,
                              const Vocabulary& vocabulary, std::span<const std::string> classNames = {});
PlacedCorpus placedCorpusOf(std::string_view text, std::string_view name, const TextSettings& settings,
                            const Vocabulary& vocabulary, std::span<const std::string> classNames = {});

/// The places of the tokens that encodeLine() finds. Throws Error as that does.
std::vector<TextSpan> lineSpans(std::string_view line, const TextSettings& settings,
                                const Vocabulary& vocabulary);

}  // namespace rnnvis::text
