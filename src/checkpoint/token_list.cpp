#include "token_list.h"

#include "describe.h"

#include <algorithm>
#include <unordered_set>

namespace rnnvis::checkpoint {
namespace {

constexpr std::size_t kFewest = 2;

/// The token that `value` is: text or bytes; null where it is neither.
const std::string* tokenIn(const Value& value) {
  if (const auto* text = value.as<Text>()) return &text->text;
  if (const auto* bytes = value.as<Bytes>()) return &bytes->bytes;
  return nullptr;
}

/// Takes tokens until one is no UTF-8 or occurs again. Tokens may be empty any number of times.
class TokenCheck {
 public:
  bool accepts(std::string_view token) {
    return isUtf8(token) && (token.empty() || m_seen.insert(token).second);
  }

 private:
  std::unordered_set<std::string_view> m_seen;
};

void spendOn(std::string_view token, Budget& budget) {
  budget.spend(sizeof(std::string) + token.size(), "a vocabulary");
}

/// Bytes of the UTF-8 character that begins with `first`.
std::size_t lengthOf(char first) {
  const auto code = static_cast<unsigned char>(first);
  return code < 0x80 ? 1 : code < 0xe0 ? 2 : code < 0xf0 ? 3 : 4;
}

}  // namespace

std::optional<Tokens> tokensById(const Entries& entries, bool idFirst, Budget& budget) {
  const std::size_t count = entries.size();
  if (count < kFewest) return std::nullopt;
  const std::size_t bound = 2 * count + 1000;
  std::size_t end = 0;
  std::size_t low = 0;
  for (const auto& [key, value] : entries) {
    const auto* id = (idFirst ? key : value)->as<std::int64_t>();
    if (!id || !tokenIn(idFirst ? *value : *key) || *id < 0 || static_cast<std::size_t>(*id) >= bound)
      return std::nullopt;
    end = std::max(end, static_cast<std::size_t>(*id) + 1);
    low += static_cast<std::size_t>(*id) < count;
  }
  if (low < count - count / 4) return std::nullopt;

  budget.spend(end * sizeof(std::string), "a vocabulary");
  Tokens tokens(end);
  std::vector<bool> taken(end);
  TokenCheck check;
  for (const auto& [key, value] : entries) {
    const auto id = static_cast<std::size_t>(*(idFirst ? key : value)->as<std::int64_t>());
    const std::string& token = *tokenIn(idFirst ? *value : *key);
    if (taken[id] || !check.accepts(token)) return std::nullopt;
    taken[id] = true;
    budget.spend(token.size(), "a vocabulary");
    tokens[id] = token;
  }
  return tokens;
}

std::optional<Tokens> tokensInOrder(const Values& items, Budget& budget) {
  TokenCheck check;
  const bool areTokens = std::ranges::all_of(items, [&](const Value* item) {
    const std::string* token = tokenIn(*item);
    return token && check.accepts(*token);
  });
  if (items.size() < kFewest || !areTokens) return std::nullopt;
  Tokens tokens;
  for (const Value* item : items) {
    spendOn(*tokenIn(*item), budget);
    tokens.push_back(*tokenIn(*item));
  }
  return tokens;
}

std::optional<Tokens> charactersOf(std::string_view text, Budget& budget) {
  if (!isUtf8(text)) return std::nullopt;
  TokenCheck check;
  Tokens tokens;
  while (!text.empty()) {
    const std::string_view character = text.substr(0, lengthOf(text.front()));
    if (!check.accepts(character)) return std::nullopt;
    spendOn(character, budget);
    tokens.emplace_back(character);
    text.remove_prefix(character.size());
  }
  if (tokens.size() < kFewest) return std::nullopt;
  return tokens;
}

}  // namespace rnnvis::checkpoint
