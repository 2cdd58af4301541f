#include "rnnvis/base/error.h"
#include "rnnvis/text/vocabulary.h"

#include "temporary_folder.h"

#include <catch2/catch.hpp>

#include <string>

using namespace rnnvis::text;
using Catch::Matchers::Contains;
using rnnvis::WordId;
using rnnvis::test::TemporaryFolder;

namespace {

Vocabulary read(std::string_view contents, std::size_t maximumSize = 1u << 24) {
  const TemporaryFolder folder;
  return readVocabulary(folder.write("vocab.json", contents), maximumSize);
}

}  // namespace

TEST_CASE("a JSON vocabulary maps tokens to indices") {
  const Vocabulary vocabulary = read(R"({"b": 1, "the \"cat\"": 0, "\u00e9\n": 2})");
  CHECK(vocabulary.size() == 3);
  CHECK(vocabulary.token(WordId{0}) == "the \"cat\"");
  CHECK(vocabulary.token(WordId{1}) == "b");
  CHECK(vocabulary.find("é\n") == WordId{2});
}

TEST_CASE("a JSON vocabulary maps indices to tokens") {
  const Vocabulary vocabulary = read("{\n  \"10\": \"k\",\n  \"0\": \"a\",\n  \"1\": \"7\"\n}\n");
  CHECK(vocabulary.size() == 11);
  CHECK(vocabulary.token(WordId{0}) == "a");
  CHECK(vocabulary.find("7") == WordId{1});
  CHECK(vocabulary.find("k") == WordId{10});
  CHECK_FALSE(vocabulary.hasToken(WordId{5}));
}

TEST_CASE("tokens that are digits do not turn a token map round") {
  const Vocabulary vocabulary = read(R"({"0": 2, "1": 1, "2": 0})");
  CHECK(vocabulary.find("0") == WordId{2});
  CHECK(vocabulary.find("2") == WordId{0});
}

TEST_CASE("a byte order mark and white space around the object are passed over") {
  CHECK(read("\xEF\xBB\xBF \r\n{\"a\": 0}\r\n\t").find("a") == WordId{0});
}

TEST_CASE("escapes of line files mean nothing in JSON") {
  CHECK(read(R"({"\\n": 0})").find("\\n") == WordId{0});
}

TEST_CASE("indices may be left out, and an empty token is no token") {
  const Vocabulary vocabulary = read(R"({"": 0, "a": 3})");
  CHECK(vocabulary.size() == 4);
  CHECK_FALSE(vocabulary.hasToken(WordId{0}));
  CHECK_FALSE(vocabulary.hasToken(WordId{1}));
}

TEST_CASE("what is no map of tokens and indices is refused by key") {
  const std::string contents = GENERATE(
      R"({"ok": 0, "key": -1})", R"({"ok": 0, "key": 1.5})", R"({"ok": 0, "key": 1e3})",
      R"({"ok": 0, "key": 1.0})", R"({"ok": 0, "key": 99999999999999999999999})", R"({"ok": 0, "key": null})",
      R"({"ok": 0, "key": true})", R"({"ok": 0, "key": [1]})", R"({"ok": 0, "key": {"a": 1}})",
      R"({"ok": 0, "key": "b"})", R"({"0": "a", "key": "b"})", R"({"0": "a", "key": 1})");
  CAPTURE(contents);
  CHECK_THROWS_AS(read(contents), rnnvis::Error);
  CHECK_THROWS_WITH(read(contents), Contains("vocab.json: key \"key\"") && !Contains("\n"));
}

TEST_CASE("keys of an index map are plain decimal numbers") {
  for (const std::string key : {"-1", "+1", "1.0", " 1", "0x1", "", "99999999999999999999999"}) {
    CAPTURE(key);
    CHECK_THROWS_WITH(read("{\"" + key + "\": \"a\"}"), Contains("key \"" + key + "\""));
  }
}

TEST_CASE("repeated tokens and indices are refused by name") {
  CHECK_THROWS_WITH(read(R"({"a": 0, "b": 1, "a": 2})"), Contains("\"a\" has the indices 0 and 2"));
  CHECK_THROWS_WITH(read(R"({"0": "a", "1": "a"})"), Contains("\"a\" has the indices 0 and 1"));
  CHECK_THROWS_WITH(read(R"({"a": 0, "b": 1, "c": 1})"), Contains("\"b\" and \"c\" have the same index 1"));
  CHECK_THROWS_WITH(read(R"({"0": "a", "00": "b"})"), Contains("same index 0"));
}

TEST_CASE("an index buys no memory that the file's size does not warrant") {
  CHECK_THROWS_WITH(read(R"({"a": 1000000000000})"), Contains("\"a\"") && Contains("1000000000000"));
  CHECK_THROWS_WITH(read(R"({"a": 18446744073709551615})"), Contains("18446744073709551615"));
  CHECK_THROWS_WITH(read(R"({"a": 16000000})"), Contains("below 1048577"));
  CHECK_THROWS_WITH(read(R"({"a": 0, "b": 10})", 10), Contains("\"b\"") && Contains("below 10"));
  CHECK(read(R"({"a": 0, "b": 9})", 10).size() == 10);
  CHECK(read(R"({"a": 1000000})").size() == 1'000'001);
}

TEST_CASE("damaged JSON is not mistaken for a list of tokens") {
  CHECK_THROWS_WITH(read("{\"a\": 0,\n\"b\": 1,\n}"), Contains("vocab.json: line 3: begins like JSON"));
  CHECK_THROWS_WITH(read("{'a': 0, 'b': 1}"), Contains("line 1"));
  CHECK_THROWS_WITH(read("{\n  \"a\": 0\n  \"b\": 1\n}\n"), Contains("line 3"));
  CHECK_THROWS_WITH(read("{\"a\": 0} {\"b\": 1}"), Contains("line 1"));
  CHECK_THROWS_WITH(read("{\"a\xFF\": 0}"), Contains("invalid UTF-8"));
  CHECK_THROWS_WITH(read("{\"\\ud800\": 0}"), Contains("line 1"));
  CHECK_THROWS_WITH(read("{}"), Contains("no tokens"));
}

TEST_CASE("deep nesting ends in an error, not in the stack's end") {
  const std::size_t depth = 200'000;
  std::string nested;
  for (std::size_t i = 0; i < depth; ++i) nested += "{\"a\":";
  nested += "0" + std::string(depth, '}');
  CHECK_THROWS_WITH(read(nested), Contains("key \"a\""));
}
