#include "json_vocabulary.h"

#include "rnnvis/base/error.h"

#include "escapes.h"
#include "json_tables.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <unordered_map>
#include <utility>

namespace rnnvis::text {
namespace {

using nlohmann::json;

constexpr std::string_view jsonWhiteSpace = " \t\r\n";
/// How many indices without a token a map may have: memory must not follow from a number in a file.
constexpr std::size_t maximumGaps = std::size_t{1} << 20;

/// What libraries call the table that counts, the one without defaults first: Keras' tokenizer, torchtext,
/// Hugging Face, and what people write themselves.
constexpr std::array tableNames{
    "word_index",   "index_word",  "itos",       "idx2word", "id2word",      "ix_to_word",   "idx_to_word",
    "int2word",     "idx_to_char", "ix_to_char", "idx2char", "int2char",     "indices_char", "id_to_token",
    "idx_to_token", "stoi",        "word2idx",   "word2id",  "word_to_ix",   "word_to_idx",  "word2int",
    "char_to_idx",  "char_to_ix",  "char2idx",   "char2int", "char_indices", "token_to_id",  "token_to_idx",
    "vocab",        "vocabulary",  "tokens",     "words",    "chars"};

/// Whether `text`, known to begin with { or [, goes on as an object with quoted keys or a list of strings
/// does.
bool looksLikeJson(std::string_view text) {
  const std::size_t bracket = text.find_first_of("{[");
  const std::size_t inside =
      bracket == std::string_view::npos ? bracket : text.find_first_not_of(jsonWhiteSpace, bracket + 1);
  return inside != std::string_view::npos && (text[inside] == '"' || text[inside] == '\'');
}

void requireDistinctTokens(const std::vector<JsonEntry>& entries, std::string_view name) {
  std::unordered_map<std::string_view, std::uint64_t> indices;
  for (const JsonEntry& entry : entries) {
    if (entry.token.empty()) continue;
    const auto [first, isNew] = indices.emplace(entry.token, entry.index);
    if (!isNew)
      fail("{}: the token {} has the indices {} and {}; remove one of them", name, quote(entry.token),
           first->second, entry.index);
  }
}

std::vector<std::string> tokensInOrder(std::vector<JsonEntry> entries, std::string_view name,
                                       std::size_t maximumSize) {
  std::stable_sort(entries.begin(), entries.end(),
                   [](const JsonEntry& a, const JsonEntry& b) { return a.index < b.index; });
  for (std::size_t i = 1; i < entries.size(); ++i)
    if (entries[i].index == entries[i - 1].index)
      fail("{}: the tokens {} and {} have the same index {}; correct one of them", name,
           quote(entries[i - 1].token), quote(entries[i].token), entries[i].index);
  const JsonEntry& last = entries.back();
  const std::size_t limit = std::min(maximumSize, entries.size() + maximumGaps);
  if (last.index >= limit)
    fail("{}: the token {} has the index {}, but {} tokens must have indices below {}; correct it", name,
         quote(last.token), last.index, entries.size(), limit);
  std::vector<std::string> tokens(static_cast<std::size_t>(last.index) + 1);
  for (JsonEntry& entry : entries) tokens[static_cast<std::size_t>(entry.index)] = std::move(entry.token);
  return tokens;
}

std::vector<std::string> tokensOf(JsonTable& table, std::string_view name, std::size_t maximumSize) {
  if (table.refusal)
    fail(
        "{}: {} is neither the index nor the token that is expected there; write a JSON object that maps "
        "every token to its index (0, 1, …), or every index to its token, or a list of the tokens",
        name, *table.refusal);
  if (table.entries.empty()) return {};
  requireDistinctTokens(table.entries, name);
  return tokensInOrder(std::move(table.entries), name, maximumSize);
}

std::optional<std::vector<std::string>> parse(std::string_view text, std::string_view name,
                                              std::size_t maximumSize, int wrappings);

/// The table of that name, as it stands there or as JSON in a string.
std::optional<std::vector<std::string>> tokensNamed(JsonTables& read, std::string_view table,
                                                    std::string_view name, std::size_t maximumSize,
                                                    int wrappings) {
  for (std::size_t i = 1; i < read.tables.size(); ++i)
    if (read.tables[i].name == table && read.tables[i].isVocabulary())
      return tokensOf(read.tables[i], name, maximumSize);
  for (const auto& [key, value] : read.strings)
    if (key == table)
      if (auto tokens = parse(value, name, maximumSize, wrappings + 1)) return tokens;
  return std::nullopt;
}

std::vector<std::string> chooseTokens(JsonTables& read, std::string_view name, std::size_t maximumSize,
                                      int wrappings) {
  if (read.tables.front().refusal) {
    for (const char* table : tableNames) {
      auto tokens = tokensNamed(read, table, name, maximumSize, wrappings);
      if (!tokens) continue;
      // Words beyond Keras' num_words are never given an index when text is read.
      if (read.wordLimit && *read.wordLimit > 0 && *read.wordLimit < tokens->size())
        tokens->resize(static_cast<std::size_t>(*read.wordLimit));
      return *tokens;
    }
  }
  return tokensOf(read.tables.front(), name, maximumSize);
}

std::optional<std::vector<std::string>> parse(std::string_view text, std::string_view name,
                                              std::size_t maximumSize, int wrappings) {
  constexpr int mostWrappings = 2;  // A JSON string that holds a tokenizer whose tables are JSON strings.
  if (wrappings > mostWrappings || !mayBeJson(text)) return std::nullopt;
  JsonTables read;
  if (!json::sax_parse(text.begin(), text.end(), &read)) {
    if (!looksLikeJson(text)) return std::nullopt;
    const auto failed = std::min(read.failedByte, text.size());
    fail("{}: line {}: begins like JSON but is not; correct it, or write a token a line", name,
         1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(failed), '\n'));
  }
  if (!read.tables.empty()) return chooseTokens(read, name, maximumSize, wrappings);
  if (read.strings.empty()) return std::nullopt;
  return parse(read.strings.front().second, name, maximumSize, wrappings + 1);
}

}  // namespace

bool mayBeJson(std::string_view text) {
  const std::size_t first = text.find_first_not_of(jsonWhiteSpace);
  if (first == std::string_view::npos) return false;
  const char begin = text[first], end = text[text.find_last_not_of(jsonWhiteSpace)];
  return (begin == '{' && end == '}') || (begin == '[' && end == ']') || (begin == '"' && end == '"');
}

std::optional<std::vector<std::string>> parseJsonVocabulary(std::string_view text, std::string_view name,
                                                            std::size_t maximumSize) {
  return parse(text, name, maximumSize, 0);
}

}  // namespace rnnvis::text
