#include "rnnvis/text/utf8.h"

#include "rnnvis/base/error.h"

#include <catch2/catch.hpp>

#include <string>

using namespace rnnvis::text;
using Catch::Matchers::Contains;
using Catch::Matchers::Equals;

TEST_CASE("the validator refuses what is not UTF-8") {
  CHECK(findInvalidUtf8("") == std::nullopt);
  CHECK(findInvalidUtf8(std::string(1, '\0')) == std::nullopt);
  CHECK(findInvalidUtf8("a é € 😀") == std::nullopt);
  CHECK(findInvalidUtf8("ab\x80") == 2u);            // A continuation byte alone.
  CHECK(findInvalidUtf8("ab\xC3") == 2u);            // Cut off.
  CHECK(findInvalidUtf8("ab\xE2\x82") == 2u);        // Cut off.
  CHECK(findInvalidUtf8("\xC0\xAF") == 0u);          // An overlong "/".
  CHECK(findInvalidUtf8("\xE0\x80\xAF") == 0u);      // An overlong "/".
  CHECK(findInvalidUtf8("\xF0\x80\x80\xAF") == 0u);  // An overlong "/".
  CHECK(findInvalidUtf8("\xF4\x90\x80\x80") == 0u);  // U+110000.
  CHECK(findInvalidUtf8("\xF4\x8F\xBF\xBF") == std::nullopt);
  CHECK(findInvalidUtf8("caf\xE9 au lait") == 3u);  // ISO 8859-1.
  CHECK(findInvalidUtf8("\xFF\xFEh\0i\0") == 0u);   // UTF-16.
}

TEST_CASE("the validator finds a fault at every offset, whatever stands around it") {
  for (std::size_t before = 0; before < 40; ++before)
    for (std::size_t after = 0; after < 10; ++after) {
      const std::string text = std::string(before, 'a') + "\xE2\x82" + std::string(after, 'b');
      REQUIRE(findInvalidUtf8(text) == before);
      REQUIRE(findInvalidUtf8(std::string(before, 'a') + "€" + std::string(after, 'b')) == std::nullopt);
    }
}

TEST_CASE("the error names file, line and byte, both from 1") {
  CHECK_NOTHROW(requireUtf8("fine", "name"));
  CHECK_THROWS_AS(requireUtf8("\xFF", "name"), rnnvis::Error);
  CHECK_THROWS_WITH(
      requireUtf8("\xFF", "name"),
      Equals("name: line 1, byte 1: invalid UTF-8; convert it to UTF-8 (for instance with iconv)"));
  CHECK_THROWS_WITH(requireUtf8("one\ntwo é\xFF\n", "name"), Contains("name: line 2, byte 7:"));
  CHECK_THROWS_WITH(requireUtf8("one\n\n\xFF", "name"), Contains("line 3, byte 1:"));
}

TEST_CASE("texts split into scalar values, combining marks apart") {
  using Views = std::vector<std::string_view>;
  CHECK(splitScalars("").empty());
  CHECK(splitScalars("aé€😀") == Views{"a", "é", "€", "😀"});
  CHECK(splitScalars("e\u0301") == Views{"e", "\u0301"});
  CHECK(splitScalars(std::string_view("a\0b", 3)) == Views{"a", std::string_view("\0", 1), "b"});
}

TEST_CASE("lower case follows Unicode's simple mapping") {
  CHECK(lowerCase("") == "");
  CHECK(lowerCase("The QUICK fox, [@]^_`{ 123") == "the quick fox, [@]^_`{ 123");
  CHECK(lowerCase("ÄÖÜ ß ÉCOLE") == "äöü ß école");
  CHECK(lowerCase("МОСКВА ΑΘΗΝΑ") == "москва αθηνα");
  CHECK(lowerCase("ΣΟΦΟΣ") == "σοφοσ");  // No rule for the end of a word.
  CHECK(lowerCase("\u0130") == "i");     // One value for one; the full mapping has two.
  CHECK(lowerCase("\U00010400") == "\U00010428");
  CHECK(lowerCase("\u212A") == "k");       // Three bytes become one.
  CHECK(lowerCase("\u023A") == "\u2C65");  // Two bytes become three.
  CHECK(lowerCase(std::string("A\0B", 3)) == std::string("a\0b", 3));
}
