#include "rnnvis/search/words.h"

#include "rnnvis/base/error.h"

#include <catch2/catch.hpp>

#include <chrono>

using namespace rnnvis;
using Catch::Contains;
using search::WordQuery;

namespace {

const std::vector<std::string> tokens{"<unk>", "he",   "He",  "her", "hers", "the",
                                      "über",  "Über", "3.5", "a,b", "he.e"};
const std::vector<std::int64_t> counts{50, 40, 3, 40, 0, 900, 2, 1, 7, 1, 1};

std::vector<std::string> found(const WordQuery& query, const std::vector<text::Tag>& tags = {}) {
  std::vector<std::string> words;
  for (const auto& hit : findWords(query, tokens, counts, tags)) {
    CHECK(hit.count == counts[hit.word.index()]);
    words.push_back(tokens[hit.word.index()]);
  }
  return words;
}

std::vector<std::string> beginning(const std::string& prefix) {
  WordQuery query;
  query.prefix = prefix;
  return found(query);
}

std::vector<std::string> matching(const std::string& pattern) {
  WordQuery query;
  query.pattern = pattern;
  return found(query);
}

using Words = std::vector<std::string>;

}  // namespace

TEST_CASE("words are found by their beginning, most frequent first") {
  CHECK(beginning("he") == Words{"he", "her", "He", "he.e", "hers"});
  CHECK(beginning("He") == Words{"He"});
  CHECK(beginning("über") == Words{"über", "Über"});
  CHECK(beginning("Üb") == Words{"Über"});
  CHECK(beginning("he.") == Words{"he.e"});  // No expression.
  CHECK(beginning("zz").empty());
}

TEST_CASE("words are found by regular expressions that some part of them matches") {
  CHECK(matching("^he") == Words{"he", "her", "he.e", "hers"});
  CHECK(matching("e$") == Words{"the", "he", "He", "he.e"});
  CHECK(matching("(?i)^he$") == Words{"he", "He"});
  CHECK(matching("^[0-9.]+$") == Words{"3.5"});
  CHECK(matching("^\\p{Lu}") == Words{"He", "Über"});
  CHECK(matching("^.ber$") == Words{"über", "Über"});  // A character, not a byte.
}

TEST_CASE("all that a query says must hold") {
  using text::Tag;
  std::vector<Tag> tags(tokens.size(), Tag::other);
  tags[1] = tags[2] = Tag::pronoun;
  tags[3] = Tag::determiner;
  WordQuery query;
  query.tags = {Tag::pronoun, Tag::determiner};
  CHECK(found(query, tags) == Words{"he", "her", "He"});
  query.prefix = "her";
  CHECK(found(query, tags) == Words{"her"});
  query.pattern = "x";
  CHECK(found(query, tags).empty());
  query = {};
  query.pattern = "e";
  query.among = {WordId{5}, WordId{4}, WordId{1}};
  CHECK(found(query) == Words{"the", "he", "hers"});
}

TEST_CASE("an expression that is none is refused in one line that says where") {
  CHECK_THROWS_WITH(matching("ab(c"), Contains("regular expression") && Contains("missing"));
  CHECK_THROWS_WITH(matching("ab[z-a]"), Contains("at character 4") && Contains("range"));
  CHECK_THROWS_WITH(matching("a**"), Contains("at character 2") && Contains("repetition"));
  CHECK_THROWS_WITH(matching("\\1"), Contains("escape"));
  CHECK_THROWS_WITH(matching("(?=a)"), Contains("(?"));
  CHECK_THROWS_WITH(matching("a\xff"), Contains("UTF-8 at byte 2"));
  CHECK_THROWS_WITH(beginning("a\xff"), Contains("UTF-8 at byte 2"));
  CHECK_THROWS_WITH(matching(std::string(1001, 'a')), Contains("1001 bytes") && Contains("1000"));
  CHECK_THROWS_WITH(matching("((a{1000}){1000}){1000}"), Contains("at") || Contains("memory"));
  for (const char* pattern : {"ab(c", "a**", "[", "\\", "(?P<x>", "a{5,2}", "(a{900}){900}"}) try {
      matching(pattern);
      FAIL(pattern);
    } catch (const Error& error) {
      CHECK(std::string(error.what()).find('\n') == std::string::npos);
    }
}

TEST_CASE("an expression that makes backtracking engines run away takes no time") {
  const std::string long_ = std::string(20'000, 'a') + "!";
  const std::vector<std::string> one{long_};
  const std::vector<std::int64_t> once{1};
  for (const char* pattern : {"^(a+)+$", "^(a|aa)+$", "^(a*)*b$", "(x+x+)+y|(a?){100}a{100}b"}) {
    WordQuery query;
    query.pattern = pattern;
    const auto start = std::chrono::steady_clock::now();
    CHECK(findWords(query, one, once).empty());
    // A backtracking engine would take longer than the age of the universe.
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(30));
  }
}
