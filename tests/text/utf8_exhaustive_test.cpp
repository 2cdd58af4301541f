#include "rnnvis/text/utf8.h"

#include <utf8proc.h>
#include <catch2/catch.hpp>

#include <array>
#include <string>

using namespace rnnvis::text;

namespace {

/// What findInvalidUtf8 should return, by libutf8proc's decoder.
std::optional<std::size_t> invalidByLibrary(std::string_view text) {
  for (std::size_t offset = 0; offset < text.size();) {
    utf8proc_int32_t value = 0;
    const auto length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data() + offset),
                                         static_cast<utf8proc_ssize_t>(text.size() - offset), &value);
    if (length <= 0) return offset;
    offset += static_cast<std::size_t>(length);
  }
  return std::nullopt;
}

char byte(unsigned value) {
  return static_cast<char>(static_cast<unsigned char>(value));
}

/// How many of the 256^size texts of `size` bytes the two judge differently.
int disagreements(std::size_t size) {
  int count = 0;
  std::string text(size, '\0');
  for (unsigned long number = 0; number < 1ul << 8 * size; ++number) {
    for (std::size_t i = 0; i < size; ++i) text[i] = byte(static_cast<unsigned>(number >> 8 * i));
    count += findInvalidUtf8(text) != invalidByLibrary(text);
  }
  return count;
}

std::string encoded(utf8proc_int32_t value) {
  std::array<utf8proc_uint8_t, 4> bytes{};
  const auto length = utf8proc_encode_char(value, bytes.data());
  return {reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(length)};
}

bool isSurrogate(utf8proc_int32_t value) {
  return value >= 0xD800 && value <= 0xDFFF;
}

}  // namespace

TEST_CASE("the validator judges every text of one, two and three bytes as libutf8proc does") {
  CHECK(disagreements(1) == 0);
  CHECK(disagreements(2) == 0);
  CHECK(disagreements(3) == 0);
}

TEST_CASE("the validator judges texts of four bytes as libutf8proc does, at the edges of every range") {
  const std::array<unsigned, 12> edges = {0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90,
                                          0x9F, 0xA0, 0xBF, 0xC0, 0xE0, 0xFF};
  int count = 0;
  for (unsigned lead = 0xE0; lead < 256; ++lead)
    for (unsigned second = 0; second < 256; ++second)
      for (const unsigned third : edges)
        for (const unsigned fourth : edges) {
          const std::string text = {byte(lead), byte(second), byte(third), byte(fourth)};
          count += findInvalidUtf8(text) != invalidByLibrary(text);
        }
  CHECK(count == 0);
}

TEST_CASE("every scalar value is valid, is split off whole and keeps its place; surrogates are not valid") {
  std::string all;
  std::size_t scalars = 0;
  for (utf8proc_int32_t value = 0; value <= 0x10FFFF; ++value) {
    if (isSurrogate(value)) continue;
    all += encoded(value);
    ++scalars;
  }
  REQUIRE(findInvalidUtf8(all) == std::nullopt);
  const auto split = splitScalars(all);
  REQUIRE(split.size() == scalars);
  std::size_t i = 0;
  int wrong = 0;
  for (utf8proc_int32_t value = 0; value <= 0x10FFFF; ++value)
    if (!isSurrogate(value)) wrong += split[i++] != encoded(value);
  CHECK(wrong == 0);
  CHECK(findInvalidUtf8("\xED\xA0\x80") == 0u);
  CHECK(findInvalidUtf8("\xED\xBF\xBF") == 0u);
}

TEST_CASE("lower case is libutf8proc's, scalar value by scalar value") {
  int wrong = 0;
  for (utf8proc_int32_t value = 0; value <= 0x10FFFF; ++value)
    if (!isSurrogate(value)) wrong += lowerCase(encoded(value)) != encoded(utf8proc_tolower(value));
  CHECK(wrong == 0);
}
