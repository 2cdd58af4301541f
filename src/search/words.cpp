#include "rnnvis/search/words.h"

#include "rnnvis/base/error.h"
#include "rnnvis/text/utf8.h"

#include <re2/re2.h>

#include <algorithm>
#include <memory>
#include <numeric>

namespace rnnvis::search {
namespace {

RE2::Options quietOptions() {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(8 << 20);
  return options;
}

/// " at character 3", counted in bytes before what RE2 names; nothing where it names no part.
std::string placeOf(const std::string& part, const std::string& pattern) {
  const std::size_t at = part.empty() ? pattern.npos : pattern.rfind(part);
  return at == pattern.npos || part == pattern ? "" : fmt::format(" at character {}", at + 1);
}

std::unique_ptr<RE2> expressionOf(const std::string& pattern) {
  if (pattern.size() > WordQuery::longestPattern)
    fail("the regular expression has {} bytes; at most {} are taken", pattern.size(),
         WordQuery::longestPattern);
  if (const auto at = text::findInvalidUtf8(pattern))
    fail("the regular expression is no UTF-8 at byte {}", *at + 1);
  auto expression = std::make_unique<RE2>(pattern, quietOptions());
  if (expression->ok()) return expression;
  if (expression->error_code() == RE2::ErrorPatternTooLarge)
    fail("the regular expression would take too much memory; repeat less in it");
  fail("the regular expression is none{}: {}", placeOf(expression->error_arg(), pattern),
       expression->error());
}

/// As a prefix that ignores case unless it has a capital.
std::unique_ptr<RE2> expressionOfPrefix(const std::string& prefix) {
  const RE2 capital("\\p{Lu}", quietOptions());
  const char* flags = RE2::PartialMatch(prefix, capital) ? "^" : "(?i)^";
  return std::make_unique<RE2>(flags + RE2::QuoteMeta(prefix), quietOptions());
}

}  // namespace

std::vector<FoundWord> findWords(const WordQuery& query, std::span<const std::string> tokens,
                                 std::span<const std::int64_t> counts, std::span<const text::Tag> tags) {
  std::vector<std::unique_ptr<RE2>> expressions;
  if (!query.prefix.empty()) {
    if (query.prefix.size() > WordQuery::longestPattern)
      fail("the beginning of a word has {} bytes; at most {} are taken", query.prefix.size(),
           WordQuery::longestPattern);
    if (const auto at = text::findInvalidUtf8(query.prefix))
      fail("the beginning of the word is no UTF-8 at byte {}", *at + 1);
    expressions.push_back(expressionOfPrefix(query.prefix));
  }
  if (!query.pattern.empty()) expressions.push_back(expressionOf(query.pattern));
  std::vector<WordId> among = query.among;
  if (among.empty())
    for (std::size_t word = 0; word < tokens.size(); ++word)
      among.push_back(WordId{static_cast<std::int32_t>(word)});
  std::vector<FoundWord> found;
  for (const WordId word : among) {
    const auto matches = [&](const auto& expression) {
      return RE2::PartialMatch(tokens[word.index()], *expression);
    };
    const text::Tag tag = word.index() < tags.size() ? tags[word.index()] : text::Tag::other;
    if (!query.tags.empty() && !query.tags.contains(tag)) continue;
    if (std::all_of(expressions.begin(), expressions.end(), matches))
      found.push_back({word, counts[word.index()]});
  }
  std::sort(found.begin(), found.end(), [](const FoundWord& a, const FoundWord& b) {
    return a.count != b.count ? a.count > b.count : a.word < b.word;
  });
  return found;
}

}  // namespace rnnvis::search
