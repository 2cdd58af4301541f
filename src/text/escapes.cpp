#include "escapes.h"

#include "scalar.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>

namespace rnnvis::text {
namespace {

constexpr std::string_view escapeLetters = "ntr\\";
constexpr std::string_view escapeValues = "\n\t\r\\";

std::optional<unsigned> hexDigit(char digit) {
  if (digit >= '0' && digit <= '9') return static_cast<unsigned>(digit - '0');
  if (digit >= 'a' && digit <= 'f') return static_cast<unsigned>(digit - 'a' + 10);
  if (digit >= 'A' && digit <= 'F') return static_cast<unsigned>(digit - 'A' + 10);
  return std::nullopt;
}

/// What stands behind a backslash, read as an escape.
struct Escape {
  unsigned value = 0;      ///< U+0000 to U+00FF.
  std::size_t length = 0;  ///< Bytes after the backslash; 0 where they form no escape.
};

Escape escapeIn(std::string_view rest) {
  if (rest.empty()) return {};
  const std::size_t letter = escapeLetters.find(rest.front());
  if (letter != std::string_view::npos) return {static_cast<unsigned char>(escapeValues[letter]), 1};
  if (rest.front() != 'x' || rest.size() < 3) return {};
  const auto high = hexDigit(rest[1]);
  const auto low = hexDigit(rest[2]);
  if (!high || !low) return {};
  return {*high * 16 + *low, 3};
}

void appendScalar(std::string& text, unsigned value) {
  if (value < 0x80) {
    text += static_cast<char>(value);
  } else {
    text += static_cast<char>(0xC0 | value >> 6);
    text += static_cast<char>(0x80 | (value & 0x3F));
  }
}

bool isControl(char32_t value) {
  return value < 0x20 || (value >= 0x7F && value <= 0xA0);
}

bool isEndSpace(std::string_view token, std::size_t offset) {
  return token[offset] == ' ' && (offset == 0 || offset + 1 == token.size());
}

bool needsEscape(std::string_view token, std::size_t offset) {
  if (token[offset] != '\\') return isControl(scalarAt(token, offset).value) || isEndSpace(token, offset);
  if (offset + 1 == token.size()) return false;
  // What follows may be an escape's letters, or begin with a backslash once it is escaped itself.
  return escapeIn(token.substr(offset + 1)).length > 0 || needsEscape(token, offset + 1);
}

void appendEscape(std::string& line, char32_t value) {
  const std::size_t letter = value < 0x80 ? escapeValues.find(static_cast<char>(value)) : escapeValues.npos;
  if (letter != std::string_view::npos)
    line += {'\\', escapeLetters[letter]};
  else
    fmt::format_to(std::back_inserter(line), "\\x{:02x}", static_cast<unsigned>(value));
}

}  // namespace

std::string escape(std::string_view token) {
  std::string line;
  line.reserve(token.size());
  for (std::size_t offset = 0; offset < token.size();) {
    const Scalar scalar = scalarAt(token, offset);
    if (needsEscape(token, offset))
      appendEscape(line, scalar.value);
    else
      line += token.substr(offset, scalar.length);
    offset += scalar.length;
  }
  return line;
}

std::string unescape(std::string_view line) {
  std::string token;
  token.reserve(line.size());
  for (std::size_t offset = 0; offset < line.size(); ++offset) {
    const Escape escaped = line[offset] == '\\' ? escapeIn(line.substr(offset + 1)) : Escape{};
    if (escaped.length == 0)
      token += line[offset];
    else
      appendScalar(token, escaped.value);
    offset += escaped.length;
  }
  return token;
}

std::string quote(std::string_view token) {
  constexpr std::size_t longest = 60;
  std::size_t end = std::min(token.size(), longest);
  while (end < token.size() && end > 0 && (static_cast<unsigned char>(token[end]) & 0xC0) == 0x80) --end;
  // The quotes are escaped along, so that spaces beside them are no longer at an end.
  return escape(fmt::format("\"{}{}\"", token.substr(0, end), end < token.size() ? "…" : ""));
}

}  // namespace rnnvis::text
