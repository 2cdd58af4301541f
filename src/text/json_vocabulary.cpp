#include "json_vocabulary.h"

#include "rnnvis/base/error.h"

#include "escapes.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <unordered_map>
#include <utility>

namespace rnnvis::text {
namespace {

using nlohmann::json;

constexpr std::string_view jsonWhiteSpace = " \t\r\n";
/// How many indices without a token a map may have: memory must not follow from a number in a file.
constexpr std::size_t maximumGaps = std::size_t{1} << 20;

enum class Direction { undecided, tokenToIndex, indexToToken };

struct Entry {
  std::uint64_t index = 0;
  std::string token;
};

/// Receives the parser's events and keeps the entries of one flat object. What makes an object unfit as a
/// vocabulary is kept too, rather than thrown: a syntax error further on decides that the text is no JSON.
class VocabularyEvents {
 public:
  std::vector<Entry> entries;
  std::optional<std::string> refusal;
  std::size_t failedByte = 0;

  bool start_object(std::size_t) {
    if (m_inside) refuse("an object");
    return m_inside = true;
  }
  bool key(std::string& key) {
    m_key = std::move(key);
    return true;
  }
  bool number_unsigned(json::number_unsigned_t index) {
    return add(Direction::tokenToIndex, {index, m_key}, std::to_string(index));
  }
  bool string(std::string& token) {
    const auto index = indexNamed(m_key);
    const std::string shown = quote(token);
    return index ? add(Direction::indexToToken, {*index, std::move(token)}, shown) : refuse(shown);
  }
  bool number_integer(json::number_integer_t number) { return refuse(std::to_string(number)); }
  bool number_float(json::number_float_t, const std::string& number) { return refuse(number.substr(0, 40)); }
  bool null() { return refuse("null"); }
  bool boolean(bool value) { return refuse(value ? "true" : "false"); }
  bool binary(json::binary_t&) { return refuse("binary data"); }
  bool start_array(std::size_t) { return refuse("a list"); }
  bool end_array() { return true; }
  bool end_object() { return true; }
  bool parse_error(std::size_t position, const std::string&, const json::exception&) {
    failedByte = position;
    return false;
  }

 private:
  static std::optional<std::uint64_t> indexNamed(std::string_view key) {
    std::uint64_t index = 0;
    const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), index);
    if (error != std::errc() || end != key.data() + key.size()) return std::nullopt;
    return index;
  }

  bool add(Direction direction, Entry entry, const std::string& shown) {
    if (m_direction == Direction::undecided) m_direction = direction;
    if (m_direction != direction) return refuse(shown);
    entries.push_back(std::move(entry));
    return true;
  }

  bool refuse(const std::string& value) {
    if (!refusal) refusal = fmt::format("key {}: {}", quote(m_key), value);
    return true;
  }

  std::string m_key;
  Direction m_direction = Direction::undecided;
  bool m_inside = false;
};

/// Whether `text`, known to begin with {, goes on as an object with quoted keys does.
bool looksLikeJsonObject(std::string_view text) {
  const std::size_t brace = text.find('{');
  const std::size_t inside = text.find_first_not_of(jsonWhiteSpace, brace + 1);
  return inside != std::string_view::npos && (text[inside] == '"' || text[inside] == '\'');
}

void requireDistinctTokens(const std::vector<Entry>& entries, std::string_view name) {
  std::unordered_map<std::string_view, std::uint64_t> indices;
  for (const Entry& entry : entries) {
    if (entry.token.empty()) continue;
    const auto [first, isNew] = indices.emplace(entry.token, entry.index);
    if (!isNew)
      fail("{}: the token {} has the indices {} and {}; remove one of them", name, quote(entry.token),
           first->second, entry.index);
  }
}

std::vector<std::string> tokensInOrder(std::vector<Entry> entries, std::string_view name,
                                       std::size_t maximumSize) {
  std::stable_sort(entries.begin(), entries.end(),
                   [](const Entry& a, const Entry& b) { return a.index < b.index; });
  for (std::size_t i = 1; i < entries.size(); ++i)
    if (entries[i].index == entries[i - 1].index)
      fail("{}: the tokens {} and {} have the same index {}; correct one of them", name,
           quote(entries[i - 1].token), quote(entries[i].token), entries[i].index);
  const Entry& last = entries.back();
  const std::size_t limit = std::min(maximumSize, entries.size() + maximumGaps);
  if (last.index >= limit)
    fail("{}: the token {} has the index {}, but {} tokens must have indices below {}; correct it", name,
         quote(last.token), last.index, entries.size(), limit);
  std::vector<std::string> tokens(static_cast<std::size_t>(last.index) + 1);
  for (Entry& entry : entries) tokens[static_cast<std::size_t>(entry.index)] = std::move(entry.token);
  return tokens;
}

}  // namespace

bool mayBeJsonObject(std::string_view text) {
  const std::size_t first = text.find_first_not_of(jsonWhiteSpace);
  const std::size_t last = text.find_last_not_of(jsonWhiteSpace);
  return first != std::string_view::npos && text[first] == '{' && text[last] == '}';
}

std::optional<std::vector<std::string>> parseJsonVocabulary(std::string_view text, std::string_view name,
                                                            std::size_t maximumSize) {
  if (!mayBeJsonObject(text)) return std::nullopt;
  VocabularyEvents events;
  if (!json::sax_parse(text.begin(), text.end(), &events)) {
    if (!looksLikeJsonObject(text)) return std::nullopt;
    const auto failed = std::min(events.failedByte, text.size());
    fail("{}: line {}: begins like JSON but is not; correct it, or write a token a line", name,
         1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(failed), '\n'));
  }
  if (events.refusal)
    fail(
        "{}: {} is neither the index nor the token that is expected there; write a JSON object that maps "
        "every token to its index (0, 1, …), or every index to its token",
        name, *events.refusal);
  if (events.entries.empty()) return std::vector<std::string>();
  requireDistinctTokens(events.entries, name);
  return tokensInOrder(std::move(events.entries), name, maximumSize);
}

}  // namespace rnnvis::text
