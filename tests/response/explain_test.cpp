#include "rnnvis/response/explain.h"

#include "moments.h"
#include "rnnvis/base/error.h"
#include "rnnvis/checkpoint/half.h"
#include "rnnvis/response/quantiles.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

using namespace rnnvis;
using namespace rnnvis::response;
using Catch::Contains;
using model::Signal;

namespace {

constexpr LayerId layer{0};

/// One layer of a GRU with h's responses to words a, b, c, …, each occurrence independent.
Analysis analysisOf(const Matrix& mean, const Matrix& deviation, const std::vector<std::int64_t>& count) {
  Analysis analysis;
  analysis.info.corpusName = "test";
  analysis.info.cell = model::CellKind::gru;
  analysis.count = analysis.blocks = count;  // Each occurrence in a block of its own.
  analysis.pairs.assign(count.size(), 0);
  analysis.row = rowsOfPositive(count);
  analysis.sampleOffsets.push_back(0);
  Matrix error(std::count_if(count.begin(), count.end(), [](auto n) { return n > 0; }), mean.cols());
  for (std::size_t w = 0; w < count.size(); ++w) {
    analysis.tokens.push_back(std::string(1, static_cast<char>('a' + w)));
    analysis.sampleOffsets.push_back(0);
    analysis.info.tokens += static_cast<std::size_t>(count[w]);
    if (count[w] > 0)
      error.row(analysis.row[w]) =
          deviation.row(static_cast<Eigen::Index>(w)) / std::sqrt(static_cast<float>(count[w]));
  }
  Responses responses;
  responses.mean = Rows(mean);
  responses.deviation = Rows(deviation);
  responses.error = Rows(error);
  responses.average = Rows(Matrix::Zero(1, mean.cols()));
  responses.explained = responses.average;
  const auto units = static_cast<std::size_t>(mean.cols());
  analysis.layers.push_back({units, units, {{Signal::h, responses}}, {}});
  return analysis;
}

/// One unit; deviations of 1 and counts of 100 unless given.
Analysis column(const std::vector<float>& mean, std::vector<float> deviation = {},
                std::vector<std::int64_t> count = {}) {
  const auto rows = static_cast<Eigen::Index>(mean.size());
  if (deviation.empty()) deviation.assign(mean.size(), 1);
  if (count.empty()) count.assign(mean.size(), 100);
  return analysisOf(viewOf(mean.data(), rows, 1), viewOf(deviation.data(), rows, 1), count);
}

std::string wordsOf(const std::vector<Answer>& answers) {
  std::string words;
  for (const Answer& answer : answers) words += static_cast<char>('a' + answer.word.value);
  return words;
}

Explanation explain(const Analysis& analysis, std::size_t m = 10, std::int64_t minimumCount = 10) {
  return explainUnit(analysis, layer, Signal::h, UnitId{0}, m, minimumCount);
}

}  // namespace

TEST_CASE("confidence intervals are Student's") {
  // t(0.975, n−1): 12.7062 for n = 2, 2.77645 for 5, 2.26216 for 10, 1.98422 for 100.
  const auto half = [](std::int64_t n) { return confidenceInterval(0, 1, n).high; };
  CHECK(half(2) == Approx(12.7062).epsilon(1e-5));
  CHECK(half(5) == Approx(2.77645).epsilon(1e-5));
  CHECK(half(10) == Approx(2.26216).epsilon(1e-5));
  CHECK(half(100) == Approx(1.98422).epsilon(1e-5));
  CHECK(half(1'000'000) == Approx(1.95997).epsilon(1e-5));
  const Interval interval = confidenceInterval(3, 0.5, 16);
  CHECK(interval.low + interval.high == Approx(6));
  CHECK(interval.high - 3 == Approx(2.13145 * 2 / 4).epsilon(1e-5));
}

TEST_CASE("an interval of one occurrence knows nothing, one of equal occurrences everything") {
  for (const std::int64_t count : {0, 1}) {
    CHECK(confidenceInterval(1, 0, count).low == -INFINITY);
    CHECK(confidenceInterval(1, 0, count).high == INFINITY);
  }
  CHECK(confidenceInterval(1, 0, 2).low == 1);
  CHECK(confidenceInterval(1, 0, 2).high == 1);
}

TEST_CASE("signs are kept apart and ranked by the bound that is nearer to 0") {
  //                             a     b      c     d     e   f
  const auto explanation =
      explain(column({0.5f, 0.9f, -0.4f, -0.8f, 0.0f, 0.6f}, {0.1f, 5, 0.1f, 5, 1, 0.1f}));
  CHECK(wordsOf(explanation.positive) == "fab");
  CHECK(wordsOf(explanation.negative) == "cd");
  const Answer& first = explanation.positive[0];
  CHECK(first.mean == Approx(0.6));
  CHECK(first.deviation == Approx(0.1));
  CHECK(first.count == 100);
  CHECK(first.bound() == first.interval.low);
  CHECK(explanation.negative[0].bound() == explanation.negative[0].interval.high);
  CHECK(explanation.positive[2].bound() < 0);
}

TEST_CASE("rare words are left out, and words that never occur always") {
  const Analysis analysis = column({0.1f, 9, 0.2f, 9}, {}, {10, 9, 11, 0});
  CHECK(wordsOf(explain(analysis).positive) == "ca");
  CHECK(wordsOf(explain(analysis, 10, 9).positive) == "bca");
  CHECK(wordsOf(explain(analysis, 10, 0).positive) == "bca");
  CHECK(explain(analysis, 10, 12).positive.empty());
}

TEST_CASE("words seen once rank last") {
  const auto explanation = explain(column({5, 0.1f, -5, -0.1f}, {0, 1, 0, 1}, {1, 50, 1, 50}), 10, 1);
  CHECK(wordsOf(explanation.positive) == "ba");
  CHECK(wordsOf(explanation.negative) == "dc");
}

TEST_CASE("no more than m words are listed, the strongest") {
  const auto explanation = explain(column({1, 2, 3, -1, -2, -3}), 2);
  CHECK(wordsOf(explanation.positive) == "cb");
  CHECK(wordsOf(explanation.negative) == "fe");
}

TEST_CASE("equal answers are in the order of the vocabulary, for both signs") {
  const auto explanation = explain(column({-1, 1, -1, 1, 1, -1}));
  CHECK(wordsOf(explanation.positive) == "bde");
  CHECK(wordsOf(explanation.negative) == "acf");
  CHECK(wordsOf(explain(column({-1, 1, -1, 1, 1, -1}), 2).negative) == "ac");
}

TEST_CASE("a word is explained by its units") {
  Matrix mean(2, 4), deviation = Matrix::Constant(2, 4, 0.1f);
  mean << 9, 9, 9, 9, 0.5f, -0.7f, 0.9f, -0.1f;
  const Analysis analysis = analysisOf(mean, deviation, {1, 30});
  const auto explanation = explainWord(analysis, layer, Signal::h, WordId{1}, 1);
  REQUIRE(explanation.positive.size() == 1);
  CHECK(explanation.positive[0].unit == UnitId{2});
  CHECK(explanation.positive[0].word == WordId{1});
  REQUIRE(explanation.negative.size() == 1);
  CHECK(explanation.negative[0].unit == UnitId{1});
  const Answer answer = answerOf(analysis, layer, Signal::h, WordId{1}, UnitId{3});
  CHECK(answer.mean == Approx(-0.1));
  CHECK(answer.interval.high == Approx(-0.1 + 2.04523 * 0.1 / std::sqrt(30)).epsilon(1e-4));
}

TEST_CASE("what does not exist is named") {
  const Analysis analysis = column({1, 2}, {}, {3, 0});
  CHECK_THROWS_WITH(explainUnit(analysis, layer, Signal::h, UnitId{1}, 5, 1),
                    Contains("no unit 1 in layer 0") && Contains("0 to 0"));
  CHECK_THROWS_AS(explainUnit(analysis, layer, Signal::h, UnitId{-1}, 5, 1), Error);
  CHECK_THROWS_AS(explainUnit(analysis, LayerId{1}, Signal::h, UnitId{0}, 5, 1), Error);
  CHECK_THROWS_WITH(explainWord(analysis, layer, Signal::h, WordId{1}, 5), Contains("\"b\" does not occur"));
  CHECK_THROWS_WITH(responseQuantiles(analysis, layer, Signal::h, WordId{1}), Contains("does not occur"));
  CHECK(findWord(analysis, "b") == WordId{1});
  CHECK_THROWS_WITH(findWord(analysis, "B"), Contains("\"B\" is not in the model's vocabulary of 2 tokens"));
}

TEST_CASE("quantiles interpolate between order statistics as numpy does") {
  const auto got = quantilesOf({40, 10, 30, 20});  // numpy.percentile(…, [9, 25, 50, 75, 91])
  const std::array<double, 5> expected{12.7, 17.5, 25, 32.5, 37.3};
  for (std::size_t q = 0; q < 5; ++q) CHECK(got[q] == Approx(expected[q]));
  for (double value : quantilesOf({7})) CHECK(value == 7);
  for (double value : quantilesOf({})) CHECK(value == 0);
}

TEST_CASE("a word's quantiles are over its own samples") {
  Analysis analysis = column({1, 2}, {}, {3, 4});
  std::vector<std::uint16_t> bits;
  for (float value : {5.0f, 6.0f, 7.0f, 40.0f, 10.0f, 30.0f, 20.0f})
    bits.push_back(checkpoint::toHalf(value));
  analysis.sampleOffsets = {0, 3, 7};
  HalfRows samples(bits.size(), 1);
  std::ranges::copy(bits, samples.writable());
  analysis.layers[0].responses.at(Signal::h).samples = samples;
  const MatrixD got = responseQuantiles(analysis, layer, Signal::h, WordId{1});
  REQUIRE(got.rows() == 5);
  REQUIRE(got.cols() == 1);
  CHECK(got(0, 0) == Approx(12.7));
  CHECK(got(2, 0) == Approx(25));
}

TEST_CASE("frequent words are ordered by count, ties by index, at most so many") {
  const Analysis analysis = column({0, 0, 0, 0, 0}, {}, {20, 30, 20, 9, 30});
  const auto numbers = [&](std::size_t most, std::int64_t minimum) {
    std::string words;
    for (WordId word : frequentWords(analysis, most, minimum)) words += static_cast<char>('a' + word.value);
    return words;
  };
  CHECK(numbers(500, 10) == "beac");
  CHECK(numbers(3, 10) == "bea");
  CHECK(numbers(500, 0) == "beacd");
  CHECK_THROWS_WITH(numbers(500, 31), Contains("at least 31 times") && Contains("test text of 109 tokens"));
}

TEST_CASE("the response matrix has a row a word, shrunk by its count") {
  const Analysis analysis = column({0.5f, 0.25f, -1}, {}, {10, 30, 90});
  const std::vector<WordId> words{WordId{2}, WordId{0}};
  const MatrixD plain = responseMatrix(analysis, layer, Signal::h, words);
  CHECK(plain(0, 0) == -1);
  CHECK(plain(1, 0) == 0.5);
  const MatrixD shrunk = responseMatrix(analysis, layer, Signal::h, words, 10);
  CHECK(shrunk(0, 0) == Approx(-0.9));
  CHECK(shrunk(1, 0) == Approx(0.25));
}
