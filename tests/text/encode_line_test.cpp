#include "rnnvis/base/error.h"
#include "rnnvis/text/tokenizer.h"

#include "ids.h"

#include <catch2/catch.hpp>

using namespace rnnvis::text;
using Catch::Matchers::Contains;
using rnnvis::test::Numbers;
using rnnvis::test::numbersOf;
using rnnvis::test::Strings;

namespace {

const Vocabulary& smallVocabulary() {
  static const Vocabulary vocabulary({"<unk>", "the", "cat", "<eos>"});
  return vocabulary;
}

}  // namespace

TEST_CASE("a typed line is encoded without an end-of-line token") {
  TextSettings settings;
  settings.endOfLine = "<eos>";
  const EncodedText encoded = encodeLine(" the cat ", settings, smallVocabulary());
  CHECK(numbersOf(encoded.ids) == Numbers{1, 2});
  CHECK(encoded.surface == Strings{"the", "cat"});
  CHECK(encodeLine("", settings, smallVocabulary()).ids.empty());
}

TEST_CASE("an unknown token keeps the word it stands for, and counts only what was replaced") {
  TextSettings settings;
  settings.unknown = "<unk>";
  const EncodedText encoded = encodeLine("the dog <unk> dog", settings, smallVocabulary());
  CHECK(numbersOf(encoded.ids) == Numbers{1, 0, 0, 0});
  CHECK(encoded.surface == Strings{"the", "dog", "<unk>", "dog"});
  CHECK(encoded.unknown == 2);
  CHECK(encoded.skipped == 0);
}

TEST_CASE("tokens outside the vocabulary are left out on request") {
  TextSettings settings;
  settings.outOfVocabulary = OutOfVocabulary::skip;
  const EncodedText encoded = encodeLine("a the b cat c", settings, smallVocabulary());
  CHECK(numbersOf(encoded.ids) == Numbers{1, 2});
  CHECK(encoded.surface == Strings{"the", "cat"});
  CHECK(encoded.unknown == 0);
  CHECK(encoded.skipped == 3);
}

TEST_CASE("otherwise the first of them is an error that names the remedies") {
  CHECK_THROWS_AS(encodeLine("the dog", {}, smallVocabulary()), rnnvis::Error);
  CHECK_THROWS_WITH(
      encodeLine("the dog bird", {}, smallVocabulary()),
      Contains("\"dog\"") && Contains("unknown = ") && Contains("out-of-vocabulary = \"skip\""));
}

TEST_CASE("a message stays on one line and short, whatever the token") {
  TextSettings characters;
  characters.level = Level::character;
  CHECK_THROWS_WITH(encodeLine("\n", characters, smallVocabulary()), Contains("\"\\n\"") && !Contains("\n"));
  try {
    encodeLine(std::string(100'000, 'x'), {}, smallVocabulary());
    FAIL("nothing was thrown");
  } catch (const rnnvis::Error& error) {
    CHECK(std::string_view(error.what()).size() < 400);
  }
}

TEST_CASE("lower case applies to the text, not to the tokens that the settings name") {
  const Vocabulary vocabulary({"<UNK>", "the"});
  TextSettings settings;
  settings.lowercase = true;
  settings.unknown = "<UNK>";
  const EncodedText encoded = encodeLine("THE <UNK>", settings, vocabulary);
  CHECK(numbersOf(encoded.ids) == Numbers{1, 0});
  CHECK(encoded.surface == Strings{"the", "<unk>"});
  CHECK(encoded.unknown == 1);
}

TEST_CASE("invalid UTF-8 and an unknown token that the vocabulary lacks are errors") {
  CHECK_THROWS_WITH(encodeLine("the \xFF", {}, smallVocabulary()), Contains("line 1, byte 5"));
  TextSettings settings;
  settings.unknown = "[UNK]";
  CHECK_THROWS_WITH(encodeLine("the", settings, smallVocabulary()), Contains("[UNK]") && Contains("unknown"));
}
