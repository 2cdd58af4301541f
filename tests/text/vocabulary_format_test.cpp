#include "rnnvis/text/vocabulary.h"

#include "ids.h"
#include "temporary_folder.h"

#include <catch2/catch.hpp>

#include <array>
#include <random>
#include <set>

using namespace rnnvis::text;
using rnnvis::WordId;
using rnnvis::test::Strings;
using rnnvis::test::TemporaryFolder;

namespace {

/// The tokens after formatting and reading.
Strings roundTrip(const Strings& tokens) {
  const TemporaryFolder folder;
  const Vocabulary read = readVocabulary(folder.write("vocab.txt", formatVocabulary(Vocabulary(tokens))));
  Strings result;
  for (std::size_t i = 0; i < read.size(); ++i) {
    const WordId id{static_cast<std::int32_t>(i)};
    result.push_back(read.hasToken(id) ? read.token(id) : "");
  }
  return result;
}

}  // namespace

TEST_CASE("ordinary tokens are written as they are") {
  CHECK(formatVocabulary(Vocabulary({"the", "", "1\\/2-year", "é", "a b", "\\*\\*", "\\"})) ==
        "the\n\n1\\/2-year\né\na b\n\\*\\*\n\\\n");
}

TEST_CASE("characters that a line cannot hold are escaped") {
  CHECK(formatVocabulary(Vocabulary({"\n", "\t", "\r", " ", std::string(1, '\0'), "\u00A0", "a \r"})) ==
        "\\n\n\\t\n\\r\n\\x20\n\\x00\n\\xa0\na \\r\n");
}

TEST_CASE("a backslash is escaped only where it would begin an escape") {
  CHECK(formatVocabulary(Vocabulary({"\\n", "\\x41", "\\xg", "\\\\", "\\\n", "\\ "})) ==
        "\\\\n\n\\\\x41\n\\xg\n\\\\\\\n\\\\\\n\n\\\\\\x20\n");
}

TEST_CASE("awkward tokens come back") {
  const Strings tokens = {
      "\n",     "\\n",   "\\\\n", "\\",    "\\\\", "\\\\\\", "\t",   "\\t",    "\r",
      "a\r",    "\r\n",  " ",     "  ",    " a ",  "\\ ",    "\\\n", "\u0085", "",
      "\u2028", "é",     "\\x",   "\\xA0", "\\x4", "{",      "}",    "\"",     std::string(1, '\0'),
      "\u00A0", "\uFEFF"};
  CHECK(roundTrip(tokens) == tokens);
}

TEST_CASE("tokens that look like a file's frame come back") {
  for (const Strings& tokens :
       {Strings{"{\"a\": 0}"}, Strings{"{\"a\":", "0}"}, Strings{"", "{\"a\": 0}", ""}, Strings{" ", "{}"},
        Strings{"\uFEFF"}, Strings{"\uFEFF\uFEFF", "a"}, Strings{"\uFEFF{\"a\": 0}"}, Strings{"a", "", ""}}) {
    CAPTURE(tokens);
    CHECK(roundTrip(tokens) == tokens);
  }
}

TEST_CASE("random tokens of awkward characters come back") {
  const std::array<std::string, 16> parts = {"\\", "\\", "\\", "n", "x", "0", "a",      " ",
                                             "\n", "\r", "\t", "{", "}", "é", "\u0085", std::string(1, '\0')};
  std::mt19937 random(7);
  std::set<std::string> distinct;
  for (int i = 0; i < 20'000; ++i) {
    std::string token;
    for (std::size_t length = 1 + random() % 6; length > 0; --length) token += parts[random() % parts.size()];
    distinct.insert(token);
  }
  const Strings tokens(distinct.begin(), distinct.end());
  CHECK(roundTrip(tokens) == tokens);
}
