#include "rnnvis/text/token_spans.h"

#include "rnnvis/text/utf8.h"

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

TEST_CASE("every token is the piece of the text at its place") {
  const std::vector<std::string> pieces{"a", "b", "é",  "İ", "\u3000", " ", "\n",
                                        "'", ".", "漢", "_", "\r",     "0"};
  std::uint64_t state = 7;
  for (int time = 0; time < 300; ++time) {
    std::string text = "a";
    for (int i = 0; i < 20; ++i) {
      state = state * 6364136223846793005u + 1442695040888963407u;
      text += pieces[(state >> 33) % pieces.size()];
    }
    TextSettings settings;
    settings.level = time % 3 == 0 ? Level::character : Level::word;
    settings.splitting = time % 2 == 0 ? Splitting::punctuation : Splitting::whitespace;
    settings.lowercase = time % 5 == 0;
    CAPTURE(text, time);
    const auto scalars = splitScalars(text);
    std::set<std::string> known{"\n"};
    for (std::string& token : tokenize(text, settings)) known.insert(std::move(token));
    const Vocabulary vocabulary({known.begin(), known.end()});
    const auto placed = placedCorpusOf(text, "text", settings, vocabulary);
    REQUIRE(placed.spans.size() == placed.corpus.ids.size());
    std::size_t before = 0;
    for (std::size_t i = 0; i < placed.spans.size(); ++i) {
      const TextSpan& span = placed.spans[i];
      CHECK(before <= span.begin);
      REQUIRE(span.end <= scalars.size());
      before = span.end;
      std::string piece;
      for (std::size_t at = span.begin; at < span.end; ++at) piece += scalars[at];
      CHECK((settings.lowercase ? lowerCase(piece) : piece) == vocabulary.token(placed.corpus.ids[i]));
    }
  }
}
