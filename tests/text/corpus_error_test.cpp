#include "rnnvis/base/error.h"
#include "rnnvis/text/corpus.h"

#include "temporary_folder.h"

#include <catch2/catch.hpp>

using namespace rnnvis::text;
using Catch::Matchers::Contains;
using Catch::Matchers::EndsWith;
using rnnvis::test::TemporaryFolder;

namespace {

const Vocabulary& vocabulary() {
  static const Vocabulary tokens({"<unk>", "a"});
  return tokens;
}

/// The message of the Error that reading such a corpus throws; always a single line.
std::string messageFor(std::string_view contents, const TextSettings& settings = {}) {
  const TemporaryFolder folder;
  try {
    readCorpus(folder.write("corpus.txt", contents), settings, vocabulary());
  } catch (const rnnvis::Error& error) {
    CHECK_THAT(error.what(), !Contains("\n"));
    return error.what();
  }
  return "nothing was thrown";
}

}  // namespace

TEST_CASE("invalid UTF-8 is found by line and byte") {
  CHECK_THAT(messageFor("a\na a\xE9\n"), Contains("corpus.txt: line 2, byte 4: invalid UTF-8"));
}

TEST_CASE("a word outside the vocabulary is found by line, with the remedies") {
  CHECK_THAT(messageFor("a\n\na zebra\n"), Contains("corpus.txt: line 3:") && Contains("\"zebra\"") &&
                                               Contains("unknown = ") && Contains("out-of-vocabulary"));
}

TEST_CASE("settings that name a token outside the vocabulary are refused before the text is read") {
  TextSettings settings;
  settings.endOfLine = "<eos>";
  CHECK_THAT(messageFor("zebra\n", settings), Contains("<eos>") && Contains("end-of-line"));
  settings.endOfLine.reset();
  settings.unknown = "<oov>";
  CHECK_THAT(messageFor("zebra\n", settings), Contains("<oov>") && Contains("unknown"));
}

TEST_CASE("a corpus without a token is an error") {
  for (const std::string contents : {"", "\n\n", " \t \n", "\xEF\xBB\xBF"}) {
    CAPTURE(contents);
    CHECK_THAT(messageFor(contents), EndsWith("corpus.txt has no text; choose another corpus"));
  }
}

TEST_CASE("a corpus without a known token says how many there were") {
  TextSettings settings;
  settings.outOfVocabulary = OutOfVocabulary::skip;
  CHECK_THAT(messageFor("x y\nz\n", settings), Contains("none of its 3 tokens"));
}

TEST_CASE("a corpus that is not a file is refused by name") {
  const TemporaryFolder folder;
  CHECK_THROWS_WITH(readCorpus(folder / "absent.txt", {}, vocabulary()), Contains("absent.txt"));
  CHECK_THROWS_WITH(readCorpus(folder.path(), {}, vocabulary()), Contains("folder"));
}
