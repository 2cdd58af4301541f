#pragma once

#include "rnnvis/text/tokenizer.h"

#include <cstddef>
#include <optional>
#include <string_view>

namespace rnnvis::text {

/// Where a token stands, for messages.
struct Place {
  std::string_view name;  ///< Of the file or whatever else holds the text.
  std::size_t line = 1;   ///< From 1.
};

/// The id of a token that the settings name. Throws Error saying that `key` of the settings names it where
/// the vocabulary lacks it.
WordId requireToken(const Vocabulary& vocabulary, std::string_view token, std::string_view key);

/// Looks tokens up and applies the settings to those outside the vocabulary.
class TokenLookup {
 public:
  /// Both must outlive the object. Throws Error where the vocabulary lacks the unknown token.
  TokenLookup(const TextSettings& settings, const Vocabulary& vocabulary);

  /// The token's id, the unknown token's, or nothing where it is to be left out. Throws Error naming the
  /// place and the remedies under OutOfVocabulary::error.
  std::optional<WordId> find(std::string_view token, const Place& place);

  std::size_t unknown() const { return m_unknownCount; }  ///< Tokens that became the unknown token so far.
  std::size_t skipped() const { return m_skippedCount; }  ///< Tokens left out so far.

 private:
  const Vocabulary& m_vocabulary;
  std::optional<WordId> m_unknown;
  OutOfVocabulary m_outOfVocabulary;
  std::size_t m_unknownCount = 0;
  std::size_t m_skippedCount = 0;
};

}  // namespace rnnvis::text
