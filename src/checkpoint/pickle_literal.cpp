#include "pickle_literal.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace rnnvis::checkpoint {
namespace {

/// Whether the whole of `text` is a number, as `result`.
template <class Number, class... Format>
std::errc parse(std::string_view text, Number& result, Format... format) {
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, result, format...);
  return stop == end ? error : std::errc::invalid_argument;
}

/// The code unit that `count` hexadecimal digits at the start of `text` stand for.
std::optional<std::uint32_t> hexadecimal(std::string_view text, std::size_t count) {
  std::uint32_t code = 0;
  if (text.size() < count || parse(text.substr(0, count), code, 16) != std::errc{}) return std::nullopt;
  return code;
}

void appendUtf8(std::string& text, std::uint32_t code) {
  const auto append = [&](std::uint32_t byte) { text.push_back(static_cast<char>(byte)); };
  const auto continuation = [&](unsigned shift) { append(0x80u | ((code >> shift) & 0x3fu)); };
  if (code < 0x80) {
    append(code);
  } else if (code < 0x800) {
    append(0xc0u | code >> 6);
    continuation(0);
  } else if (code < 0x10000) {
    append(0xe0u | code >> 12);
    continuation(6);
    continuation(0);
  } else {
    append(0xf0u | code >> 18);
    continuation(12);
    continuation(6);
    continuation(0);
  }
}

/// The character that a backslash and `letter` stand for.
std::optional<char> simpleEscape(char letter) {
  constexpr std::string_view letters = "\\'\"abfnrtv";
  constexpr std::string_view characters = "\\'\"\a\b\f\n\r\t\v";
  const std::size_t index = letters.find(letter);
  if (index == std::string_view::npos) return std::nullopt;
  return characters[index];
}

}  // namespace

std::optional<Value> integerOrBoolean(std::string_view text) {
  if (text == "00") return Value{false};
  if (text == "01") return Value{true};
  return decimalInteger(text);
}

std::optional<Value> decimalInteger(std::string_view text) {
  if (text.ends_with('L')) text.remove_suffix(1);
  std::int64_t integer = 0;
  const std::errc error = parse(text, integer);
  if (error == std::errc::result_out_of_range) return Value{BigInteger{}};
  if (error != std::errc{}) return std::nullopt;
  return Value{integer};
}

Value twosComplement(std::string_view bytes) {
  constexpr std::size_t size = sizeof(std::int64_t);
  const bool negative = !bytes.empty() && (bytes.back() & 0x80) != 0;
  const char fill = negative ? '\xff' : '\0';
  if (bytes.size() > size) {
    const std::string_view beyond = bytes.substr(size);
    const bool sameSign = ((bytes[size - 1] & 0x80) != 0) == negative;
    if (!sameSign || std::ranges::any_of(beyond, [=](char byte) { return byte != fill; }))
      return {BigInteger{}};
  }
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < size; ++i) {
    const auto byte = static_cast<std::uint8_t>(i < bytes.size() ? bytes[i] : fill);
    bits |= static_cast<std::uint64_t>(byte) << (8 * i);
  }
  return {static_cast<std::int64_t>(bits)};
}

std::optional<Value> decimalFloat(std::string_view text) {
  double number = 0;
  if (parse(text, number) != std::errc{}) return std::nullopt;
  return Value{number};
}

std::optional<Value> quotedString(std::string_view text) {
  if (text.size() < 2 || text.front() != text.back() || (text.front() != '\'' && text.front() != '"'))
    return std::nullopt;
  text = text.substr(1, text.size() - 2);
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      result.push_back(text[i]);
    } else if (++i == text.size()) {
      return std::nullopt;
    } else if (const auto character = simpleEscape(text[i])) {
      result.push_back(*character);
    } else {
      const auto code = text[i] == 'x' ? hexadecimal(text.substr(i + 1), 2) : std::nullopt;
      if (!code) return std::nullopt;
      result.push_back(static_cast<char>(*code));
      i += 2;
    }
  }
  return Value{Text{std::move(result)}};
}

std::optional<Value> rawUnicodeEscape(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view rest = text.substr(i);
    const std::size_t digits = rest.starts_with("\\u") ? 4 : rest.starts_with("\\U") ? 8 : 0;
    if (digits == 0) {
      appendUtf8(result, static_cast<std::uint8_t>(text[i]));
      continue;
    }
    const auto code = hexadecimal(rest.substr(2), digits);
    if (!code || *code > 0x10ffff) return std::nullopt;
    appendUtf8(result, *code);
    i += digits + 1;
  }
  return Value{Text{std::move(result)}};
}

}  // namespace rnnvis::checkpoint
