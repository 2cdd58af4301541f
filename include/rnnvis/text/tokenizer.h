#pragma once

#include "rnnvis/base/id.h"
#include "rnnvis/text/vocabulary.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rnnvis::text {

enum class Level { word, character };
enum class Splitting { whitespace, punctuation };
enum class OutOfVocabulary { skip, error };

/// How text becomes token ids: the [text] table of a model's manifest.
struct TextSettings {
  Level level = Level::word;
  Splitting splitting = Splitting::whitespace;  ///< Words only.
  bool lowercase = false;
  std::optional<std::string> unknown;  ///< Token that stands for every token outside the vocabulary.
  OutOfVocabulary outOfVocabulary = OutOfVocabulary::error;  ///< Without an unknown token.
  std::optional<std::string> endOfLine;                      ///< Token that a newline becomes.
};

/// Splits one line into tokens, in lower case where the settings say so.
/// - word, whitespace: the maximal runs without Unicode white space (as Python's str.split() has it).
/// - word, punctuation: further split so that runs of letters, marks, numbers, underscores and of apostrophes
///   between letters stay together and every other scalar value is a token of its own.
/// - character: every Unicode scalar value, white space included.
/// `line` must be valid UTF-8.
std::vector<std::string> tokenize(std::string_view line, const TextSettings& settings);

/// Token ids of a text and what became of tokens outside the vocabulary.
struct EncodedText {
  std::vector<WordId> ids;
  std::vector<std::string> surface;  ///< The token as tokenized, one an id: what an unknown token stood for.
  std::size_t unknown = 0;           ///< How many became the unknown token.
  std::size_t skipped = 0;           ///< How many were left out.
};

/// Tokenizes and looks up one typed line, without an end-of-line token. Throws Error for invalid UTF-8, an
/// unknown token that the vocabulary lacks and, under OutOfVocabulary::error, naming the first token that the
/// vocabulary lacks and the remedies.
EncodedText encodeLine(std::string_view line, const TextSettings& settings, const Vocabulary& vocabulary);

}  // namespace rnnvis::text
