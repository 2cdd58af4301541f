#include "rnnvis/text/utf8.h"

#include "rnnvis/base/error.h"

#include "scalar.h"

#include <utf8proc.h>

#include <array>
#include <cstdint>
#include <cstring>

namespace rnnvis::text {
namespace {

/// A row of the Unicode Standard's table 3-7 of well-formed sequences: what may follow the lead bytes from
/// `firstLead` to `lastLead`. Bytes after the second are 80 to BF in every row.
struct Form {
  unsigned char firstLead, lastLead;
  unsigned char length;
  unsigned char secondLow, secondHigh;
};

constexpr std::array<Form, 8> forms = {{
    {0xC2, 0xDF, 2, 0x80, 0xBF},
    {0xE0, 0xE0, 3, 0xA0, 0xBF},
    {0xE1, 0xEC, 3, 0x80, 0xBF},
    {0xED, 0xED, 3, 0x80, 0x9F},
    {0xEE, 0xEF, 3, 0x80, 0xBF},
    {0xF0, 0xF0, 4, 0x90, 0xBF},
    {0xF1, 0xF3, 4, 0x80, 0xBF},
    {0xF4, 0xF4, 4, 0x80, 0x8F},
}};

unsigned char byteAt(std::string_view text, std::size_t offset) {
  return static_cast<unsigned char>(text[offset]);
}

/// Length of the well-formed sequence of two or more bytes at `offset`; 0 where none stands there.
std::size_t wellFormedLength(std::string_view text, std::size_t offset) {
  const unsigned char lead = byteAt(text, offset);
  for (const Form& form : forms) {
    if (lead < form.firstLead || lead > form.lastLead) continue;
    if (text.size() - offset < form.length) return 0;
    const unsigned char second = byteAt(text, offset + 1);
    if (second < form.secondLow || second > form.secondHigh) return 0;
    for (std::size_t i = 2; i < form.length; ++i)
      if ((byteAt(text, offset + i) & 0xC0) != 0x80) return 0;
    return form.length;
  }
  return 0;
}

/// The first offset from `offset` on that is not ASCII, in steps of eight bytes; may stop early.
std::size_t skipAscii(std::string_view text, std::size_t offset) {
  std::uint64_t block = 0;
  for (; text.size() - offset >= sizeof block; offset += sizeof block) {
    std::memcpy(&block, text.data() + offset, sizeof block);
    if (block & 0x8080808080808080u) break;
  }
  return offset;
}

void appendLowerCase(std::string& result, std::string_view text, std::size_t offset) {
  const Scalar scalar = scalarAt(text, offset);
  const auto value = static_cast<utf8proc_int32_t>(scalar.value);
  const auto lower = utf8proc_tolower(value);
  if (lower == value) {
    result += text.substr(offset, scalar.length);
    return;
  }
  std::array<utf8proc_uint8_t, 4> bytes{};
  const auto length = utf8proc_encode_char(lower, bytes.data());
  result.append(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(length));
}

}  // namespace

std::optional<std::size_t> findInvalidUtf8(std::string_view text) {
  std::size_t offset = 0;
  while ((offset = skipAscii(text, offset)) < text.size()) {
    const std::size_t length = byteAt(text, offset) < 0x80 ? 1 : wellFormedLength(text, offset);
    if (length == 0) return offset;
    offset += length;
  }
  return std::nullopt;
}

void requireUtf8(std::string_view text, std::string_view name) {
  const auto offset = findInvalidUtf8(text);
  if (!offset) return;
  const std::string_view before = text.substr(0, *offset);
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  const std::size_t lineStart = before.rfind('\n') + 1;  // npos + 1 is 0: the first line.
  fail("{}: line {}, byte {}: invalid UTF-8; convert it to UTF-8 (for instance with iconv)", name, line,
       *offset - lineStart + 1);
}

std::vector<std::string_view> splitScalars(std::string_view text) {
  std::vector<std::string_view> scalars;
  scalars.reserve(text.size());
  while (!text.empty()) {
    scalars.push_back(text.substr(0, scalarLength(text.front())));
    text.remove_prefix(scalars.back().size());
  }
  return scalars;
}

std::string lowerCase(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t offset = 0; offset < text.size(); offset += scalarLength(text[offset])) {
    const char character = text[offset];
    if (static_cast<unsigned char>(character) >= 0x80)
      appendLowerCase(result, text, offset);
    else
      result += character >= 'A' && character <= 'Z' ? static_cast<char>(character + ('a' - 'A')) : character;
  }
  return result;
}

}  // namespace rnnvis::text
