#include "rnnvis/text/corpus.h"

#include "ids.h"
#include "temporary_folder.h"

#include <catch2/catch.hpp>

using namespace rnnvis::text;
using Catch::Matchers::Contains;
using rnnvis::test::Numbers;
using rnnvis::test::numbersOf;
using rnnvis::test::Strings;
using rnnvis::test::TemporaryFolder;

namespace {

Corpus read(std::string_view contents, const Strings& classes, const TextSettings& settings = {}) {
  static const Vocabulary vocabulary({"a", "b", "\t"});
  const TemporaryFolder folder;
  return readCorpus(folder.write("corpus.tsv", contents), settings, vocabulary, classes);
}

const Strings sentiment = {"negative", "positive"};

}  // namespace

TEST_CASE("labels are class names or their indices") {
  const Corpus corpus = read("positive\ta b\nnegative\tb\n1\ta\n0\ta", sentiment);
  CHECK(corpus.labels == std::vector<int>{1, 0, 1, 0});
  CHECK(numbersOf(corpus.ids) == Numbers{0, 1, 1, 0, 0});
  CHECK(corpus.documents() == 4);
}

TEST_CASE("a class name that is a number wins over the index") {
  CHECK(read("1\ta\n0\ta\n2\ta\n", {"1", "0", "other"}).labels == std::vector<int>{0, 1, 2});
}

TEST_CASE("only the first tab of a line ends the label") {
  TextSettings settings;
  settings.level = Level::character;
  CHECK(numbersOf(read("0\ta\tb\n", sentiment, settings).ids) == Numbers{0, 2, 1});
}

TEST_CASE("documents without a token go with their labels, blank lines without notice") {
  const Corpus corpus = read("\n0\ta\n1\t \n\r\n1\tb\n\n", sentiment);
  CHECK(corpus.labels == std::vector<int>{0, 1});
  CHECK(numbersOf(corpus.ids) == Numbers{0, 1});
}

TEST_CASE("an end-of-line token ends labelled documents too") {
  TextSettings settings;
  settings.endOfLine = "b";
  const Corpus corpus = read("0\ta\n1\t\n", sentiment, settings);
  CHECK(numbersOf(corpus.ids) == Numbers{0, 1, 1});
  CHECK(corpus.labels == std::vector<int>{0, 1});
}

TEST_CASE("a byte order mark is not part of the first label") {
  TextSettings characters;
  characters.level = Level::character;
  CHECK(read("\xEF\xBB\xBFpositive\ta\n", sentiment, characters).labels == std::vector<int>{1});
  CHECK(read("\xEF\xBB\xBFpositive\ta\n", sentiment).labels == std::vector<int>{1});
}

TEST_CASE("a missing tab and an unknown label are errors with their line") {
  CHECK_THROWS_WITH(read("0\ta\npositive a\n", sentiment), Contains("corpus.tsv: line 2: no tab"));
  for (const std::string label : {"2", "-1", "01x", "", " 0", "Positive", "99999999999999999999"}) {
    CAPTURE(label);
    CHECK_THROWS_WITH(read("0\ta\n\n" + label + "\ta\n", sentiment),
                      Contains("line 3: the label \"" + label + "\""));
  }
}
