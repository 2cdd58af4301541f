#include "rnnvis/training/data.h"

#include "rnnvis/base/error.h"

#include "batches.h"
#include "small_run.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <numeric>
#include <set>

using namespace rnnvis;
using namespace rnnvis::training;
using Catch::Matchers::Contains;
using test::TemporaryFolder;

namespace {

Configuration languageModel(const TemporaryFolder& folder, const std::string& train, const std::string& valid,
                            const std::string& more = "") {
  folder.write("a.txt", train);
  folder.write("b.txt", valid);
  return readConfiguration(folder.write("run.toml", "[data]\ntrain = \"a.txt\"\nvalid = \"b.txt\"\n" + more));
}

Configuration classifier(const TemporaryFolder& folder, const std::string& train, const std::string& valid,
                         const std::string& more = "") {
  folder.write("a.tsv", train);
  folder.write("b.tsv", valid);
  return readConfiguration(folder.write(
      "run.toml", "[model]\ntask = \"classifier\"\n[data]\ntrain = \"a.tsv\"\nvalid = \"b.tsv\"\n" + more));
}

std::string problemOf(const Configuration& configuration) {
  try {
    readTrainingData(configuration);
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

std::vector<int> valuesOf(const std::vector<WordId>& ids) {
  std::vector<int> values;
  for (WordId id : ids) values.push_back(id.value);
  return values;
}

}  // namespace

TEST_CASE("the vocabulary has the special tokens, then the most frequent words of the training text") {
  const TemporaryFolder folder;
  const TrainingData data =
      readTrainingData(languageModel(folder, "b a b\nb a c\n", "a d\n", "vocabulary-size = 4\n"));
  CHECK(formatVocabulary(data.vocabulary) == "<unk>\n<eos>\nb\na\n");
  CHECK(valuesOf(data.train().ids) == std::vector{2, 3, 2, 1, 2, 3, 0, 1});
  CHECK(valuesOf(data.valid().ids) == std::vector{3, 0, 1});
  CHECK(data.train().unknown == 1);
  CHECK(describe(data).front() == "train 8 tokens, 4 types, 2 lines, 12.50 % unknown");
  const TrainingData rare =
      readTrainingData(languageModel(folder, "b a b\nb a c\n", "a d\n", "minimum-count = 3\n"));
  CHECK(formatVocabulary(rare.vocabulary) == "<unk>\n<eos>\nb\n");
}

TEST_CASE("characters outside the vocabulary are skipped and counted") {
  const TemporaryFolder folder;
  const TrainingData data = readTrainingData(languageModel(folder, "aba\n", "abc\n", "level = \"char\"\n"));
  CHECK(formatVocabulary(data.vocabulary) == "a\nb\n\\n\n");
  CHECK(data.valid().skipped == 1);
}

TEST_CASE("a file is cut 80/10/10 by lines, every line in one part") {
  const TemporaryFolder folder;
  std::string text, labelled;
  for (int line = 0; line < 50; ++line) {
    text += "w" + std::to_string(line) + "\n";
    labelled += (line < 25 ? "a\tw" : "b\tw") + std::to_string(line) + "\n";
  }
  folder.write("all.txt", text);
  folder.write("all.tsv", labelled);
  const TrainingData plain =
      readTrainingData(readConfiguration(folder.write("p.toml", "[data]\nfile = \"all.txt\"\n")));
  CHECK(plain.parts[0].text + plain.parts[1].text + plain.parts[2].text == text);
  CHECK(plain.valid().documents() == 5);
  CHECK(plain.train().documents() == 40);
  const auto toml = folder.write("c.toml", "[model]\ntask = \"classifier\"\n[data]\nfile = \"all.tsv\"\n");
  const TrainingData cut = readTrainingData(readConfiguration(toml));
  CHECK(cut.train().documents() == 40);
  CHECK(cut.parts[0].text.size() + cut.parts[1].text.size() + cut.parts[2].text.size() == labelled.size());
  const std::vector<std::size_t> counts = classCounts(cut.train(), 2);
  CHECK(counts[0] > 10);  // At random: not one class in one part.
  CHECK(counts[1] > 10);
}

TEST_CASE("bad texts are refused in one line that names the place") {
  const TemporaryFolder folder;
  CHECK_THAT(problemOf(classifier(folder, "a\tx\nb\ty\n", "a\tx\nc\ty\n")),
             Contains("b.tsv: line 2: the label \"c\" never occurs in the training text, which has a, b"));
  CHECK_THAT(problemOf(classifier(folder, "a\tx\nb\ty\n", "a\tx\n", "classes = [\"a\", \"b\", \"c\"]\n")),
             Contains("the class \"c\" has no document in"));
  CHECK_THAT(problemOf(classifier(folder, "a\tx\nb\ty\n", "a\tx\n", "classes = [\"a\", \"c\"]\n")),
             Contains("line 2: the label \"b\" is none of the classes a, c"));
  CHECK_THAT(problemOf(classifier(folder, "a\tx\na\ty\n", "a\tx\n")), Contains("only the label \"a\""));
  CHECK_THAT(problemOf(classifier(folder, "a x\n", "a\tx\n")), Contains("a.tsv: line 1: no tab"));
  CHECK_THAT(problemOf(classifier(folder, "a\tx\nb\t \n", "a\tx\n")),
             Contains("no document of the class \"b\""));
  CHECK_THAT(problemOf(languageModel(folder, "a\n", "\xff\n")), Contains("b.txt: line 1, byte 1"));
  CHECK_THAT(problemOf(languageModel(folder, "", "a\n")), Contains("a.txt has no text"));
  folder.write("few.txt", "a\nb\n");
  CHECK_THAT(problemOf(readConfiguration(folder.write("f.toml", "[data]\nfile = \"few.txt\"\n"))),
             Contains("few.txt has 2 lines, too few to cut"));
}

TEST_CASE("streams lie side by side, each target being the next token of its stream") {
  text::Corpus corpus;
  for (int k = 0; k < 23; ++k) corpus.ids.push_back(WordId{k});
  StreamBatches batches(corpus, 2, 4);
  REQUIRE(batches.beginEpoch(1) == 3);  // 10 targets a stream: 4, 4 and 2.
  const Batch<float> first = batches.batch(0), last = batches.batch(2);
  CHECK(first.tokens == std::vector<std::int64_t>{0, 11, 1, 12, 2, 13, 3, 14});
  CHECK(first.targets == std::vector<std::int32_t>{1, 12, 2, 13, 3, 14, 4, 15});
  CHECK(last.tokens == std::vector<std::int64_t>{8, 19, 9, 20});
  CHECK(last.lanes == std::vector<std::int64_t>{2, 2});
  CHECK(first.weights.front() == 0.5f);
  CHECK_THROWS_WITH(StreamBatches(corpus, 12, 4), Contains("too few for 12 parallel streams"));
}

namespace {

text::Corpus randomDocuments(std::size_t documents) {
  test::Random random(7);
  text::Corpus corpus;
  for (std::size_t d = 0; d < documents; ++d) {
    corpus.starts.push_back(corpus.ids.size());
    corpus.labels.push_back(d % 4 == 0 ? 1 : 0);
    for (std::size_t words = 1 + random.below(9); words > 0; --words)
      corpus.ids.push_back(WordId{static_cast<int>(d)});  // A document's words say which one it is.
  }
  corpus.starts.push_back(corpus.ids.size());
  return corpus;
}

/// How often each document is drawn in an epoch; checks every batch.
std::vector<int> drawn(DocumentBatches& batches, const text::Corpus& corpus, std::size_t epoch) {
  std::vector<int> counts(corpus.documents());
  for (std::size_t step = 0, steps = batches.beginEpoch(epoch); step < steps; ++step) {
    const Batch<float> batch = batches.batch(step);
    REQUIRE(std::is_sorted(batch.lanes.rbegin(), batch.lanes.rend()));
    CHECK(std::accumulate(batch.weights.begin(), batch.weights.end(), 0.0f) == Approx(1));
    for (std::size_t lane = 0; lane < batch.targets.size(); ++lane) {
      const auto document = static_cast<std::size_t>(batch.tokens[lane]);
      CHECK(batch.targets[lane] == corpus.labels[document]);
      ++counts[document];
    }
    CHECK(static_cast<std::size_t>(std::accumulate(batch.lanes.begin(), batch.lanes.end(),
                                                   std::int64_t{0})) == batch.tokens.size());
  }
  return counts;
}

}  // namespace

TEST_CASE("every document is drawn once an epoch, in another order each time") {
  const text::Corpus corpus = randomDocuments(103);
  Configuration::Training training;
  training.batch = 8;
  DocumentBatches batches(corpus, 2, training);
  CHECK(drawn(batches, corpus, 1) == std::vector<int>(103, 1));
  const auto first = batches.batch(0).tokens;
  CHECK(drawn(batches, corpus, 2) == std::vector<int>(103, 1));
  CHECK(batches.batch(0).tokens != first);
  batches.beginEpoch(1);
  CHECK(batches.batch(0).tokens == first);
}

TEST_CASE("smaller classes are drawn again or weigh more until classes are equal") {
  const text::Corpus corpus = randomDocuments(100);
  Configuration::Training training;
  training.batch = 8;
  training.balance = Balance::overSample;
  DocumentBatches again(corpus, 2, training);
  const std::vector<int> counts = drawn(again, corpus, 1);
  int ofClass[2] = {};
  for (std::size_t d = 0; d < counts.size(); ++d) ofClass[corpus.labels[d]] += counts[d];
  CHECK(ofClass[0] == 75);
  CHECK(ofClass[1] == 75);
  CHECK(*std::min_element(counts.begin(), counts.end()) >= 1);
  training.balance = Balance::weights;
  DocumentBatches weighted(corpus, 2, training);
  weighted.beginEpoch(1);
  const Batch<float> batch = weighted.batch(0);
  std::set<float> ratios;
  for (std::size_t lane = 0; lane < batch.targets.size(); ++lane)
    ratios.insert(batch.weights[lane] / (batch.targets[lane] == 1 ? 3 : 1));
  CHECK(*ratios.rbegin() == Approx(*ratios.begin()));
}
