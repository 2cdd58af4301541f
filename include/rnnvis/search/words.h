#pragma once

#include "rnnvis/base/id.h"
#include "rnnvis/text/tagger.h"

#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace rnnvis::search {

/// Words that are looked for: all that is given must hold.
struct WordQuery {
  static constexpr std::size_t longestPattern = 1000;  ///< Bytes.

  std::string prefix;         ///< How the word begins; capitals count where the prefix has one.
  std::string pattern;        ///< A regular expression that some part of the word matches.
  std::set<text::Tag> tags;   ///< Its part of speech is one of these; empty: any.
  std::vector<WordId> among;  ///< Words that are looked through; empty: the whole vocabulary.

  bool isEmpty() const { return prefix.empty() && pattern.empty() && tags.empty(); }
};

struct FoundWord {
  WordId word;
  std::int64_t count = 0;  ///< Occurrences in the text.
  friend bool operator==(const FoundWord&, const FoundWord&) = default;
};

/// The words that a query finds, most frequent first, ties by index. `tokens` and `counts` [W] by index;
/// `tags` by index, of use only to a query with tags. Expressions are RE2's, which take a time linear in the
/// length of the words, whatever they are: no back references, no looking ahead; (?i) ignores case, ^ and $
/// stand for the ends of the word. Throws Error, saying where, for an expression that is none, is longer than
/// longestPattern or would take more than 8 MB.
std::vector<FoundWord> findWords(const WordQuery& query, std::span<const std::string> tokens,
                                 std::span<const std::int64_t> counts, std::span<const text::Tag> tags = {});

}  // namespace rnnvis::search
