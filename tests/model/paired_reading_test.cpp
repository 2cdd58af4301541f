#include "rnnvis/model/paired_reading.h"

#include "collected_reading.h"
#include "recorded_model.h"
#include "rnnvis/base/error.h"
#include "small_text_model.h"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace rnnvis;
using namespace rnnvis::test;
using model::Context;

namespace {

class CollectedPair : public model::PairConsumer {
 public:
  CollectedPair(const model::TextModel& modelOfA, const text::Corpus& ofA, const model::TextModel& modelOfB,
                const text::Corpus& ofB)
      : a(modelOfA, ofA), b(modelOfB, ofB) {}

  void begin() override {
    a.begin();
    b.begin();
  }
  void consumeA(std::span<const model::Block> blocks, ThreadPool& pool) override {
    a.consume(blocks, pool);
    noteLead();
  }
  void consumeB(std::span<const model::Block> blocks, ThreadPool& pool) override {
    b.consume(blocks, pool);
    noteLead();
  }
  bool isBehindB() const override { return b.order.size() < a.order.size(); }

  CollectedReading a, b;
  std::size_t lead = 0;  ///< Tokens that one was ahead of the other, at most.

 private:
  void noteLead() {
    lead = std::max({lead, a.order.size() - std::min(a.order.size(), b.order.size()),
                     b.order.size() - std::min(a.order.size(), b.order.size())});
  }
};

model::TextModel modelOf(const std::string& cell, std::size_t hidden, std::uint64_t seed) {
  SmallModel small;
  small.cell = cell;
  small.hidden = hidden;
  small.seed = seed;
  return textModelOf(small);
}

void checkAsAlone(const CollectedReading& reading, const model::TextModel& model, const text::Corpus& corpus,
                  const model::ReadingOptions& options) {
  CHECK(countsEachOnce(reading));
  CollectedReading alone(model, corpus);
  readCorpus(model, corpus, options, alone);
  CHECK(largestDifference(reading.values, alone.values) < 2e-3);
  CHECK(largestDifference(reading.before, alone.before) < 2e-3);
}

}  // namespace

TEST_CASE("two streams are read in step, each as it would be alone") {
  Random random(3);
  const text::Corpus corpus = streamOf(random, 9000, 12);
  const auto a = modelOf("lstm", 6, 1), b = modelOf("gru", 4, 2);
  const std::size_t batch = GENERATE(1u, 5u);
  const model::ReadingOptions options{std::nullopt, batch, 300, 2};
  CollectedPair pair(a, corpus, b, corpus);
  const auto report = readPair(a, corpus, b, corpus, options, pair);
  CHECK(report.a.context == Context::stream);
  CHECK(report.a.batch == batch);
  CHECK(report.b.batch == batch);
  CHECK(pair.a.order == pair.b.order);
  CHECK(pair.lead <= 2048);
  checkAsAlone(pair.a, a, corpus, options);
  checkAsAlone(pair.b, b, corpus, options);
}

TEST_CASE("where the parts of one stream do not hold together both are read again") {
  SmallModel small;
  small.hidden = 1;
  small.layers = 1;
  small.embedding = 0;
  small.tokens = small.outputs = 2;
  small.scale = 0;
  model::TextModel counter = textModelOf(small);
  counter.network.layers[0].biasIh << 100, 100, 0, 100;  // It never forgets: i = f = o = 1.
  counter.network.layers[0].weightIh(2, 1) = 0.01f;
  counter.sha256 = "counter";
  const auto other = modelOf("gru", 4, 2);
  Random random(4);
  const text::Corpus corpus = streamOf(random, 6000, 2);
  const model::ReadingOptions options{std::nullopt, 8, 100, 2};
  CollectedPair pair(counter, corpus, other, corpus);
  const auto report = readPair(counter, corpus, other, corpus, options, pair);
  CHECK(pair.a.begun > 1);
  CHECK(pair.a.begun == pair.b.begun);
  CHECK(report.a.batch == report.b.batch);
  CHECK(pair.a.order == pair.b.order);
  const model::ReadingOptions exact{std::nullopt, 1, 0, 2};
  checkAsAlone(pair.a, counter, corpus, exact);
  checkAsAlone(pair.b, other, corpus, exact);
}

TEST_CASE("a classifier and a language model read documents apart") {
  Random random(5);
  std::vector<std::size_t> lengths;
  for (int d = 0; d < 700; ++d) lengths.push_back(1 + random.below(12));
  const text::Corpus corpus = corpusOf(random, lengths, 12);
  const auto languageModel = modelOf("lstm", 6, 1);
  SmallModel small;
  small.cell = "gru";
  small.outputs = 2;
  small.seed = 9;
  const auto classifier = textModelOf(small, model::Task::classifier);
  CollectedPair pair(languageModel, corpus, classifier, corpus);
  const auto report = readPair(languageModel, corpus, classifier, corpus, {}, pair);
  CHECK(report.a.context == Context::sentence);
  CHECK(pair.a.order == pair.b.order);
  const model::ReadingOptions options{Context::sentence, 0, 0, 1};
  checkAsAlone(pair.a, languageModel, corpus, options);
  checkAsAlone(pair.b, classifier, corpus, options);
}

TEST_CASE("the same model is read once for both sides") {
  Random random(6);
  const text::Corpus corpus = streamOf(random, 500, 12);
  const auto model = modelOf("rnn", 3, 1);
  CollectedPair pair(model, corpus, model, corpus);
  readPair(model, corpus, model, corpus, {}, pair);
  CHECK(pair.a.values == pair.b.values);
  CHECK(countsEachOnce(pair.b));
}

TEST_CASE("recorded states are paired with whoever can read the same tokens") {
  Random random(7);
  const text::Corpus corpus = corpusOf(random, {40, 3, 60}, 12);
  const auto network = modelOf("lstm", 6, 1);
  const auto recorded = recordedModelOf(network, corpus);
  const model::SharedText text = openSharedText(recorded, network, "");
  CHECK(text.a.corpus.ids == corpus.ids);
  CHECK(text.a.spans == text.b.spans);
  CollectedPair pair(recorded, text.a.corpus, network, text.b.corpus);
  readPair(recorded, text.a.corpus, network, text.b.corpus, {}, pair);
  CHECK(largestDifference(pair.a.values, pair.b.values) < 1e-5);

  const text::Corpus other = corpusOf(random, {40, 3, 60}, 12);
  CHECK_THROWS_AS(openSharedText(recorded, recordedModelOf(network, other), ""), Error);
  SmallModel fewer;
  fewer.tokens = fewer.outputs = 5;
  CHECK_THROWS_AS(openSharedText(recorded, textModelOf(fewer), ""), Error);
}
