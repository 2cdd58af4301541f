#include "rnnvis/response/corpus_split.h"

#include "naive_statistics.h"
#include "rnnvis/base/error.h"
#include "small_case.h"

#include <catch2/catch.hpp>

#include <set>

using namespace rnnvis;
using namespace rnnvis::test;
using namespace rnnvis::response;
using Catch::Contains;
using model::Signal;

namespace {

/// Each part's statistics are those of its own tokens, in the reading of the whole text.
void checkParts(const Case& which, const CorpusSplit& split) {
  const auto parts = analyzeParts(which.model, which.corpus, "test", split, exactOptions());
  const Signal state = analysedState(which.model.network.cell);
  const auto values = naiveValues(which.model, which.corpus, which.stream, 1, state);
  const auto blocks = naiveBlocks(which.corpus, which.stream);
  std::set<std::string> names;
  for (const auto& part : parts) {
    CAPTURE(part->info.part);
    CHECK(names.insert(part->info.part).second);
    const auto number =
        static_cast<std::int16_t>(std::ranges::find(split.names, part->info.part) - split.names.begin());
    std::vector<std::vector<std::size_t>> places(12);
    std::vector<double> all;
    for (std::size_t t = 0; t < which.corpus.ids.size(); ++t) {
      if (split.partOf[t] != number) continue;
      places[which.corpus.ids[t].index()].push_back(t);
      all.push_back(values.now(static_cast<Eigen::Index>(t), 2));
    }
    CHECK(part->info.tokens == all.size());
    const auto& got = part->responses(LayerId{1}, state);
    for (std::size_t w = 0; w < 12; ++w) {
      std::vector<double> responses;
      std::vector<std::size_t> inBlocks;
      for (std::size_t t : places[w]) {
        const auto row = static_cast<Eigen::Index>(t);
        responses.push_back(double{values.now(row, 2)} - double{values.before(row, 2)});
        inBlocks.push_back(blocks[t]);
      }
      REQUIRE(part->count[w] == static_cast<std::int64_t>(responses.size()));
      if (responses.empty()) continue;
      const auto row = static_cast<Eigen::Index>(w);
      CHECK(double{got.mean.matrix()(row, 2)} == Approx(meanOf(responses)).margin(1e-5));
      CHECK(double{got.deviation.matrix()(row, 2)} == Approx(deviationOf(responses)).margin(1e-5));
      CHECK(part->blocks[w] == static_cast<std::int64_t>(blockSums(responses, inBlocks).size()));
      if (part->blocks[w] > 1)
        CHECK(double{got.error.matrix()(part->row[w], 2)} ==
              Approx(naiveError(responses, inBlocks)).epsilon(1e-3).margin(1e-6));
      CHECK(part->sampleOffsets[w + 1] - part->sampleOffsets[w] == part->count[w]);
    }
    CHECK(double{part->layers[1].values.at(state).mean.matrix()(0, 2)} == Approx(meanOf(all)).margin(1e-5));
  }
}

std::string tagsOf(const text::Corpus& corpus, std::size_t leaveOut = 0) {
  std::string lines;
  for (std::size_t d = 0; d < corpus.documents(); ++d) {
    for (std::size_t t = corpus.starts[d]; t + leaveOut < corpus.starts[d + 1]; ++t)
      lines += t % 5 == 0 ? "- " : corpus.ids[t].index() % 2 == 0 ? "NOUN " : "VERB\t";
    lines += "\r\n";
  }
  return lines;
}

}  // namespace

TEST_CASE("every part of a split has the statistics of its own tokens") {
  const Case which = makeCase(GENERATE("lstm", "gru"), GENERATE(true, false));
  const TemporaryFolder folder;
  SECTION("by label") {
    checkParts(which, splitByLabel(which.corpus, {"bad", "good"}));
  }
  SECTION("by position") {
    checkParts(which, splitByPosition(which.corpus));
  }
  SECTION("in halves") {
    checkParts(which, splitInHalves(which.corpus, 5));
  }
  SECTION("by tags") {
    checkParts(which, splitByTags(which.corpus, folder.write("tags", tagsOf(which.corpus))));
  }
}

TEST_CASE("positions are counted from the start of the document, in doubling ranges") {
  Random random(1);
  const CorpusSplit split = splitByPosition(corpusOf(random, {2, 40}, 5));
  CHECK(split.names == std::vector<std::string>{"1", "2-4", "5-8", "9-16", "17-32", "33-"});
  const auto part = [&](std::size_t place) { return split.partOf[2 + place - 1]; };
  CHECK(split.partOf[0] == 0);
  CHECK(split.partOf[1] == 1);
  CHECK(part(1) == 0);
  CHECK((part(2) == 1 && part(4) == 1));
  CHECK((part(5) == 2 && part(8) == 2));
  CHECK((part(9) == 3 && part(16) == 3));
  CHECK((part(17) == 4 && part(32) == 4));
  CHECK((part(33) == 5 && part(40) == 5));
}

TEST_CASE("halves keep documents whole, are as large as can be, and depend on the seed") {
  Random random(2);
  const text::Corpus corpus = corpusOf(random, std::vector<std::size_t>(41, 3), 5);
  const CorpusSplit split = splitInHalves(corpus, 1);
  std::array<int, 2> documents{};
  for (std::size_t d = 0; d < 41; ++d) {
    CHECK(split.partOf[3 * d] == split.partOf[3 * d + 2]);
    ++documents.at(static_cast<std::size_t>(split.partOf[3 * d]));
  }
  CHECK(documents == std::array<int, 2>{21, 20});
  CHECK(splitInHalves(corpus, 1).partOf == split.partOf);
  CHECK(splitInHalves(corpus, 2).partOf != split.partOf);
  CHECK_THROWS_WITH(splitInHalves(streamOf(random, 9, 5), 1), Contains("single document"));
}

TEST_CASE("a text without labels has no split by them") {
  Random random(3);
  text::Corpus corpus = streamOf(random, 9, 5);
  corpus.labels.clear();
  CHECK_THROWS_WITH(splitByLabel(corpus, {"a"}), Contains("no labels"));
}

TEST_CASE("a split without a token in a part gives no analysis of it") {
  const Case which = makeCase("rnn", true);
  CorpusSplit split{{"all", "none"}, std::vector<std::int16_t>(which.corpus.ids.size(), 0)};
  const auto parts = analyzeParts(which.model, which.corpus, "test", split, exactOptions());
  REQUIRE(parts.size() == 1);
  CHECK(parts[0]->info.part == "all");
  CHECK(parts[0]->info.documents == 60);
}

TEST_CASE("tags may leave out the end of each line") {
  Random random(4);
  const TemporaryFolder folder;
  const text::Corpus corpus = corpusOf(random, {4, 2, 7}, 5);
  const CorpusSplit split = splitByTags(corpus, folder.write("tags", tagsOf(corpus, 1)));
  CHECK(split.names.size() == 2);
  for (std::size_t d = 0; d < 3; ++d) CHECK(split.partOf[corpus.starts[d + 1] - 1] == -1);
}

TEST_CASE("files of tags that do not fit the text are refused, naming file and line") {
  Random random(4);
  const TemporaryFolder folder;
  const text::Corpus corpus = corpusOf(random, {4, 2, 7}, 5);
  const auto problem = [&](const std::string& text) -> std::string {
    try {
      splitByTags(corpus, folder.write("tags", text));
    } catch (const Error& error) {
      return error.what();
    }
    return "";
  };
  const std::string good = "A B A B\nA A\nB B B B A A A\n";
  CHECK(problem(good).empty());
  CHECK(problem(good + "\n \n").empty());
  CHECK_THAT(problem("A B A B\nA A A\nB B B B A A A\n"),
             Contains("tags: line 2: 3 tags for a document of 2 tokens"));
  CHECK_THAT(problem("A B\nA A\nB B B B A A A\n"), Contains("line 1: 2 tags for a document of 4"));
  CHECK_THAT(problem("A B A B\nA A\n"), Contains("2 lines") && Contains("3 documents"));
  CHECK_THAT(problem(""), Contains("0 lines"));
  CHECK_THAT(problem(good + "A\n"), Contains("more lines"));
  CHECK_THAT(problem("- - - -\n- -\n- - - - - - -\n"), Contains("no tag but"));
  CHECK_THAT(problem(std::string(1000, '\0')), Contains("line 1"));
  CHECK_THROWS_AS(splitByTags(corpus, folder / "absent"), Error);

  const text::Corpus large = streamOf(random, 300, 5);
  std::string many;
  for (int i = 0; i < 300; ++i) many += "T" + std::to_string(i) + " ";
  CHECK_THROWS_WITH(splitByTags(large, folder.write("tags", many + "\n")),
                    Contains("more than 256 different tags"));
}

TEST_CASE("the parts by part of speech hold every token but ends of lines") {
  text::TextSettings settings;
  settings.endOfLine = "<eos>";
  const text::Vocabulary vocabulary({"the", "dog", "went", "<eos>"});
  const text::Corpus corpus = text::corpusOf("the dog went\nthe dog\n", "text", settings, vocabulary);
  const CorpusSplit split = splitByPartOfSpeech(corpus, settings, vocabulary);
  CHECK(split.names == std::vector<std::string>{"determiner", "noun", "verb"});
  CHECK(split.partOf == std::vector<std::int16_t>{0, 1, 2, -1, 0, 1, -1});
  settings.level = text::Level::character;
  CHECK_THROWS_WITH(splitByPartOfSpeech(corpus, settings, vocabulary), Contains("reads characters"));
}
