#include "rnnvis/model/reading.h"

#include "collected_reading.h"
#include "rnnvis/model/trace.h"
#include "small_text_model.h"

#include <catch2/catch.hpp>

using namespace rnnvis;
using namespace rnnvis::test;
using model::ReadingOptions;
using model::Signal;

namespace {

constexpr std::size_t length = 3000;

text::Corpus stream(std::size_t tokens = 12) {
  Random random(21);
  return streamOf(random, length, tokens);
}

ReadingOptions cut(std::size_t batch, std::size_t warmup) {
  return {model::Context::stream, batch, warmup, 2};
}

/// A network that never forgets: c counts tokens of id 1, since its gates are shut or open for good.
model::TextModel counter() {
  SmallModel small;
  small.hidden = 1;
  small.layers = 1;
  small.embedding = 0;
  small.tokens = small.outputs = 2;
  small.scale = 0;
  model::TextModel model = textModelOf(small);
  model::RecurrentLayer& layer = model.network.layers[0];
  layer.biasIh << 100, 100, 0, 100;  // i = f = o = 1
  layer.weightIh(2, 1) = 0.01f;
  return model;
}

}  // namespace

TEST_CASE("a stream in one part is the trace of the whole text") {
  SmallModel small;
  small.cell = GENERATE("rnn", "lstm", "gru");
  const model::TextModel model = textModelOf(small);
  const text::Corpus corpus = stream();
  CollectedReading reading(model, corpus);
  const auto report = readCorpus(model, corpus, cut(1, 0), reading);
  CHECK(countsEachOnce(reading));
  CHECK(reading.uncounted == 0);
  CHECK(report.batch == 1);
  CHECK(report.warmup == 0);
  CHECK(report.residual == 0);
  const auto whole = trace(model.network, corpus.ids, zeroState(model.network));
  const Matrix& h = whole.layers[1].at(Signal::h);
  CHECK(largestDifference(reading.values, h) < 1e-5);
  CHECK(largestDifference(reading.before.bottomRows(length - 1), h.topRows(length - 1)) < 1e-5);
  CHECK(reading.before.row(0).isZero());
}

TEST_CASE("parts with a warm-up agree with the exact stream, states before each token included") {
  SmallModel small;
  small.scale = 0.4;
  const model::TextModel model = textModelOf(small);
  const text::Corpus corpus = stream();
  CollectedReading exact(model, corpus, Signal::c), parts(model, corpus, Signal::c);
  readCorpus(model, corpus, cut(1, 0), exact);
  const std::size_t batch = GENERATE(2, 7, 40);
  const auto report = readCorpus(model, corpus, cut(batch, 60), parts);
  CHECK(report.batch == std::min(batch, (corpus.ids.size() + model::streamPiece - 1) / model::streamPiece));
  CHECK(report.warmup >= 60);
  CHECK(report.residual <= 1e-3);
  CHECK(countsEachOnce(parts));
  CHECK(largestDifference(parts.values, exact.values) < 2e-3);
  CHECK(largestDifference(parts.before, exact.before) < 2e-3);
  CHECK(largestDifference(parts.before.bottomRows(length - 1), parts.values.topRows(length - 1)) < 2e-3);
}

TEST_CASE("warm-up that reaches beyond the beginning starts there") {
  const model::TextModel model = textModelOf(SmallModel{});
  const text::Corpus corpus = stream();
  CollectedReading exact(model, corpus), parts(model, corpus);
  readCorpus(model, corpus, cut(1, 0), exact);
  const auto report = readCorpus(model, corpus, cut(4, 10 * length), parts);
  CHECK(parts.begun == 1);
  const std::size_t pieces = (length + model::streamPiece - 1) / model::streamPiece;
  CHECK(parts.uncounted == (pieces / 4 + pieces / 2 + 3 * pieces / 4) * model::streamPiece);
  CHECK(report.residual < 1e-5);
  CHECK(largestDifference(parts.values, exact.values) < 1e-5);
}

TEST_CASE("a warm-up that is too short is lengthened until the parts meet") {
  SmallModel small;
  small.scale = 0.4;
  const model::TextModel model = textModelOf(small);
  const text::Corpus corpus = stream();
  CollectedReading exact(model, corpus), parts(model, corpus);
  readCorpus(model, corpus, cut(1, 0), exact);
  const auto report = readCorpus(model, corpus, cut(3, 0), parts);
  CHECK(parts.begun == 2);
  CHECK(report.batch == 3);
  CHECK(report.warmup == length / 3);
  CHECK(report.residual <= 1e-3);
  CHECK(countsEachOnce(parts));
  CHECK(largestDifference(parts.values, exact.values) < 2e-3);
}

TEST_CASE("a network that never forgets ends as one exact stream") {
  const model::TextModel model = counter();
  const text::Corpus corpus = stream(2);
  CollectedReading reading(model, corpus, Signal::c);
  const auto report = readCorpus(model, corpus, cut(40, 8), reading);
  CHECK(report.batch == 1);
  CHECK(report.warmup == 0);
  CHECK(report.residual == 0);
  CHECK(reading.begun == 5);
  REQUIRE(countsEachOnce(reading));
  double ones = 0;
  for (std::size_t t = 0; t < length; ++t) {
    ones += corpus.ids[t].value;
    REQUIRE(double{reading.values(static_cast<Eigen::Index>(t), 0)} ==
            Approx(ones * std::tanh(0.01)).epsilon(1e-3));
  }
}

TEST_CASE("more parts than pieces are as many as pieces") {
  const model::TextModel model = textModelOf(SmallModel{});
  Random random(4);
  const text::Corpus corpus = streamOf(random, 4 * model::streamPiece + 1, 12);
  CollectedReading reading(model, corpus);
  CHECK(readCorpus(model, corpus, cut(100, 100), reading).batch == 5);
  CHECK(countsEachOnce(reading));
}

TEST_CASE("by default a stream is cut where it is long and the recurrent weights do not fit a cache") {
  Random random(4);
  const text::Corpus shortText = streamOf(random, 50, 12), longText = streamOf(random, 8200, 12);
  SmallModel small;
  small.layers = 1;
  small.scale = 0.02;
  const model::TextModel light = textModelOf(small);
  small.hidden = 300;
  const model::TextModel heavy = textModelOf(small);
  const auto partsOf = [](const model::TextModel& model, const text::Corpus& corpus) {
    CollectedReading reading(model, corpus);
    return readCorpus(model, corpus, {}, reading).batch;
  };
  CHECK(partsOf(light, longText) == 1);
  CHECK(partsOf(heavy, shortText) == 1);
  CHECK(partsOf(heavy, longText) == 2);
}

TEST_CASE("the number of threads changes neither values nor their order") {
  const model::TextModel model = textModelOf(SmallModel{});
  const text::Corpus corpus = stream();
  CollectedReading one(model, corpus), three(model, corpus);
  ReadingOptions options = cut(40, 50);
  options.threads = 1;
  readCorpus(model, corpus, options, one);
  options.threads = 3;
  readCorpus(model, corpus, options, three);
  CHECK(one.values == three.values);
  CHECK(one.order == three.order);
}

TEST_CASE("a stop request ends a reading, and progress grows to 1") {
  const model::TextModel model = textModelOf(SmallModel{});
  const text::Corpus corpus = stream();
  CollectedReading reading(model, corpus);
  std::vector<double> fractions;
  std::stop_source source;
  RunControl control{source.get_token(), [&](double fraction) { fractions.push_back(fraction); }};
  readCorpus(model, corpus, cut(1, 0), reading, control);
  REQUIRE(fractions.size() > 1);
  CHECK(std::is_sorted(fractions.begin(), fractions.end()));
  CHECK(fractions.back() == 1.0);
  source.request_stop();
  CHECK_THROWS_AS(readCorpus(model, corpus, cut(1, 0), reading, control), Cancelled);
}

TEST_CASE("a state that is no longer finite is named with unit, layer and token") {
  SmallModel small;
  small.cell = "rnn";
  small.layers = 1;
  model::TextModel model = textModelOf(small);
  model.network.activation = model::Activation::linear;
  model.network.layers[0].weightHh *= 1e10f;
  const text::Corpus corpus = stream();
  CollectedReading reading(model, corpus);
  CHECK_THROWS_WITH(
      readCorpus(model, corpus, cut(1, 0), reading),
      Catch::Matches(".*unit [0-5] of layer 0.*") && Catch::Matches(".*finite at token [1-9].*"));
}

TEST_CASE("an output gate that is not a number is not passed over") {
  model::TextModel model = textModelOf(SmallModel{});
  const auto outputGate = 3 * 6;
  model.network.layers[1].biasIh[outputGate] = NAN;
  const text::Corpus corpus = stream();
  CollectedReading reading(model, corpus);
  CHECK_THROWS_WITH(readCorpus(model, corpus, cut(1, 0), reading), Catch::Contains("finite at token 1 "));
}

TEST_CASE("a text without a token is refused") {
  const model::TextModel model = textModelOf(SmallModel{});
  const text::Corpus corpus;
  CollectedReading reading(model, corpus);
  CHECK_THROWS_AS(readCorpus(model, corpus, {}, reading), Error);
}
