#pragma once

#include "rnnvis/text/tagger.h"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rnnvis::text {

/// A sentence of a treebank.
struct TaggedSentence {
  /// Several words that the text writes as one: "do" "n't".
  struct Joined {
    std::size_t first = 0, count = 0;
    std::string spelling;
  };

  std::vector<std::string> words;
  std::vector<Tag> tags;
  std::vector<Joined> joined;
};

/// The tag that a universal part of speech of Universal Dependencies belongs to: PROPN to noun, AUX to verb,
/// CCONJ and SCONJ to conjunction, PART to particle, PUNCT and SYM to punctuation, INTJ and X to other.
std::optional<Tag> tagOfUniversal(std::string_view universal);

/// Reads a treebank in the CoNLL-U format. Throws Error naming file and line for a line that is not.
std::vector<TaggedSentence> readConllu(const std::filesystem::path& path);

/// The shares of right tags.
struct TaggerAccuracy {
  std::array<std::size_t, tagCount> words{}, found{}, right{};  ///< With the tag, so tagged, rightly.
  double share() const;                                         ///< Of all words.
};

/// Tags a treebank, in lower case if so wished, and counts.
TaggerAccuracy accuracyOf(const Tagger& tagger, const std::vector<TaggedSentence>& sentences,
                          bool lowerCased);

}  // namespace rnnvis::text
