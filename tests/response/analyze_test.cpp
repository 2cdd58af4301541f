#include "rnnvis/response/analyze.h"

#include "naive_statistics.h"
#include "recorded_model.h"
#include "rnnvis/base/error.h"
#include "rnnvis/checkpoint/half.h"
#include "rnnvis/response/explain.h"
#include "small_case.h"

#include <catch2/catch.hpp>

#include <chrono>
#include <thread>

using namespace rnnvis;
using namespace rnnvis::test;
using model::Signal;

TEST_CASE("counts and the description are those of the corpus") {
  Case which = makeCase("lstm", true);
  which.corpus.unknown = 3;
  which.corpus.skipped = 4;
  const auto analysis = analyzeAll(which);
  std::vector<std::int64_t> count(12);
  for (WordId id : which.corpus.ids) ++count[id.index()];
  CHECK(analysis->count == count);
  CHECK(analysis->words() == 12);
  CHECK(analysis->tokens[4] == "w4");
  CHECK(analysis->info.modelName == "small");
  CHECK(analysis->info.modelSha256 == which.model.sha256);
  CHECK(analysis->info.corpusName == "test");
  CHECK(analysis->info.corpusSha256 == "corpus");
  CHECK(analysis->info.tokens == which.corpus.ids.size());
  CHECK(analysis->info.documents == 60);
  CHECK(analysis->info.unknown == 3);
  CHECK(analysis->info.skipped == 4);
  CHECK(analysis->info.sampleLimit == 0);
  CHECK(analysis->info.cell == model::CellKind::lstm);
  CHECK(analysis->info.reading.context == model::Context::stream);
  CHECK_FALSE(analysis->info.programVersion.empty());
}

TEST_CASE("responses have the mean, deviation and explained share of exact traces") {
  const Case which = makeCase(GENERATE("rnn", "lstm", "gru"), GENERATE(true, false));
  const auto analysis = analyzeAll(which);
  for (std::size_t layer = 0; layer < 2; ++layer)
    for (Signal state : statesOf(which.model.network.cell)) {
      CAPTURE(layer, nameOf(state), which.stream);
      const auto values = naiveValues(which.model, which.corpus, which.stream, layer, state);
      const auto& got = analysis->responses(LayerId{static_cast<std::int32_t>(layer)}, state);
      REQUIRE(got.mean.matrix().rows() == 12);
      for (Eigen::Index unit = 0; unit < 6; ++unit) {
        std::vector<double> all;
        double within = 0;
        const auto responses = naiveResponses(values, which.corpus, 12, unit);
        for (std::size_t w = 0; w < 12; ++w) {
          const auto row = static_cast<Eigen::Index>(w);
          const auto& ofWord = responses[w];
          REQUIRE(double{got.mean.matrix()(row, unit)} ==
                  Approx(ofWord.empty() ? 0.0 : meanOf(ofWord)).margin(1e-5));
          REQUIRE(double{got.deviation.matrix()(row, unit)} == Approx(deviationOf(ofWord)).margin(1e-5));
          all.insert(all.end(), ofWord.begin(), ofWord.end());
          if (!ofWord.empty()) within += squaresOf(ofWord);
        }
        CHECK(double{got.explained.matrix()(0, unit)} == Approx(1 - within / squaresOf(all)).margin(1e-4));
      }
    }
}

TEST_CASE("recorded states answer as the network that they were recorded of") {
  Case which = makeCase(GENERATE("lstm", "gru"), false);
  const auto expected = analyzeAll(which);
  which.model = recordedModelOf(which.model, which.corpus);
  const auto got = analyzeAll(which);
  CHECK(got->info.states == expected->info.states);
  CHECK(got->count == expected->count);
  for (std::size_t layer = 0; layer < 2; ++layer)
    for (const auto& [state, responses] : expected->layers[layer].responses) {
      const auto& recorded = got->layers[layer].responses.at(state);
      CHECK((recorded.mean.matrix() - responses.mean.matrix()).cwiseAbs().maxCoeff() < 1e-5f);
      CHECK((recorded.deviation.matrix() - responses.deviation.matrix()).cwiseAbs().maxCoeff() < 1e-5f);
    }
}

TEST_CASE("a layer that reads in reverse answers to a word by the step towards the start") {
  Case which = makeCase("lstm", false);
  which.model.network.bidirectional = true;
  which.model.network.layers[1] = which.model.network.layers[0];
  which.model.network.layers[1].reverse = true;
  which.model.network.head.reset();
  const auto forward = analyzeAll(which);
  Case mirrored = which;
  for (std::size_t d = 0; d < which.corpus.documents(); ++d)
    std::reverse(mirrored.corpus.ids.begin() + static_cast<std::ptrdiff_t>(which.corpus.starts[d]),
                 mirrored.corpus.ids.begin() + static_cast<std::ptrdiff_t>(which.corpus.starts[d + 1]));
  const auto backward = analyzeAll(mirrored);
  const auto mean = [](const response::Analysis& analysis, std::size_t layer) {
    return analysis.layers[layer].responses.at(Signal::c).mean.matrix();
  };
  CHECK((mean(*forward, 1) - mean(*backward, 0)).cwiseAbs().maxCoeff() < 1e-5f);
  CHECK((mean(*forward, 0) - mean(*backward, 1)).cwiseAbs().maxCoeff() < 1e-5f);
  CHECK((mean(*forward, 0) - mean(*forward, 1)).cwiseAbs().maxCoeff() > 1e-2f);
}

TEST_CASE("without a limit every response is kept, in the order of the text") {
  const Case which = makeCase(GENERATE("lstm", "gru"), GENERATE(true, false));
  const auto analysis = analyzeAll(which);
  const Signal state = analysedState(which.model.network.cell);
  const auto values = naiveValues(which.model, which.corpus, which.stream, 1, state);
  const auto& samples = analysis->responses(LayerId{1}, state).samples;
  REQUIRE(samples.rows() == which.corpus.ids.size());
  for (Eigen::Index unit = 0; unit < 6; ++unit) {
    const auto responses = naiveResponses(values, which.corpus, 12, unit);
    for (std::size_t w = 0; w < 12; ++w) {
      const auto from = static_cast<std::size_t>(analysis->sampleOffsets[w]);
      REQUIRE(static_cast<std::size_t>(analysis->sampleOffsets[w + 1]) - from == responses[w].size());
      for (std::size_t i = 0; i < responses[w].size(); ++i)
        REQUIRE(double{samples.at(from + i, static_cast<std::size_t>(unit))} ==
                Approx(responses[w][i]).epsilon(1e-3).margin(1e-5));
    }
  }
}

TEST_CASE("the first token answers to the state from zero, and so does each document's") {
  const Case which = makeCase("lstm", GENERATE(true, false));
  text::Corpus corpus = which.corpus;
  const auto rare = WordId{11};
  std::replace(corpus.ids.begin(), corpus.ids.end(), rare, WordId{2});
  corpus.ids[corpus.starts[which.stream ? 0 : 7]] = rare;  // Its only occurrence.
  const auto analysis = analyzeAll({which.model, corpus, which.stream});
  const auto alone = trace(which.model.network, std::vector<WordId>{rare}, zeroState(which.model.network));
  const auto& got = analysis->responses(LayerId{1}, Signal::c);
  CHECK(analysis->count[11] == 1);
  CHECK((got.mean.matrix().row(11) - alone.layers[1].at(Signal::c).row(0)).cwiseAbs().maxCoeff() < 1e-6);
  CHECK(got.deviation.matrix().row(11).isZero());
}

TEST_CASE("quantiles of a word are those of all its responses") {
  const Case which = makeCase("gru", true);
  const auto analysis = analyzeAll(which);
  const auto values = naiveValues(which.model, which.corpus, true, 1, Signal::h);
  for (std::int32_t word : {0, 1, 5}) {
    const MatrixD got = responseQuantiles(*analysis, LayerId{1}, Signal::h, WordId{word});
    REQUIRE(got.rows() == 5);
    for (Eigen::Index unit = 0; unit < 6; ++unit)
      for (std::size_t q = 0; q < 5; ++q)
        REQUIRE(got(static_cast<Eigen::Index>(q), unit) ==
                Approx(naiveQuantile(
                           naiveResponses(values, which.corpus, 12, unit)[static_cast<std::size_t>(word)],
                           response::quantileLevels[q]))
                    .epsilon(1e-3)
                    .margin(1e-4));
  }
}

TEST_CASE("values of every state and gate have mean, deviation, quantiles and a histogram") {
  const Case which = makeCase(GENERATE("rnn", "lstm", "gru"), GENERATE(true, false));
  const auto analysis = analyzeAll(which);
  for (Signal signal : signalsOf(which.model.network.cell)) {
    CAPTURE(nameOf(signal));
    const auto values = naiveValues(which.model, which.corpus, which.stream, 1, signal);
    const auto& got = analysis->layers[1].values.at(signal);
    for (Eigen::Index unit = 0; unit < 6; ++unit) {
      const auto column = columnOf(values.now, unit);
      REQUIRE(double{got.mean.matrix()(0, unit)} == Approx(meanOf(column)).margin(1e-5));
      REQUIRE(double{got.deviation.matrix()(0, unit)} == Approx(deviationOf(column)).margin(1e-5));
      for (std::size_t q = 0; q < 5; ++q)
        REQUIRE(double{got.quantiles.matrix()(static_cast<Eigen::Index>(q), unit)} ==
                Approx(naiveQuantile(column, response::quantileLevels[q])).margin(1e-5));
    }
  }
}

TEST_CASE("a histogram covers the values with the smallest power of two, each in its bin") {
  Case which = makeCase("rnn", true);
  which.model.network.activation = model::Activation::linear;
  for (auto& layer : which.model.network.layers) layer.weightHh *= 0.2f;
  which.model.network.layers[1].weightIh.row(0) *= 40;     // Beyond 1 …
  which.model.network.layers[1].weightIh.row(1) *= 0.01f;  // … and far below.
  which.model.network.layers[1].weightHh.row(1).setZero();
  which.model.network.layers[1].biasIh[1] = which.model.network.layers[1].biasHh[1] = 0;
  const auto analysis = analyzeAll(which);
  const auto values = naiveValues(which.model, which.corpus, true, 1, Signal::h);
  const auto& got = analysis->layers[1].values.at(Signal::h);
  constexpr std::size_t bins = response::ValueDistribution::bins;
  for (Eigen::Index unit = 0; unit < 6; ++unit) {
    const double range = got.range.matrix()(0, unit), largest = values.now.col(unit).cwiseAbs().maxCoeff();
    CHECK(std::exp2(std::round(std::log2(range))) == range);
    CHECK(range >= largest);
    CHECK((range <= 2 * largest || range == 1.0 / 16));
    std::vector<std::int64_t> expected(bins);
    for (double value : columnOf(values.now, unit))
      ++expected[static_cast<std::size_t>((value / range + 1) * bins / 2)];
    std::int64_t total = 0, moved = 0;
    for (std::size_t bin = 0; bin < bins; ++bin) {
      const std::int64_t count = (*got.histogram)[static_cast<std::size_t>(unit) * bins + bin];
      total += count;
      moved += std::abs(count - expected[bin]);
    }
    CHECK(total == static_cast<std::int64_t>(which.corpus.ids.size()));
    CHECK(moved <= 2);  // A value on the edge of a bin may be rounded across it.
  }
  CHECK(got.range.matrix()(0, 0) > 1);
  CHECK(got.range.matrix()(0, 1) < 1);
}

TEST_CASE("a text of one token shows no response") {
  const Case which = makeCase("lstm", true);
  Random random(1);
  CHECK_THROWS_WITH(response::analyze(which.model, streamOf(random, 1, 12), "tiny", {}),
                    Catch::Contains("tiny") && Catch::Contains("single token"));
}

TEST_CASE("half floats round to nearest") {
  const Case which = makeCase("lstm", true);
  const auto analysis = analyzeAll(which);
  const auto& samples = analysis->responses(LayerId{0}, Signal::h).samples;
  CHECK(samples.at(3, 2) == checkpoint::fromHalf(samples.bits()[3 * 6 + 2]));
}

TEST_CASE("a stop request ends an analysis within a fraction of a second") {
  SmallModel small;
  small.hidden = 300;
  small.tokens = small.outputs = 40;
  const auto model = textModelOf(small, model::Task::encoder);
  Random random(62);
  const text::Corpus corpus = corpusOf(random, std::vector<std::size_t>(20'000, 20), 40);
  std::stop_source source;
  std::chrono::steady_clock::time_point asked;
  const std::jthread stopper([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(30));
    asked = std::chrono::steady_clock::now();
    source.request_stop();
  });
  response::AnalyzeOptions options;
  options.reading.context = model::Context::sentence;
  CHECK_THROWS_AS(analyze(model, corpus, "long", options, {source.get_token(), {}}), Cancelled);
  // Under a sanitizer or on a busy machine far more than the tenth of a second that it takes otherwise.
  CHECK(std::chrono::steady_clock::now() - asked < std::chrono::seconds(2));
}
