#include "rnnvis/text/corpus.h"

#include "golden_counts.h"
#include "ids.h"
#include "reference.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>

using namespace rnnvis::text;
using rnnvis::WordId;
using rnnvis::test::goldenCounts;
using rnnvis::test::reference;

// The expected numbers were counted with Python's str.split() and str.lower().

namespace {

std::map<std::int32_t, std::int64_t> countsOf(const Corpus& corpus) {
  std::map<std::int32_t, std::int64_t> counts;
  for (const WordId id : corpus.ids) ++counts[id.value];
  return counts;
}

TextSettings wordsWithUnknown() {
  TextSettings settings;
  settings.unknown = "<unk>";
  return settings;
}

/// Python's string.printable, the vocabulary of the character models.
Vocabulary printableCharacters() {
  const std::string_view printable =
      "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
      "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ \t\n\r\v\f";
  std::vector<std::string> tokens;
  for (const char character : printable) tokens.emplace_back(1, character);
  return Vocabulary(std::move(tokens));
}

}  // namespace

TEST_CASE("Penn Treebank's test text has the words that the exact responses were computed from") {
  REQUIRE_REFERENCE("data/ptb/ptb.test.txt");
  REQUIRE_REFERENCE("golden/responses/ptb-lstm-200x2.safetensors");
  TextSettings settings = wordsWithUnknown();
  settings.endOfLine = "<eos>";
  const Vocabulary vocabulary = readVocabulary(reference("models/ptb-lstm-200x2/vocab.txt"), 10'000);
  CHECK(vocabulary.size() == 10'000);
  CHECK(vocabulary.find("1\\/2-year").has_value());
  const Corpus corpus = readCorpus(reference("data/ptb/ptb.test.txt"), settings, vocabulary);
  CHECK(corpus.ids.size() == 82'430);
  CHECK(corpus.documents() == 3'761);
  CHECK(corpus.unknown == 0);
  CHECK(corpus.skipped == 0);
  CHECK(std::count(corpus.ids.begin(), corpus.ids.end(), *vocabulary.find("<eos>")) == 3'761);
  CHECK(std::count(corpus.ids.begin(), corpus.ids.end(), *vocabulary.find("<unk>")) > 0);
  CHECK(countsOf(corpus) == goldenCounts(reference("golden/responses/ptb-lstm-200x2.safetensors")));
}

TEST_CASE("the Yelp sentences have the labels, words and unknown words of the classifiers") {
  struct Expected {
    const char* model;
    std::size_t tokens, unknown;
    int positive;
  };
  const auto expected = GENERATE(Expected{"yelp-gru-50-balanced", 17'750, 346, 992},
                                 Expected{"yelp-gru-50-unbalanced", 17'214, 330, 1'484});
  const std::filesystem::path folder = std::filesystem::path("models") / expected.model;
  const auto golden =
      std::filesystem::path("golden/responses") / (std::string(expected.model) + ".safetensors");
  REQUIRE_REFERENCE(folder / "test.tsv");
  REQUIRE_REFERENCE(golden);
  const Vocabulary vocabulary = readVocabulary(reference(folder / "vocab.txt"));
  const std::vector<std::string> classes = {"negative", "positive"};
  const Corpus corpus = readCorpus(reference(folder / "test.tsv"), wordsWithUnknown(), vocabulary, classes);
  CHECK(corpus.documents() == 2'000);
  CHECK(corpus.labels.size() == 2'000);
  CHECK(std::count(corpus.labels.begin(), corpus.labels.end(), 1) == expected.positive);
  CHECK(corpus.ids.size() == expected.tokens);
  CHECK(corpus.unknown == expected.unknown);
  CHECK(countsOf(corpus) == goldenCounts(reference(golden)));
}

TEST_CASE("the King James text replaces the words that its vocabulary lacks") {
  REQUIRE_REFERENCE("models/kjv-lstm-128x2/test.txt");
  TextSettings settings = wordsWithUnknown();
  settings.lowercase = true;
  settings.endOfLine = "<eos>";
  const Vocabulary vocabulary = readVocabulary(reference("models/kjv-lstm-128x2/vocab.txt"));
  const Corpus corpus = readCorpus(reference("models/kjv-lstm-128x2/test.txt"), settings, vocabulary);
  CHECK(vocabulary.size() == 6'600);
  CHECK(corpus.documents() == 1'560);
  CHECK(corpus.ids.size() == 46'425 + 1'560);
  CHECK(corpus.unknown == 656);
}

TEST_CASE("Tiny Shakespeare is read character by character, newlines included") {
  REQUIRE_REFERENCE("data/tinyshakespeare/input.txt");
  TextSettings settings;
  settings.level = Level::character;
  const Vocabulary vocabulary = printableCharacters();
  CHECK(vocabulary.size() == 100);
  const Corpus corpus = readCorpus(reference("data/tinyshakespeare/input.txt"), settings, vocabulary);
  CHECK(corpus.ids.size() == 1'115'394);
  CHECK(corpus.documents() == 40'000);
  CHECK(countsOf(corpus).size() == 65);
}

TEST_CASE("textgenrnn's JSON vocabulary leaves index 0 to the padding") {
  const std::filesystem::path path = "models/third-party/textgenrnn/textgenrnn_vocab.json";
  REQUIRE_REFERENCE(path);
  const Vocabulary vocabulary = readVocabulary(reference(path));
  CHECK(vocabulary.size() == 465);
  CHECK_FALSE(vocabulary.hasToken(WordId{0}));
  CHECK(vocabulary.find("H") == WordId{50});
  CHECK(vocabulary.token(WordId{361}) == "ы");
}
