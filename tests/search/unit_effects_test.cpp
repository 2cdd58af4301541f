#include "rnnvis/search/unit_effects.h"

#include "../response/small_case.h"
#include "rnnvis/base/error.h"
#include "rnnvis/base/false_discovery.h"
#include "rnnvis/model/trace_corpus.h"

#include <boost/math/distributions/students_t.hpp>
#include <catch2/catch.hpp>

#include <cmath>
#include <map>

using namespace rnnvis;
using namespace rnnvis::test;
using namespace rnnvis::search;
using Catch::Contains;
using model::Signal;

namespace {

constexpr LayerId layer{1};

/// What responses to a group of words say, from the responses themselves. Documents of at most 15 tokens are
/// the independent blocks of context sentence.
struct Naive {
  double mean = 0, variance = 0, squaredError = 0, freedom = 0;

  Naive(const Case& which, const Matrix& responses, Eigen::Index unit, const std::vector<WordId>& words) {
    std::vector<double> all;
    std::map<int, std::map<std::size_t, std::vector<double>>> byWord;
    for (std::size_t d = 0; d < which.corpus.documents(); ++d)
      for (std::size_t t = which.corpus.starts[d]; t < which.corpus.starts[d + 1]; ++t)
        for (const WordId word : words)
          if (which.corpus.ids[t] == word) {
            all.push_back(responses(static_cast<Eigen::Index>(t), unit));
            byWord[word.value][d].push_back(all.back());
          }
    for (double x : all) mean += x / static_cast<double>(all.size());
    for (double x : all) variance += (x - mean) * (x - mean) / static_cast<double>(all.size() - 1);
    double rest = 0;
    for (const auto& [word, blocks] : byWord) {
      double n = 0, sum = 0, squares = 0;
      for (const auto& [d, values] : blocks)
        for (double x : values) n += 1, sum += x;
      for (const auto& [d, values] : blocks) {
        double deviation = 0;
        for (double x : values) deviation += x - sum / n;
        squares += deviation * deviation;
      }
      const auto groups = static_cast<double>(blocks.size());
      const double part = squares * groups / (groups - 1) / std::pow(static_cast<double>(all.size()), 2);
      squaredError += part;
      rest += part * part / (groups - 1);
    }
    freedom = squaredError * squaredError / rest;
  }
};

const Case& sentences() {
  static const Case which = makeCase("lstm", false);
  return which;
}

Matrix responsesOf(const Case& which, Signal state) {
  const auto trace = traceCorpus(which.model, which.corpus, {state}, false, exactOptions().reading);
  const Matrix& states = trace.layers[layer.index()].at(state);
  Matrix responses = states;
  for (std::size_t d = 0; d < which.corpus.documents(); ++d)
    for (std::size_t t = which.corpus.starts[d] + 1; t < which.corpus.starts[d + 1]; ++t)
      responses.row(static_cast<Eigen::Index>(t)) -= states.row(static_cast<Eigen::Index>(t) - 1);
  return responses;
}

std::vector<UnitEffect> allOf(const UnitEffects& effects) {
  std::vector<UnitEffect> all = effects.positive;
  all.insert(all.end(), effects.negative.begin(), effects.negative.end());
  return all;
}

}  // namespace

TEST_CASE("units that separate words are those that Welch's test on the responses themselves finds") {
  const Case& which = sentences();
  const Matrix responses = responsesOf(which, Signal::c);
  const std::vector<WordId> a{WordId{0}, WordId{3}}, b{WordId{1}};
  const UnitEffects got = separating(*analyzeAll(which), layer, Signal::c, a, b);
  CHECK(got.units == 6);
  std::vector<double> pValues, effects;
  for (Eigen::Index unit = 0; unit < 6; ++unit) {
    const Naive mine(which, responses, unit, a), other(which, responses, unit, b);
    const double squared = mine.squaredError + other.squaredError;
    const double freedom = squared * squared /
                           (mine.squaredError * mine.squaredError / mine.freedom +
                            other.squaredError * other.squaredError / other.freedom);
    const double difference = mine.mean - other.mean;
    pValues.push_back(
        2 * cdf(complement(boost::math::students_t(freedom), std::abs(difference) / std::sqrt(squared))));
    effects.push_back(difference / std::sqrt((mine.variance + other.variance) / 2));
  }
  const auto expected = discoveries(pValues, 0.05);
  CHECK(static_cast<std::size_t>(std::count(expected.begin(), expected.end(), true)) == allOf(got).size());
  CHECK(allOf(got).size() >= 2);  // The case has something to find.
  for (const UnitEffect& effect : allOf(got)) {
    CHECK(expected[effect.unit.index()]);
    CHECK(effect.pValue == Approx(pValues[effect.unit.index()]).epsilon(0.01));
    CHECK(effect.effect == Approx(effects[effect.unit.index()]).epsilon(1e-3));
    CHECK(effect.interval.low < effect.effect);
    CHECK(effect.effect < effect.interval.high);
  }
}

TEST_CASE("separating B from A turns the sides around") {
  const auto analysis = analyzeAll(sentences());
  const UnitEffects ab = separating(*analysis, layer, Signal::c, {WordId{0}}, {WordId{1}}),
                    ba = separating(*analysis, layer, Signal::c, {WordId{1}}, {WordId{0}});
  REQUIRE(ab.positive.size() == ba.negative.size());
  REQUIRE(ab.negative.size() == ba.positive.size());
  for (std::size_t i = 0; i < ab.positive.size(); ++i) {
    CHECK(ab.positive[i].unit == ba.negative[i].unit);
    CHECK(ab.positive[i].effect == Approx(-ba.negative[i].effect));
    CHECK(ab.positive[i].qValue == Approx(ba.negative[i].qValue));
  }
}

TEST_CASE("what answers to a word is what its responses are distinguishable by") {
  const bool stream = GENERATE(true, false);
  const Case which = makeCase("gru", stream);
  const auto analysis = analyzeAll(which);
  for (const WordId word : {WordId{0}, WordId{1}, WordId{4}}) {
    const UnitEffects got = answeringTo(*analysis, layer, Signal::h, {word});
    const auto expected = distinguishable(*analysis, layer, Signal::h, word);
    CHECK(static_cast<std::size_t>(std::count(expected.begin(), expected.end(), true)) == allOf(got).size());
    for (const UnitEffect& effect : allOf(got)) {
      CHECK(expected[effect.unit.index()]);
      CHECK(effect.mean ==
            Approx(analysis->responses(layer, Signal::h).mean.matrix()(word.value, effect.unit.value)));
    }
    for (const auto* side : {&got.positive, &got.negative})
      for (std::size_t i = 0; i < side->size(); ++i) {
        CHECK(((*side)[i].effect > 0) == (side == &got.positive));
        if (i > 0) CHECK((*side)[i - 1].bound() >= (*side)[i].bound());
      }
  }
}

TEST_CASE("a group of words answers as all their occurrences do") {
  const Case& which = sentences();
  const Matrix responses = responsesOf(which, Signal::h);
  const std::vector<WordId> words{WordId{0}, WordId{2}, WordId{5}};
  for (const UnitEffect& effect : allOf(answeringTo(*analyzeAll(which), layer, Signal::h, words))) {
    const Naive naive(which, responses, effect.unit.value, words);
    CHECK(effect.mean == Approx(naive.mean).margin(1e-6));
    const double margin =
        quantile(boost::math::students_t(naive.freedom), 0.975) * std::sqrt(naive.squaredError);
    CHECK(effect.interval.high - effect.effect == Approx(margin).epsilon(0.01));
  }
}

TEST_CASE("questions about units that have no answer are refused") {
  const auto analysis = analyzeAll(sentences());
  const auto ask = [&](const std::vector<WordId>& a, const std::vector<WordId>& b) {
    return separating(*analysis, layer, Signal::c, a, b);
  };
  CHECK_THROWS_WITH(ask({}, {WordId{0}}), Contains("no word"));
  CHECK_THROWS_WITH(ask({WordId{0}}, {WordId{1}, WordId{0}}), Contains("both groups"));
  CHECK_THROWS_AS(answeringTo(*analysis, LayerId{7}, Signal::c, {WordId{0}}), Error);
  response::Analysis without = *analysis;
  without.count[2] = 0;
  without.row[2] = -1;
  CHECK_THROWS_WITH(answeringTo(without, layer, Signal::c, {WordId{2}}), Contains("does not occur"));
}

TEST_CASE("lists of words are divided by commas, unless the comma is a word") {
  response::Analysis analysis;
  analysis.tokens = {"he", "him", ",", "1,000"};
  CHECK(search::wordsOf(analysis, "he,him") == std::vector<WordId>{WordId{0}, WordId{1}});
  CHECK(search::wordsOf(analysis, "him,,him,") == std::vector<WordId>{WordId{1}});
  CHECK(search::wordsOf(analysis, ",") == std::vector<WordId>{WordId{2}});
  CHECK(search::wordsOf(analysis, "1,000") == std::vector<WordId>{WordId{3}});
  CHECK_THROWS_WITH(search::wordsOf(analysis, ",,"), Contains("no word"));
  CHECK_THROWS_WITH(search::wordsOf(analysis, "he,she"), Contains("she"));
}
