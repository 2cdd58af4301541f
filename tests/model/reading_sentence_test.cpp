#include "rnnvis/model/reading.h"

#include "collected_reading.h"
#include "rnnvis/model/trace.h"
#include "small_text_model.h"

#include <catch2/catch.hpp>

#include <numeric>

using namespace rnnvis;
using namespace rnnvis::test;
using model::Signal;

namespace {

/// More documents than one group has lanes and one round has groups, of lengths 1 to 23.
text::Corpus documents(std::size_t count = 400) {
  Random random(31);
  std::vector<std::size_t> lengths;
  for (std::size_t d = 0; d < count; ++d) lengths.push_back(1 + random.below(23));
  return corpusOf(random, lengths, 12);
}

model::TextModel classifier(const std::string& cell = "gru") {
  SmallModel small;
  small.cell = cell;
  small.outputs = 2;
  return textModelOf(small, model::Task::classifier);
}

void pad(model::TextModel& model, std::size_t length, bool right) {
  model.manifest.padding = model::Padding{"<unk>", length, right};
  model.padding = WordId{0};
}

std::vector<WordId> documentOf(const text::Corpus& corpus, std::size_t d) {
  return {corpus.ids.begin() + static_cast<std::ptrdiff_t>(corpus.starts[d]),
          corpus.ids.begin() + static_cast<std::ptrdiff_t>(corpus.starts[d + 1])};
}

}  // namespace

TEST_CASE("every document starts from zero and equals a trace of its own") {
  const model::TextModel model = classifier(GENERATE("rnn", "lstm", "gru"));
  const text::Corpus corpus = documents();
  CollectedReading reading(model, corpus);
  const auto report = readCorpus(model, corpus, {}, reading);
  CHECK(report.context == model::Context::sentence);
  CHECK(countsEachOnce(reading));
  CHECK(reading.uncounted == 0);
  double worst = 0;
  for (std::size_t d = 0; d < corpus.documents(); ++d) {
    const auto ids = documentOf(corpus, d);
    const auto alone = trace(model.network, ids, zeroState(model.network));
    const auto first = static_cast<Eigen::Index>(corpus.starts[d]);
    worst = std::max(
        worst, largestDifference(reading.values.middleRows(first, static_cast<Eigen::Index>(ids.size())),
                                 alone.layers[1].at(Signal::h)));
    REQUIRE(reading.before.row(first).isZero());
  }
  CHECK(worst < 1e-5);
}

TEST_CASE("every document ends once") {
  const model::TextModel model = classifier();
  const text::Corpus corpus = documents();
  CollectedReading reading(model, corpus);
  readCorpus(model, corpus, {}, reading);
  std::sort(reading.ends.begin(), reading.ends.end());
  std::vector<std::int64_t> all(corpus.documents());
  std::iota(all.begin(), all.end(), 0);
  CHECK(reading.ends == all);
}

TEST_CASE("padding on the left is read before the document and not counted") {
  model::TextModel model = classifier();
  pad(model, 12, false);
  const text::Corpus corpus = documents(50);
  CollectedReading reading(model, corpus);
  readCorpus(model, corpus, {}, reading);
  CHECK(countsEachOnce(reading));
  std::size_t pads = 0;
  for (std::size_t d = 0; d < corpus.documents(); ++d) {
    auto ids = documentOf(corpus, d);
    const std::size_t length = ids.size(), added = length < 12 ? 12 - length : 0;
    pads += added;
    ids.insert(ids.begin(), added, WordId{0});
    const auto padded = trace(model.network, ids, zeroState(model.network));
    CHECK(largestDifference(reading.values.middleRows(static_cast<Eigen::Index>(corpus.starts[d]),
                                                      static_cast<Eigen::Index>(length)),
                            padded.layers[1].at(Signal::h).bottomRows(static_cast<Eigen::Index>(length))) <
          1e-5);
  }
  CHECK(pads > 0);
  CHECK(reading.uncounted == pads);
}

TEST_CASE("padding on the right is read after the document and not counted") {
  model::TextModel model = classifier();
  const text::Corpus corpus = documents(50);
  CollectedReading bare(model, corpus), padded(model, corpus);
  readCorpus(model, corpus, {}, bare);
  pad(model, 23, true);
  readCorpus(model, corpus, {}, padded);
  CHECK(countsEachOnce(padded));
  CHECK(padded.uncounted == 50 * 23 - corpus.ids.size());
  CHECK(padded.ends.size() == 50);
  CHECK(largestDifference(bare.values, padded.values) < 1e-5);
}

TEST_CASE("a language model reads line by line on request") {
  const model::TextModel model = textModelOf(SmallModel{});
  const text::Corpus corpus = documents(20);
  CollectedReading reading(model, corpus);
  CHECK(readCorpus(model, corpus, {model::Context::sentence, 0, 0, 1}, reading).context ==
        model::Context::sentence);
  for (std::size_t start : corpus.starts)
    if (start < corpus.ids.size()) CHECK(reading.before.row(static_cast<Eigen::Index>(start)).isZero());
}

TEST_CASE("the number of threads changes nothing about documents either") {
  const model::TextModel model = classifier();
  const text::Corpus corpus = documents();
  CollectedReading one(model, corpus), three(model, corpus);
  readCorpus(model, corpus, {std::nullopt, 0, 0, 1}, one);
  readCorpus(model, corpus, {std::nullopt, 0, 0, 3}, three);
  CHECK(one.values == three.values);
  CHECK(one.order == three.order);
}

TEST_CASE("contexts have names and a default by the task") {
  CHECK(model::contextNamed("stream") == model::Context::stream);
  CHECK(model::contextNamed(nameOf(model::Context::sentence)) == model::Context::sentence);
  CHECK_FALSE(model::contextNamed("line"));
  CHECK(defaultContext(textModelOf({}, model::Task::languageModel)) == model::Context::stream);
  CHECK(defaultContext(textModelOf({}, model::Task::classifier)) == model::Context::sentence);
}
