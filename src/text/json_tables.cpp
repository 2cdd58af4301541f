#include "json_tables.h"

#include "escapes.h"
#include "json_vocabulary.h"

#include <fmt/format.h>

#include <charconv>

namespace rnnvis::text {
namespace {

constexpr std::size_t deepest = 3;      // {"model": {"vocab": {…}}}
constexpr std::size_t mostTables = 64;  // Each costs memory of its own.

std::optional<std::uint64_t> indexNamed(std::string_view key) {
  std::uint64_t index = 0;
  const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), index);
  if (error != std::errc() || end != key.data() + key.size()) return std::nullopt;
  return index;
}

}  // namespace

bool JsonTables::start(bool isList) {
  refuse(isList ? "a list" : "an object");
  if (m_passedOver > 0 || m_open.size() == deepest || tables.size() == mostTables) {
    ++m_passedOver;
    return true;
  }
  tables.push_back({m_open.empty() ? std::string() : m_open.back().key, isList, {}, {}});
  m_open.push_back({tables.size() - 1, Direction::undecided, {}, 0});
  return true;
}

bool JsonTables::end() {
  if (m_passedOver > 0)
    --m_passedOver;
  else
    m_open.pop_back();
  return true;
}

bool JsonTables::key(std::string& key) {
  if (m_passedOver == 0) m_open.back().key = std::move(key);
  return true;
}

bool JsonTables::string(std::string& text) {
  if (m_passedOver > 0) return true;
  if (m_open.empty()) {
    strings.emplace_back("", std::move(text));
    return true;
  }
  Open& open = m_open.back();
  const std::string shown = quote(text);
  if (table().isList) return add(Direction::indexToToken, {open.next++, std::move(text)}, shown);
  const auto index = indexNamed(open.key);
  if (index) return add(Direction::indexToToken, {*index, std::move(text)}, shown);
  if (strings.size() < mostTables && mayBeJson(text)) strings.emplace_back(open.key, std::move(text));
  return refuse(shown);
}

bool JsonTables::number_unsigned(json::number_unsigned_t number) {
  const std::string shown = std::to_string(number);
  if (m_passedOver > 0 || m_open.empty() || table().isList) return refuse(shown);
  if (m_open.size() > 1 && m_open.back().key == "num_words") wordLimit = number;
  return add(Direction::tokenToIndex, {number, m_open.back().key}, shown);
}

bool JsonTables::null() {
  if (m_passedOver > 0 || m_open.empty() || !table().isList) return refuse("null");
  return add(Direction::indexToToken, {m_open.back().next++, {}}, "null");
}

bool JsonTables::add(Direction direction, JsonEntry entry, const std::string& shown) {
  Open& open = m_open.back();
  if (open.direction == Direction::undecided) open.direction = direction;
  if (open.direction != direction) return refuse(shown);
  table().entries.push_back(std::move(entry));
  return true;
}

bool JsonTables::refuse(const std::string& value) {
  if (m_passedOver > 0 || m_open.empty() || table().refusal) return true;
  table().refusal = table().isList ? fmt::format("item {} of the list: {}", table().entries.size(), value)
                                   : fmt::format("key {}: {}", quote(m_open.back().key), value);
  return true;
}

}  // namespace rnnvis::text
