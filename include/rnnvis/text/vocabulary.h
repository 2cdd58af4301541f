#pragma once

#include "rnnvis/base/id.h"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace rnnvis::text {

/// Tokens of a model in index order, and back. Immutable.
class Vocabulary {
 public:
  Vocabulary() = default;
  /// Tokens in index order. An empty string stands for an index without a token; throws Error for a
  /// duplicate.
  explicit Vocabulary(std::vector<std::string> tokens);

  /// Number of indices, those without a token included.
  std::size_t size() const { return m_tokens.size(); }
  /// The token of an index; "<#17>" where index 17 has none or lies beyond size().
  std::string token(WordId id) const;
  bool hasToken(WordId id) const;
  std::optional<WordId> find(std::string_view token) const;

 private:
  /// Lets the map be searched for a view without a string being made of it.
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };

  std::vector<std::string> m_tokens;
  std::unordered_map<std::string, WordId, Hash, std::equal_to<>> m_ids;
};

/// In which order a vocabulary was made from a text.
enum class TokenOrder {
  frequency,   ///< Most frequent first, ties by first appearance.
  appearance,  ///< As the text first has them, as PyTorch's word_language_model does.
  sorted       ///< By code point, as sorted(set(text)) does.
};

/// Reads a vocabulary file, UTF-8: a token a line in index order, or JSON: an object, token → index or index
/// → token, or a list of tokens; also where that is a value of an object under a name such as "itos", "stoi",
/// "vocab", "word_index", "token_to_id", or of an object in it, be it as a string of JSON, as Keras'
/// tokenizers are written. Of those, words from "num_words" on are left out. In lines, \n \t \r \\ \xHH are
/// escapes (\xHH is the Unicode scalar value U+00HH); any other backslash stands for itself. A final newline
/// ends the last line; "\r\n" ends a line too. Throws Error naming file and line (or key) for invalid UTF-8,
/// a duplicate token, a negative, fractional or duplicate index, an index beyond `maximumSize`, and for a
/// file without any token.
///
/// JSON is what parses as JSON as a whole, so that a list of lines may begin with "{" or "["; a file that
/// begins and ends as JSON does and yet is none is an error. A byte order mark is skipped. A JSON map may
/// leave indices out, but not more than 2^20 beyond the number of its entries. An empty line, or the empty
/// string as a token, is an index without a token.
Vocabulary readVocabulary(const std::filesystem::path& path, std::size_t maximumSize = 1u << 24);

/// The vocabulary as the contents of such a file, a token a line, with escapes where a token needs them;
/// readVocabulary() gives the same vocabulary back.
std::string formatVocabulary(const Vocabulary& vocabulary);

}  // namespace rnnvis::text
