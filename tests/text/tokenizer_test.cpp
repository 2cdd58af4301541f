#include "rnnvis/text/tokenizer.h"

#include "ids.h"

#include <fmt/format.h>
#include <utf8proc.h>
#include <catch2/catch.hpp>

#include <array>
#include <set>

using namespace rnnvis::text;
using rnnvis::test::Strings;

namespace {

Strings words(std::string_view line) {
  return tokenize(line, {});
}

Strings pieces(std::string_view line) {
  TextSettings settings;
  settings.splitting = Splitting::punctuation;
  return tokenize(line, settings);
}

Strings characters(std::string_view line) {
  TextSettings settings;
  settings.level = Level::character;
  return tokenize(line, settings);
}

std::string encoded(utf8proc_int32_t value) {
  std::array<utf8proc_uint8_t, 4> bytes{};
  const auto length = utf8proc_encode_char(value, bytes.data());
  return {reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(length)};
}

}  // namespace

TEST_CASE("words are what white space separates") {
  CHECK(words("").empty());
  CHECK(words(" \t\r\v\f ").empty());
  CHECK(words("one") == Strings{"one"});
  CHECK(words("  the  old\tman.\r") == Strings{"the", "old", "man."});
  CHECK(words("1\\/2-year <unk> N") == Strings{"1\\/2-year", "<unk>", "N"});
  CHECK(words("naïve\u00A0café\u3000日本") == Strings{"naïve", "café", "日本"});
  CHECK(words(std::string_view("a\0b c", 5)) == Strings{std::string("a\0b", 3), "c"});
}

TEST_CASE("white space is exactly what Python's str.split() takes for it") {
  // [chr(c) for c in range(0x110000) if chr(c).isspace()]
  const std::set<utf8proc_int32_t> white = {0x09,   0x0A,   0x0B,   0x0C,   0x0D,   0x1C,   0x1D,   0x1E,
                                            0x1F,   0x20,   0x85,   0xA0,   0x1680, 0x2000, 0x2001, 0x2002,
                                            0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200A,
                                            0x2028, 0x2029, 0x202F, 0x205F, 0x3000};
  std::string rest;
  for (utf8proc_int32_t value = 0; value <= 0x10FFFF; ++value) {
    if (value >= 0xD800 && value <= 0xDFFF) continue;
    if (white.contains(value))
      CHECK(words(fmt::format("a{}b", encoded(value))) == Strings{"a", "b"});
    else
      rest += encoded(value);
  }
  CHECK((words(rest) == Strings{rest}));
}

TEST_CASE("punctuation stands alone, letters, marks, numbers and underscores together") {
  CHECK(pieces("").empty());
  CHECK(pieces("Hello, world!") == Strings{"Hello", ",", "world", "!"});
  CHECK(pieces("wait... (what?)") == Strings{"wait", ".", ".", ".", "(", "what", "?", ")"});
  CHECK(pieces("snake_case x2 3.14") == Strings{"snake_case", "x2", "3", ".", "14"});
  CHECK(pieces("<unk>") == Strings{"<", "unk", ">"});
  CHECK(pieces("naïve Москва-река 日本。") == Strings{"naïve", "Москва", "-", "река", "日本", "。"});
  CHECK(pieces("cafe\u0301s") == Strings{"cafe\u0301s"});
  CHECK(pieces("😀😀a") == Strings{"😀", "😀", "a"});
}

TEST_CASE("an apostrophe joins letters only") {
  CHECK(pieces("don't") == Strings{"don't"});
  CHECK(pieces("don\u2019t") == Strings{"don\u2019t"});
  CHECK(pieces("rock'n'roll") == Strings{"rock'n'roll"});
  CHECK(pieces("'tis the boys'") == Strings{"'", "tis", "the", "boys", "'"});
  CHECK(pieces("a''b") == Strings{"a", "'", "'", "b"});
  CHECK(pieces("80's") == Strings{"80", "'", "s"});
  CHECK(pieces("o'8") == Strings{"o", "'", "8"});
  CHECK(pieces("e\u0301'a") == Strings{"e\u0301'a"});
  CHECK(pieces("_'a") == Strings{"_", "'", "a"});
}

TEST_CASE("characters are Unicode scalar values, white space included") {
  CHECK(characters("").empty());
  CHECK(characters("a é\t😀\r") == Strings{"a", " ", "é", "\t", "😀", "\r"});
  CHECK(characters("e\u0301") == Strings{"e", "\u0301"});
  CHECK(characters(std::string_view("\0", 1)) == Strings{std::string(1, '\0')});
}

TEST_CASE("lower case comes before the splitting") {
  TextSettings settings;
  settings.lowercase = true;
  CHECK(tokenize("The <UNK> ÉCOLE", settings) == Strings{"the", "<unk>", "école"});
  settings.level = Level::character;
  CHECK(tokenize("AÉ", settings) == Strings{"a", "é"});
}
