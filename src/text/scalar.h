#pragma once

#include "rnnvis/text/utf8.h"

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace rnnvis::text {

/// A Unicode scalar value and the number of bytes that encode it.
struct Scalar {
  char32_t value = 0;
  std::size_t length = 0;
};

/// Length of the sequence that starts with `lead`, in valid UTF-8.
inline std::size_t scalarLength(char lead) {
  const auto byte = static_cast<unsigned char>(lead);
  if (byte < 0xC0) return 1;
  if (byte < 0xE0) return 2;
  return byte < 0xF0 ? 3 : 4;
}

/// The scalar value at `offset` < text.size() of valid UTF-8. Invalid text gives a wrong value, never a read
/// beyond its end.
inline Scalar scalarAt(std::string_view text, std::size_t offset) {
  const std::size_t length = std::min(scalarLength(text[offset]), text.size() - offset);
  auto value = static_cast<char32_t>(static_cast<unsigned char>(text[offset]));
  if (length > 1) value &= 0x7Fu >> length;
  for (std::size_t i = 1; i < length; ++i)
    value = value << 6 | (static_cast<unsigned char>(text[offset + i]) & 0x3Fu);
  return {value, length};
}

/// White space as Unicode's property and the separators U+001C to U+001F define it, which is what Python's
/// str.split() takes for it.
bool isWhiteSpace(char32_t value);

/// Length of the white space at `offset` of valid UTF-8; 0 where something else stands there.
inline std::size_t whiteSpaceAt(std::string_view text, std::size_t offset) {
  const auto lead = static_cast<unsigned char>(text[offset]);
  if (lead < 0x80) return lead == ' ' || (lead >= 9 && lead <= 13) || (lead >= 0x1C && lead <= 0x1F) ? 1 : 0;
  // Every other white space is encoded with one of these lead bytes; most other letters are not.
  if (lead != 0xC2 && (lead < 0xE1 || lead > 0xE3)) return 0;
  const Scalar scalar = scalarAt(text, offset);
  return isWhiteSpace(scalar.value) ? scalar.length : 0;
}

/// General category L*.
bool isLetter(char32_t value);
/// General category M*: what combines with the letter before it.
bool isMark(char32_t value);
/// Letters, marks, numbers (N*) and the underscore.
bool isWordCharacter(char32_t value);

}  // namespace rnnvis::text
