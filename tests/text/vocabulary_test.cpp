#include "rnnvis/text/vocabulary.h"

#include "rnnvis/base/error.h"

#include "ids.h"
#include "temporary_folder.h"

#include <catch2/catch.hpp>

using namespace rnnvis::text;
using Catch::Matchers::Contains;
using rnnvis::WordId;
using rnnvis::test::Strings;
using rnnvis::test::TemporaryFolder;

namespace {

Vocabulary read(std::string_view contents, std::size_t maximumSize = 1000) {
  const TemporaryFolder folder;
  return readVocabulary(folder.write("vocab.txt", contents), maximumSize);
}

/// The tokens in index order, "" for an index without one.
Strings tokensOf(const Vocabulary& vocabulary) {
  Strings tokens;
  for (std::size_t i = 0; i < vocabulary.size(); ++i) {
    const WordId id{static_cast<std::int32_t>(i)};
    tokens.push_back(vocabulary.hasToken(id) ? vocabulary.token(id) : "");
  }
  return tokens;
}

}  // namespace

TEST_CASE("a vocabulary finds tokens by index and indices by token") {
  const Vocabulary vocabulary({"a", "", "b"});
  CHECK(vocabulary.size() == 3);
  CHECK(vocabulary.token(WordId{2}) == "b");
  CHECK(vocabulary.find("a") == WordId{0});
  CHECK(vocabulary.find("b") == WordId{2});
  CHECK(vocabulary.find("c") == std::nullopt);
  CHECK(vocabulary.find("") == std::nullopt);
  CHECK(Vocabulary().size() == 0);
}

TEST_CASE("indices without a token have a name of their own") {
  const Vocabulary vocabulary({"a", ""});
  CHECK_FALSE(vocabulary.hasToken(WordId{1}));
  CHECK(vocabulary.token(WordId{1}) == "<#1>");
  CHECK_FALSE(vocabulary.hasToken(WordId{17}));
  CHECK(vocabulary.token(WordId{17}) == "<#17>");
  CHECK_FALSE(vocabulary.hasToken(WordId{-1}));
  CHECK(vocabulary.token(WordId{-1}) == "<#-1>");
}

TEST_CASE("a copy of a vocabulary stands on its own") {
  auto original = std::make_unique<Vocabulary>(Strings{"a", "b"});
  const Vocabulary copy = *original;
  original.reset();
  CHECK(copy.find("b") == WordId{1});
}

TEST_CASE("a repeated token is refused with its indices") {
  CHECK_THROWS_AS(Vocabulary({"a", "b", "a"}), rnnvis::Error);
  CHECK_THROWS_WITH(Vocabulary({"a", "b", "a"}), Contains("\"a\" at the indices 0 and 2"));
}

TEST_CASE("a vocabulary file has a token a line") {
  CHECK(tokensOf(read("a\nb c\n")) == Strings{"a", "b c"});
  CHECK(tokensOf(read("a\nb")) == Strings{"a", "b"});
  CHECK(tokensOf(read("a\r\nb\r\n")) == Strings{"a", "b"});
  CHECK(tokensOf(read("\xEF\xBB\xBF"
                      "a\n")) == Strings{"a"});
  CHECK(tokensOf(read(" \n  a \n")) == Strings{" ", "  a "});
  CHECK(tokensOf(read(std::string_view("a\0b\n", 4))) == Strings{std::string("a\0b", 3)});
}

TEST_CASE("an empty line is an index without a token") {
  CHECK(tokensOf(read("\na\n\r\nb\n\n")) == Strings{"", "a", "", "b", ""});
}

TEST_CASE("escapes stand for characters, other backslashes for themselves") {
  CHECK(tokensOf(read("\\n\n\\t\n\\r\n\\\\\n")) == Strings{"\n", "\t", "\r", "\\"});
  CHECK(tokensOf(read("\\x41\\x7e\n\\xe9\n\\xC9\n")) == Strings{"A~", "é", "É"});
  CHECK(tokensOf(read("\\x00\n")) == Strings{std::string(1, '\0')});
  CHECK(tokensOf(read("1\\/2-year\n\\*\\*\n\\\n")) == Strings{"1\\/2-year", "\\*\\*", "\\"});
  CHECK(tokensOf(read("\\x\n\\x4\n\\xg0\n\\N\n")) == Strings{"\\x", "\\x4", "\\xg0", "\\N"});
  CHECK(tokensOf(read("\\\\n\n\\\\\\n\n")) == Strings{"\\n", "\\\n"});
}

TEST_CASE("lists that begin like JSON are lists") {
  CHECK(tokensOf(read("{\na\nb\n}\n")) == Strings{"{", "a", "b", "}"});
  CHECK(tokensOf(read("{\"a\"\nb\n")) == Strings{"{\"a\"", "b"});
  CHECK(tokensOf(read("{}\n{\n")) == Strings{"{}", "{"});
}

TEST_CASE("damaged vocabulary files are refused with file and line") {
  CHECK_THROWS_WITH(read("a\nb\xFF\n"), Contains("vocab.txt: line 2, byte 2: invalid UTF-8"));
  CHECK_THROWS_WITH(read("a\nb\na\n"), Contains("vocab.txt: lines 1 and 3") && Contains("\"a\""));
  CHECK_THROWS_WITH(read("a\n\\x61\n"), Contains("lines 1 and 2"));
  CHECK_THROWS_WITH(read("\n\na\n\\n\n\\n\n"), Contains("lines 4 and 5") && !Contains("\n"));
  CHECK_THROWS_WITH(read("a\nb\nc\n", 2), Contains("vocab.txt: more than 2 lines"));
  CHECK_NOTHROW(read("a\nb\n", 2));
  for (const char* contents : {"", "\n", "\n\n", "\xEF\xBB\xBF"})
    CHECK_THROWS_WITH(read(contents), Contains("vocab.txt: the vocabulary has no tokens"));
}
