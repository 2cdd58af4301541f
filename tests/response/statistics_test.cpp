#include "naive_statistics.h"
#include "rnnvis/base/error.h"
#include "rnnvis/response/analyze.h"
#include "rnnvis/response/confidence.h"
#include "rnnvis/response/explain.h"
#include "same_analysis.h"
#include "small_case.h"

#include <catch2/catch.hpp>

#include <numeric>

using namespace rnnvis;
using namespace rnnvis::test;
using model::Signal;

namespace {

constexpr std::size_t words = 15;
constexpr WordId never{12}, once{13}, inOneBlock{14};

/// Some 2,700 tokens in documents of 1 to 15 and one of 600, with words that hardly occur.
Case longCase(const std::string& cell, bool stream) {
  SmallModel small{.cell = cell, .tokens = words, .outputs = stream ? words : 2};
  Random random(62);
  std::vector<std::size_t> lengths{600};
  for (int d = 0; d < 260; ++d) lengths.push_back(1 + random.below(15));
  Case result{textModelOf(small, stream ? model::Task::languageModel : model::Task::classifier),
              corpusOf(random, lengths, 12), stream};
  result.corpus.ids[900] = once;
  result.corpus.ids[300] = result.corpus.ids[303] = inOneBlock;
  return result;
}

/// What one unit of one layer and state does at each token.
struct Naive {
  NaiveValues values;
  std::vector<std::vector<std::size_t>> blocks;  // [W][occurrences]
};

void compareResponses(const Case& which, const response::Analysis& analysis, std::size_t layer,
                      Signal state) {
  const auto values = naiveValues(which.model, which.corpus, which.stream, layer, state);
  const auto blocks = naiveBlocksByWord(which.corpus, which.stream, words);
  const auto& got = analysis.responses(LayerId{static_cast<std::int32_t>(layer)}, state);
  for (Eigen::Index unit = 0; unit < 6; ++unit) {
    const auto responses = naiveResponses(values, which.corpus, words, unit);
    double total = 0;
    for (std::size_t w = 0; w < words; ++w) {
      if (responses[w].empty()) continue;
      CAPTURE(w, unit);
      const Eigen::Index row = analysis.row[w];
      total = std::accumulate(responses[w].begin(), responses[w].end(), total);
      REQUIRE(double{got.minimum.matrix()(row, unit)} == Approx(std::ranges::min(responses[w])).margin(1e-6));
      REQUIRE(double{got.maximum.matrix()(row, unit)} == Approx(std::ranges::max(responses[w])).margin(1e-6));
      if (analysis.blocks[w] > 1)
        REQUIRE(double{got.error.matrix()(row, unit)} ==
                Approx(naiveError(responses[w], blocks[w])).epsilon(1e-4).margin(1e-7));
    }
    CHECK(double{got.average.matrix()(0, unit)} ==
          Approx(total / static_cast<double>(which.corpus.ids.size())).margin(1e-6));
  }
}

std::vector<double> averagesByWord(const Case& which, const std::vector<double>& values) {
  std::vector<double> sum(words), count(words);
  for (std::size_t t = 0; t < values.size(); ++t) {
    sum[which.corpus.ids[t].index()] += values[t];
    ++count[which.corpus.ids[t].index()];
  }
  for (std::size_t w = 0; w < words; ++w) sum[w] /= count[w];
  return sum;
}

}  // namespace

TEST_CASE("extremes, robust errors and averages are those of exact traces") {
  const Case which = longCase(GENERATE("rnn", "lstm", "gru"), GENERATE(true, false));
  const auto analysis = analyzeAll(which);
  for (std::size_t layer = 0; layer < 2; ++layer)
    for (Signal state : statesOf(which.model.network.cell)) {
      CAPTURE(layer, nameOf(state), which.stream);
      compareResponses(which, *analysis, layer, state);
    }
}

TEST_CASE("blocks and pairs count the pieces of the text that a word occurs in") {
  const Case which = longCase("gru", GENERATE(true, false));
  const auto analysis = analyzeAll(which);
  const auto blocks = naiveBlocksByWord(which.corpus, which.stream, words);
  for (std::size_t w = 0; w < words; ++w) {
    const auto sums = blockSums(std::vector<double>(blocks[w].size()), blocks[w]);
    std::int64_t pairs = 0;
    for (const BlockSum& of : sums) pairs += static_cast<std::int64_t>(of.count * (of.count - 1));
    CHECK(analysis->blocks[w] == static_cast<std::int64_t>(sums.size()));
    CHECK(analysis->pairs[w] == pairs);
  }
  CHECK(analysis->blocks[0] > 10);
}

TEST_CASE("written and erased parts are the expected products of gates and states") {
  const bool stream = GENERATE(true, false);
  const std::string cell = GENERATE("lstm", "gru", "nested-lstm");
  const Case which = longCase(cell, stream);
  const auto analysis = analyzeAll(which);
  const Signal state = cell == "lstm" ? Signal::c : cell == "gru" ? Signal::h : Signal::innerC;
  const auto before = naiveValues(which.model, which.corpus, stream, 1, state).before;
  const auto gate = [&](Signal signal) {
    return naiveValues(which.model, which.corpus, stream, 1, signal).now;
  };
  const auto product = [&](Signal a, Signal b) { return Matrix(gate(a).cwiseProduct(gate(b))); };
  const Matrix written = cell == "lstm"  ? product(Signal::i, Signal::g)
                         : cell == "gru" ? Matrix(gate(Signal::n) - product(Signal::z, Signal::n))
                                         : product(Signal::innerI, Signal::innerG);
  const Signal kept = cell == "lstm" ? Signal::f : cell == "gru" ? Signal::z : Signal::innerF;
  const Matrix erased = (gate(kept).array() - 1) * before.array();
  const auto& got = analysis->responses(LayerId{1}, state);
  for (Eigen::Index unit = 0; unit < 6; ++unit) {
    const auto ofWritten = averagesByWord(which, columnOf(written, unit)),
               ofErased = averagesByWord(which, columnOf(erased, unit));
    for (std::size_t w = 0; w < words; ++w) {
      if (analysis->count[w] == 0) continue;
      const double mean = got.mean.matrix()(static_cast<Eigen::Index>(w), unit);
      REQUIRE(double{got.written.matrix()(analysis->row[w], unit)} == Approx(ofWritten[w]).margin(1e-5));
      REQUIRE(ofWritten[w] + ofErased[w] == Approx(mean).margin(1e-5));
      const auto answer = answerOf(*analysis, LayerId{1}, state, WordId{static_cast<std::int32_t>(w)},
                                   UnitId{static_cast<std::int32_t>(unit)});
      REQUIRE(answer.written.value() == Approx(ofWritten[w]).margin(1e-5));
    }
  }
}

TEST_CASE("states that no product is written into have no written part") {
  CHECK(analyzeAll(longCase("rnn", true))->responses(LayerId{1}, Signal::h).written.matrix().size() == 0);
  // The outer cell is what the inner one gives out: c = O⊙tanh(C).
  CHECK(analyzeAll(longCase("nested-lstm", true))->responses(LayerId{1}, Signal::c).written.matrix().size() ==
        0);
  const auto lstm = analyzeAll(longCase("lstm", true));
  CHECK(lstm->responses(LayerId{1}, Signal::h).written.matrix().size() == 0);
  CHECK_FALSE(answerOf(*lstm, LayerId{1}, Signal::h, WordId{0}, UnitId{0}).written.has_value());
}

TEST_CASE("parts of a stream and threads change no count and no interval") {
  Case which = longCase("lstm", true);
  SmallModel forgetful{.tokens = words, .outputs = words};
  forgetful.scale = 0.4;
  which.model = textModelOf(forgetful);
  const auto exact = analyzeAll(which);
  response::AnalyzeOptions options = exactOptions();
  options.reading = {std::nullopt, 7, 100, 1};
  const auto cut = analyze(which.model, which.corpus, "test", options);
  REQUIRE(cut->info.reading.batch == 7);
  options.reading.threads = 3;
  CHECK(sameStatistics(*cut, *analyze(which.model, which.corpus, "test", options)));
  CHECK(cut->count == exact->count);
  CHECK(cut->blocks == exact->blocks);
  CHECK(cut->pairs == exact->pairs);
  const auto &a = exact->responses(LayerId{1}, Signal::c), &b = cut->responses(LayerId{1}, Signal::c);
  for (Eigen::Index row = 0; row < a.error.matrix().rows(); ++row)
    for (Eigen::Index unit = 0; unit < 6; ++unit) {
      const double error = a.error.matrix()(row, unit);
      if (std::isinf(error))
        CHECK(std::isinf(b.error.matrix()(row, unit)));
      else
        CHECK(double{b.error.matrix()(row, unit)} == Approx(error).epsilon(0.02).margin(1e-5));
    }
}

TEST_CASE("words that hardly occur have a defined mean and no invented interval") {
  const Case which = longCase("lstm", GENERATE(true, false));
  const auto analysis = analyzeAll(which);
  const LayerId layer{1};
  const auto& responses = analysis->responses(layer, Signal::c);
  CHECK(analysis->count[never.index()] == 0);
  CHECK(analysis->row[never.index()] == -1);
  CHECK(responses.mean.matrix().row(never.value).isZero());
  CHECK_THROWS_AS(distinguishable(*analysis, layer, Signal::c, never), Error);
  for (const WordId word : {once, inOneBlock}) {
    CAPTURE(word.value);
    CHECK(analysis->blocks[word.index()] == 1);
    CHECK(responses.mean.matrix().row(word.value).allFinite());
    CHECK(responses.mean.matrix().row(word.value).cwiseAbs().maxCoeff() > 0);
    const auto answer = answerOf(*analysis, layer, Signal::c, word, UnitId{2});
    CHECK(answer.interval.low == -INFINITY);
    CHECK(answer.interval.high == INFINITY);
    const auto marked = distinguishable(*analysis, layer, Signal::c, word);
    CHECK(std::ranges::count(marked, true) == 0);
  }
  CHECK(analysis->count[inOneBlock.index()] == 2);
  CHECK(responses.deviation.matrix().row(once.value).isZero());
}

TEST_CASE("dead units answer to nothing, with certainty and without significance") {
  Case which = longCase("rnn", true);
  which.model.network.activation = model::Activation::relu;
  auto& top = which.model.network.layers[1];
  for (auto* weights : {&top.weightIh, &top.weightHh}) weights->row(3).setZero();
  top.biasIh[3] = -5;
  const auto analysis = analyzeAll(which);
  const auto& responses = analysis->responses(LayerId{1}, Signal::h);
  CHECK(responses.mean.matrix().col(3).isZero());
  CHECK(responses.deviation.matrix().col(3).isZero());
  CHECK(responses.explained.matrix()(0, 3) == 0);
  CHECK(responses.explained.matrix().allFinite());
  const auto answer = answerOf(*analysis, LayerId{1}, Signal::h, WordId{0}, UnitId{3});
  CHECK(answer.interval.low == 0);
  CHECK(answer.interval.high == 0);
  CHECK_FALSE(distinguishable(*analysis, LayerId{1}, Signal::h, WordId{0})[3]);
  const auto& values = analysis->layers[1].values.at(Signal::h);
  CHECK(values.mean.matrix()(0, 3) == 0);
  CHECK(values.quantiles.matrix().col(3).isZero());
  const auto explanation = explainUnit(*analysis, LayerId{1}, Signal::h, UnitId{3}, 10, 1);
  CHECK((explanation.positive.empty() && explanation.negative.empty()));
}

TEST_CASE("a state that is not finite is named with unit, layer and token") {
  Case which = longCase("rnn", false);
  which.model.network.activation = model::Activation::relu;
  auto& top = which.model.network.layers[1];
  top.weightHh.setZero();
  top.weightHh(4, 4) = 1e20f;
  top.biasIh[4] = 1;
  CHECK_THROWS_WITH(analyzeAll(which), Catch::Contains("unit 4 of layer 1") && Catch::Contains("at token"));
  top.weightHh(4, 4) = 0;
  top.biasIh[2] = NAN;
  CHECK_THROWS_WITH(analyzeAll(which),
                    Catch::Contains("unit 2 of layer 1") && Catch::Contains("at token 1 "));
}
