#include "rnnvis/text/corpus.h"

#include "ids.h"
#include "temporary_folder.h"

#include <catch2/catch.hpp>

using namespace rnnvis::text;
using rnnvis::test::Numbers;
using rnnvis::test::numbersOf;
using rnnvis::test::TemporaryFolder;
using Starts = std::vector<std::size_t>;

namespace {

Corpus read(std::string_view contents, const TextSettings& settings, const Vocabulary& vocabulary) {
  const TemporaryFolder folder;
  return readCorpus(folder.write("corpus.txt", contents), settings, vocabulary);
}

const Vocabulary& wordVocabulary() {
  static const Vocabulary vocabulary({"<unk>", "<eos>", "a", "b"});
  return vocabulary;
}

TextSettings languageModel() {
  TextSettings settings;
  settings.unknown = "<unk>";
  settings.endOfLine = "<eos>";
  return settings;
}

TextSettings characterLevel() {
  TextSettings settings;
  settings.level = Level::character;
  return settings;
}

}  // namespace

TEST_CASE("every newline becomes the end-of-line token, on empty lines too") {
  const Corpus corpus = read(" a b \n\n c\n", languageModel(), wordVocabulary());
  CHECK(numbersOf(corpus.ids) == Numbers{2, 3, 1, 1, 0, 1});
  CHECK(corpus.starts == Starts{0, 3, 4, 6});
  CHECK(corpus.documents() == 3);
  CHECK(corpus.unknown == 1);
  CHECK(corpus.skipped == 0);
  CHECK(corpus.labels.empty());
}

TEST_CASE("a last line without newline ends like any other") {
  CHECK(read("a\nb", languageModel(), wordVocabulary()).ids ==
        read("a\nb\n", languageModel(), wordVocabulary()).ids);
}

TEST_CASE("without an end-of-line token, lines without words are dropped") {
  TextSettings settings;
  const Corpus corpus = read("\na b\n \t\r\nb", settings, wordVocabulary());
  CHECK(numbersOf(corpus.ids) == Numbers{2, 3, 3});
  CHECK(corpus.starts == Starts{0, 2, 3});
}

TEST_CASE("a document of skipped tokens only is dropped, its tokens counted") {
  TextSettings settings;
  settings.outOfVocabulary = OutOfVocabulary::skip;
  const Corpus corpus = read("x y\na x\nz\n", settings, wordVocabulary());
  CHECK(numbersOf(corpus.ids) == Numbers{2});
  CHECK(corpus.starts == Starts{0, 1});
  CHECK(corpus.skipped == 4);
  CHECK(corpus.unknown == 0);
}

TEST_CASE("carriage returns and a byte order mark do not reach the words") {
  CHECK(read("\xEF\xBB\xBF"
             "a b\r\nb\r\n",
             languageModel(), wordVocabulary())
            .ids == read("a b\nb\n", languageModel(), wordVocabulary()).ids);
}

TEST_CASE("characters keep everything, newlines, carriage returns and zeros included") {
  const Vocabulary vocabulary({"a", "\n", "\r", std::string(1, '\0'), "\uFEFF", " "});
  const std::string_view contents(
      "\xEF\xBB\xBF"
      "a\r\n\n \0a",
      10);
  const Corpus corpus = read(contents, characterLevel(), vocabulary);
  CHECK(numbersOf(corpus.ids) == Numbers{4, 0, 2, 1, 1, 5, 3, 0});
  CHECK(corpus.starts == Starts{0, 4, 5, 8});
}

TEST_CASE("characters of a last line without newline end without one") {
  const Vocabulary vocabulary({"a", "\n"});
  CHECK(numbersOf(read("a\na", characterLevel(), vocabulary).ids) == Numbers{0, 1, 0});
}

TEST_CASE("a character model with an end-of-line token reads it for each newline") {
  const Vocabulary vocabulary({"a", "<eos>"});
  TextSettings settings = characterLevel();
  settings.endOfLine = "<eos>";
  CHECK(numbersOf(read("a\n\na", settings, vocabulary).ids) == Numbers{0, 1, 1, 0, 1});
}

TEST_CASE("a newline outside a character vocabulary is treated as any such character") {
  const Vocabulary vocabulary({"a", "?"});
  TextSettings settings = characterLevel();
  settings.unknown = "?";
  const Corpus corpus = read("a\n", settings, vocabulary);
  CHECK(numbersOf(corpus.ids) == Numbers{0, 1});
  CHECK(corpus.unknown == 1);
}

TEST_CASE("a zero byte is an ordinary character of a word") {
  const std::string word("a\0b", 3);
  CHECK(numbersOf(read(word + " a\n", {}, Vocabulary({"a", word})).ids) == Numbers{1, 0});
}

TEST_CASE("the settings' tokens are not lower-cased, the text is") {
  const Vocabulary vocabulary({"<UNK>", "<EOS>", "a"});
  TextSettings settings;
  settings.lowercase = true;
  settings.unknown = "<UNK>";
  settings.endOfLine = "<EOS>";
  CHECK(numbersOf(read("A b\n", settings, vocabulary).ids) == Numbers{2, 0, 1});
}

TEST_CASE("a corpus carries the hash of its bytes") {
  // printf 'a\r\n' | sha256sum
  CHECK(read("a\r\n", {}, wordVocabulary()).sha256 ==
        "8e4621379786ef42a4fec155cd525c291dd7db3c1fde3478522f4f61c03fd1bd");
}
