#include "rnnvis/response/confidence.h"

#include "naive_statistics.h"
#include "recorded_model.h"
#include "rnnvis/response/explain.h"
#include "small_case.h"

#include <catch2/catch.hpp>

using namespace rnnvis;
using namespace rnnvis::response;
using namespace rnnvis::test;
using model::Signal;

namespace {

/// Standard deviation of a word's mean over resampled blocks.
double bootstrapError(const std::vector<BlockSum>& blocks, Random& random) {
  std::vector<double> means;
  for (int replicate = 0; replicate < 1000; ++replicate) {
    BlockSum all;
    for (std::size_t b = 0; b < blocks.size(); ++b) {
      const BlockSum& drawn = blocks[random.below(blocks.size())];
      all.count += drawn.count;
      all.sum += drawn.sum;
    }
    means.push_back(all.sum / static_cast<double>(all.count));
  }
  return deviationOf(means);
}

/// A text, and answers to it that sentences shift as a whole: responses within one depend on one another.
struct Simulation {
  text::Corpus corpus;
  Matrix responses;  // [T, n]
  std::shared_ptr<const response::Analysis> analysis;
};

struct Effects {
  double ofSentence = 0.8, noise = 0.6;
  MatrixD ofWord;  // [words, units]
};

Simulation simulate(std::uint64_t seed, std::size_t sentences, std::size_t words, std::size_t units,
                    const Effects& effects) {
  Random random(seed);
  std::vector<std::size_t> lengths;
  for (std::size_t d = 0; d < sentences; ++d) lengths.push_back(4 + random.below(12));
  Simulation result;
  result.corpus = corpusOf(random, lengths, words);
  const auto n = static_cast<Eigen::Index>(units);
  result.responses.resize(static_cast<Eigen::Index>(result.corpus.ids.size()), n);
  for (std::size_t d = 0; d < sentences; ++d)
    for (Eigen::Index unit = 0; unit < n; ++unit) {
      const double shift = effects.ofSentence * random.normal();
      for (std::size_t t = result.corpus.starts[d]; t < result.corpus.starts[d + 1]; ++t) {
        const double ofWord =
            effects.ofWord.size() > 0 ? effects.ofWord(result.corpus.ids[t].value, unit) : 0;
        result.responses(static_cast<Eigen::Index>(t), unit) =
            static_cast<float>(ofWord + shift + effects.noise * random.normal());
      }
    }
  result.analysis =
      analyze(simulatedModel(result.responses, result.corpus, words), result.corpus, "simulated", {});
  return result;
}

}  // namespace

TEST_CASE("the robust error is that of a bootstrap over sentences, which the naive one is not") {
  constexpr std::size_t words = 4;
  const Simulation simulation = simulate(31, 300, words, 5, {});
  const auto& got = simulation.analysis->responses(LayerId{0}, Signal::h);
  const auto blocks = naiveBlocksByWord(simulation.corpus, false, words);
  Random random(32);
  for (Eigen::Index unit = 0; unit < 5; ++unit) {
    const auto responses = naiveResponses(
        {simulation.responses, Matrix::Zero(simulation.responses.rows(), 5)}, simulation.corpus, words, unit);
    for (std::size_t w = 0; w < words; ++w) {
      CAPTURE(w, unit);
      const double expected = bootstrapError(blockSums(responses[w], blocks[w]), random);
      CHECK(double{got.error.matrix()(simulation.analysis->row[w], unit)} == Approx(expected).epsilon(0.15));
      if (w > 1) continue;  // The frequent ones come several times a sentence.
      const double naive = deviationOf(responses[w]) / std::sqrt(static_cast<double>(responses[w].size()));
      CHECK(naive < 0.85 * expected);
    }
  }
}

TEST_CASE("the robust error of a network's stream is that of a bootstrap over its blocks") {
  constexpr std::size_t words = 12;
  Random random(33);
  text::Corpus corpus = streamOf(random, 256 * 120, words);
  for (std::size_t t = 0; t < corpus.ids.size(); ++t)  // Stretches that hold different words.
    corpus.ids[t].value = static_cast<std::int32_t>(4 * ((t / 200 * 7) % 3) + corpus.ids[t].index() % 6) % 12;
  SmallModel small{.layers = 1};
  Case which{textModelOf(small), corpus, true};
  which.model.network.layers[0].biasIh.segment(6, 6).array() += 3;  // Forgets slowly.
  const auto analysis = analyzeAll(which);
  const auto& got = analysis->responses(LayerId{0}, Signal::c);
  const auto values = naiveValues(which.model, corpus, true, 0, Signal::c);
  const auto blocks = naiveBlocksByWord(corpus, true, words);
  std::size_t compared = 0;
  for (Eigen::Index unit = 0; unit < 6; ++unit) {
    const auto responses = naiveResponses(values, corpus, words, unit);
    for (std::size_t w = 0; w < words; ++w) {
      if (analysis->blocks[w] < 40) continue;
      CAPTURE(w, unit);
      const double expected = bootstrapError(blockSums(responses[w], blocks[w]), random);
      CHECK(double{got.error.matrix()(analysis->row[w], unit)} == Approx(expected).epsilon(0.15));
      ++compared;
    }
  }
  CHECK(compared >= 36);
}

TEST_CASE("95 % intervals hold the true response in 92 to 98 % of cases") {
  Effects effects;
  effects.ofWord = MatrixD(3, 500);
  for (Eigen::Index w = 0; w < 3; ++w) effects.ofWord.row(w).setConstant(0.3 * static_cast<double>(w) - 0.2);
  const Simulation simulation = simulate(34, 80, 3, 500, effects);
  for (std::int32_t w = 0; w < 3; ++w) {
    std::size_t held = 0, naive = 0;
    for (std::int32_t unit = 0; unit < 500; ++unit) {
      const auto answer = answerOf(*simulation.analysis, LayerId{0}, Signal::h, WordId{w}, UnitId{unit});
      const double truth = effects.ofWord(w, unit);
      held += answer.interval.low <= truth && truth <= answer.interval.high;
      naive += std::abs(answer.mean - truth) <=
               1.96 * answer.deviation / std::sqrt(static_cast<double>(answer.count));
    }
    CAPTURE(w, held, naive);
    CHECK(held >= 460);
    CHECK(held <= 490);
    CHECK(naive < held - 25);
  }
}

TEST_CASE("p-values are Student's") {
  CHECK(pValue(2.262157, 1, 10) == Approx(0.05).epsilon(1e-5));
  CHECK(pValue(-12.7062 * 3, 3, 2) == Approx(0.05).epsilon(1e-5));
  CHECK(pValue(1, 0, 5) == 0);
  CHECK(pValue(0, 0, 5) == 1);
  CHECK(pValue(1, 0.1, 1) == 1);
  CHECK(pValue(1, INFINITY, 1) == 1);
  CHECK(pValue(1, NAN, 9) == 1);
  CHECK(pValue(NAN, 1, 9) == 1);
}

TEST_CASE("under shuffled words hardly any word is said to differ") {
  constexpr std::size_t words = 200, units = 40;
  const Simulation simulation = simulate(35, 1500, words, units, {});
  std::size_t wrong = 0, tested = 0;
  for (std::size_t w = 0; w < words; ++w) {
    if (simulation.analysis->blocks[w] < 10) continue;
    ++tested;
    const auto marked =
        distinguishable(*simulation.analysis, LayerId{0}, Signal::h, WordId{static_cast<std::int32_t>(w)});
    wrong += std::ranges::count(marked, true) > 0;
  }
  CAPTURE(wrong, tested);
  REQUIRE(tested > 150);
  // Where nothing differs, the rate is the probability of naming any unit of a word; two deviations beyond
  // it.
  CHECK(static_cast<double>(wrong) <=
        0.05 * static_cast<double>(tested) + 2 * std::sqrt(0.0475 * static_cast<double>(tested)));
}

TEST_CASE("planted differences are found, with few others") {
  constexpr std::size_t words = 30, units = 40;
  Effects effects;
  effects.ofWord = MatrixD::Zero(words, units);
  for (Eigen::Index unit = 0; unit < 20; ++unit)  // Half of the words, so that the mean of all stays near 0.
    for (Eigen::Index w = 1; w < 15; ++w) effects.ofWord(w, unit) = (w + unit) % 2 == 0 ? 1.2 : -1.2;
  const Simulation simulation = simulate(36, 600, words, units, effects);
  std::size_t found = 0, planted = 0, wrong = 0;
  for (std::int32_t w = 1; w < 15; ++w) {
    if (simulation.analysis->blocks[static_cast<std::size_t>(w)] < 50) continue;
    const auto marked = distinguishable(*simulation.analysis, LayerId{0}, Signal::h, WordId{w});
    planted += 20;
    found += static_cast<std::size_t>(std::count(marked.begin(), marked.begin() + 20, true));
    wrong += static_cast<std::size_t>(std::count(marked.begin() + 20, marked.end(), true));
  }
  CAPTURE(found, planted, wrong);
  REQUIRE(planted >= 200);
  CHECK(static_cast<double>(found) > 0.95 * static_cast<double>(planted));
  CHECK(static_cast<double>(wrong) < 0.08 * static_cast<double>(found + wrong));
}

TEST_CASE("responses that are all the same do not differ from their mean") {
  Random random(37);
  const text::Corpus corpus = corpusOf(random, std::vector<std::size_t>(50, 6), 5);
  const Matrix responses = Matrix::Constant(300, 2, 0.5f);  // Sums of which are exact.
  const auto analysis = analyze(simulatedModel(responses, corpus, 5), corpus, "constant", {});
  const auto& got = analysis->responses(LayerId{0}, Signal::h);
  CHECK(got.explained.matrix().isZero());
  for (std::int32_t w = 0; w < 5; ++w) {
    const auto answer = answerOf(*analysis, LayerId{0}, Signal::h, WordId{w}, UnitId{1});
    CHECK(answer.mean == 0.5);
    CHECK(answer.deviation == 0);
    CHECK(answer.interval.low == 0.5);
    CHECK(answer.interval.high == 0.5);
    CHECK_FALSE(distinguishable(*analysis, LayerId{0}, Signal::h, WordId{w})[1]);
  }
}
