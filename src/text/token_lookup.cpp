#include "token_lookup.h"

#include "rnnvis/base/error.h"

#include "escapes.h"

namespace rnnvis::text {

WordId requireToken(const Vocabulary& vocabulary, std::string_view token, std::string_view key) {
  if (const auto id = vocabulary.find(token)) return *id;
  fail("the vocabulary lacks the token {} that {} names; correct {} in model.toml or the vocabulary",
       quote(token), key, key);
}

TokenLookup::TokenLookup(const TextSettings& settings, const Vocabulary& vocabulary)
    : m_vocabulary(vocabulary), m_outOfVocabulary(settings.outOfVocabulary) {
  if (settings.unknown) m_unknown = requireToken(vocabulary, *settings.unknown, "unknown");
}

std::optional<WordId> TokenLookup::find(std::string_view token, const Place& place) {
  if (const auto id = m_vocabulary.find(token)) return id;
  if (m_unknown) {
    ++m_unknownCount;
    return m_unknown;
  }
  if (m_outOfVocabulary == OutOfVocabulary::error)
    fail(
        "{}: line {}: the vocabulary lacks the token {}; in model.toml name a token for such words with "
        "unknown = \"…\", or leave them out with out-of-vocabulary = \"skip\"",
        place.name, place.line, quote(token));
  ++m_skippedCount;
  return std::nullopt;
}

}  // namespace rnnvis::text
