#include "rnnvis/text/token_spans.h"

#include <catch2/catch.hpp>

#include <set>
#include <string>

using namespace rnnvis::text;

namespace {

Vocabulary vocabularyOf(const std::string& text, const TextSettings& settings) {
  std::set<std::string> tokens;
  for (std::string& token : tokenize(text, settings)) tokens.insert(std::move(token));
  tokens.insert({"<eos>", "<unk>"});
  return Vocabulary({tokens.begin(), tokens.end()});
}

using Spans = std::vector<TextSpan>;

}  // namespace

TEST_CASE("words lie where they stand in the text, whatever is between them") {
  TextSettings settings;
  settings.endOfLine = "<eos>";
  const std::string text = "  a  bé\n\nc";
  const auto placed = placedCorpusOf(text, "text", settings, vocabularyOf(text, settings));
  CHECK(placed.spans == Spans{{2, 3}, {5, 7}, {7, 8}, {8, 9}, {9, 10}, {10, 11}});
  CHECK(placed.corpus.ids.size() == placed.spans.size());
}

TEST_CASE("words and characters end at the same places") {
  TextSettings words, characters;
  words.endOfLine = "<eos>";
  characters.level = Level::character;
  const std::string text = "ab é\nc\n";
  const auto byWord = placedCorpusOf(text, "text", words, vocabularyOf(text, words));
  const auto byCharacter = placedCorpusOf(text, "text", characters, vocabularyOf(text + "\n", characters));
  CHECK(byWord.spans == Spans{{0, 2}, {3, 4}, {4, 5}, {5, 6}, {6, 7}});
  Spans each;
  for (std::size_t at = 0; at < 7; ++at) each.push_back({at, at + 1});
  CHECK(byCharacter.spans == each);
}

TEST_CASE("lower case, labels, a byte order mark and left out tokens move no place") {
  TextSettings settings;
  settings.lowercase = true;
  settings.outOfVocabulary = OutOfVocabulary::skip;
  const Vocabulary vocabulary({"i", "x"});  // İ, two bytes, becomes i, one byte.
  const std::vector<std::string> classes{"no", "yes"};
  const auto placed =
      placedCorpusOf("\xEF\xBB\xBFno\tİ other X\nyes\tX\n", "text", settings, vocabulary, classes);
  CHECK(placed.spans == Spans{{4, 5}, {12, 13}, {18, 19}});
  CHECK(placed.corpus.labels == std::vector<int>{0, 1});
  CHECK(lineSpans(" İ other X", settings, vocabulary) == Spans{{1, 2}, {9, 10}});
}
