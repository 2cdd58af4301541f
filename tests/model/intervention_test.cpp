#include "rnnvis/model/intervention.h"

#include "reference_cell.h"
#include "rnnvis/base/error.h"
#include "rnnvis/model/evaluate.h"
#include "small_text_model.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <numeric>

using namespace rnnvis;
using namespace rnnvis::test;
using Catch::Contains;
using model::Intervention;
using model::Signal;

namespace {

double lossOf(const MatrixD& logits, Eigen::Index row, Eigen::Index target) {
  return std::log(logits.row(row).array().exp().sum()) - logits(row, target);
}

/// The loss of each token of a stream but the first, computed step by step in double precision.
std::vector<double> naiveLosses(const model::Network& network, const text::Corpus& corpus,
                                const Intervention& held) {
  const MatrixD logits = referenceTrace(network, corpus.ids, &held).logits;
  std::vector<double> losses{NAN};
  for (std::size_t t = 1; t < corpus.ids.size(); ++t)
    losses.push_back(lossOf(logits, static_cast<Eigen::Index>(t) - 1, corpus.ids[t].value));
  return losses;
}

model::TextModel modelWith(model::Network network, model::Task task = model::Task::languageModel) {
  model::TextModel result = textModelOf(SmallModel{}, task);
  result.network = std::move(network);
  return result;
}

model::Network projectedNetwork() {
  Random random(7);
  Weights weights;
  weights.add("encoder.weight", {12, 5}, random, 1);
  weights.add("rnn.weight_ih_l0", {24, 5}, random, 0.7);
  weights.add("rnn.weight_hh_l0", {24, 4}, random, 0.7);
  weights.add("rnn.bias_ih_l0", {24}, random, 0.7);
  weights.add("rnn.bias_hh_l0", {24}, random, 0.7);
  weights.add("rnn.weight_hr_l0", {4, 6}, random, 0.7);
  weights.add("decoder.weight", {12, 4}, random, 1);
  weights.add("decoder.bias", {12}, random, 1);
  return networkOf(weights);
}

void checkAgainstNaive(const model::Network& network, const Intervention& held) {
  Random random(51);
  const text::Corpus corpus = corpusOf(random, {400, 300}, 12);
  const std::vector<double> expected = naiveLosses(network, corpus, held);
  model::Predictions predictions;
  const auto result = evaluate(modelWith(network), corpus, {std::nullopt, 1, 0, 1}, {}, &held, &predictions);
  const std::vector<float>& losses = predictions.losses;
  REQUIRE(losses.size() == expected.size());
  CHECK(std::isnan(losses[0]));
  double sum = 0;
  for (std::size_t t = 1; t < losses.size(); ++t) {
    REQUIRE(double{losses[t]} == Approx(expected[t]).epsilon(1e-4).margin(1e-4));
    sum += expected[t];
  }
  CHECK(result.loss == Approx(sum / 699).epsilon(1e-5));
}

}  // namespace

TEST_CASE("held units give the losses of a naive step-by-step evaluation") {
  SmallModel small;
  small.cell = GENERATE("rnn", "lstm", "gru", "nested-lstm");
  model::Network network = networkOf(small);
  network.resetAfter = GENERATE(true, false);
  for (std::size_t layer : {0, 1})
    for (Signal state : statesOf(network.cell))
      checkAgainstNaive(network, {layer, state, {1, 4}, {0.3f, -0.8f}});
}

TEST_CASE("of a projected layer, c is held before the projection and h behind it") {
  const model::Network network = projectedNetwork();
  checkAgainstNaive(network, {0, Signal::c, {5, 0}, {0.4f, -1.5f}});
  checkAgainstNaive(network, {0, Signal::h, {3}, {0.4f}});
}

TEST_CASE("either direction of a bidirectional layer can be held") {
  SmallModel small;
  small.cell = GENERATE("rnn", "lstm", "gru", "nested-lstm");
  small.outputs = 2;
  model::TextModel model = textModelOf(small, model::Task::classifier);
  model::Network& network = model.network;
  network.bidirectional = true;
  network.layers[1] = network.layers[0];
  network.layers[1].reverse = true;
  network.layers[1].weightHh *= -1;
  network.head->weight = Matrix::Random(2, 12);
  Random random(52);
  const text::Corpus corpus = corpusOf(random, {5, 9, 1, 7}, 12);
  for (std::size_t layer : {0, 1})
    for (Signal state : statesOf(network.cell)) {
      const Intervention held{layer, state, {2, 3}, {0.5f, -0.5f}};
      model::Predictions predictions;
      evaluate(model, corpus, {}, {}, &held, &predictions);
      const std::vector<float>& losses = predictions.losses;
      REQUIRE(losses.size() == 4);
      for (std::size_t d = 0; d < 4; ++d) {
        const auto ids =
            std::span(corpus.ids).subspan(corpus.starts[d], corpus.starts[d + 1] - corpus.starts[d]);
        const MatrixD logits = referenceTrace(network, ids, &held).logits;
        CHECK(double{losses[d]} == Approx(lossOf(logits, logits.rows() - 1, corpus.labels[d])).epsilon(1e-4));
      }
    }
}

TEST_CASE("units whose outgoing weights are all zero can be held at anything") {
  SmallModel small;
  small.cell = GENERATE("rnn", "lstm", "gru", "nested-lstm");
  model::TextModel model = textModelOf(small);
  for (Eigen::Index unit : {0, 3}) {
    model.network.layers[0].weightHh.col(unit).setZero();
    if (model.network.cell == model::CellKind::nestedLstm)
      model.network.layers[0].innerHh.col(unit).setZero();
    model.network.layers[1].weightIh.col(unit).setZero();
  }
  Random random(53);
  const text::Corpus corpus = streamOf(random, 300, 12);
  const Intervention held{0, analysedState(model.network.cell), {0, 3}, {0.9f, -0.9f}};
  CHECK(evaluate(model, corpus, {}, {}, &held).loss == evaluate(model, corpus, {}).loss);
}

TEST_CASE("a network with every unit held predicts from nothing") {
  const model::TextModel model = textModelOf(SmallModel{});
  Random random(54);
  const text::Corpus corpus = streamOf(random, 300, 12);
  Intervention held{1, Signal::h, {0, 1, 2, 3, 4, 5}, {0.1f, -0.2f, 0.3f, 0, 0.5f, 0.6f}};
  VectorD logits = model.network.head->bias.cast<double>();
  for (Eigen::Index unit = 0; unit < 6; ++unit)
    logits += model.network.head->weight.col(unit).cast<double>() *
              double{held.values[static_cast<std::size_t>(unit)]};
  const double normaliser = std::log(logits.array().exp().sum());
  double loss = 0;
  for (std::size_t t = 1; t < 300; ++t) loss += normaliser - logits[corpus.ids[t].value];
  CHECK(evaluate(model, corpus, {}, {}, &held).loss == Approx(loss / 299).epsilon(1e-5));
}

TEST_CASE("losses are those of every prediction, whatever the parts and threads") {
  const model::TextModel model = textModelOf(SmallModel{});
  Random random(55);
  const text::Corpus corpus = corpusOf(random, {5, 1, 8, 300}, 12);
  model::Predictions predictions, parts;
  const auto lines = evaluate(model, corpus, {model::Context::sentence, 0, 0, 2}, {}, nullptr, &predictions);
  const std::vector<float>& losses = predictions.losses;
  double sum = 0;
  std::size_t count = 0;
  for (std::size_t t = 0; t < losses.size(); ++t) {
    const bool isFirst = t == 0 || t == 5 || t == 6 || t == 14;
    CHECK(std::isnan(losses[t]) == isFirst);
    if (isFirst) continue;
    sum += double{losses[t]};
    ++count;
  }
  CHECK(count == lines.predictions);
  CHECK(sum / static_cast<double>(count) == Approx(lines.loss));
  evaluate(model, corpus, {std::nullopt, 1, 0, 1}, {}, nullptr, &predictions);
  evaluate(model, corpus, {std::nullopt, 5, 100, 2}, {}, nullptr, &parts);
  for (std::size_t t = 1; t < losses.size(); ++t)
    CHECK(double{losses[t]} == Approx(double{parts.losses[t]}).epsilon(1e-3));
}

TEST_CASE("what cannot be held says why") {
  const model::TextModel model = textModelOf(SmallModel{});
  Random random(56);
  const text::Corpus corpus = streamOf(random, 20, 12);
  const auto check = [&](const Intervention& held, const char* reason) {
    CHECK_THROWS_WITH(evaluate(model, corpus, {}, {}, &held), Contains(reason));
  };
  check({2, Signal::h, {0}, {0}}, "layers 0 to 1");
  check({1, Signal::z, {0}, {0}}, "no state z");
  check({1, Signal::i, {0}, {0}}, "no state i");
  check({1, Signal::h, {6}, {0}}, "units 0 to 5");
  check({1, Signal::h, {2, 2}, {0, 0}}, "twice");
  check({1, Signal::h, {2, 3}, {0}}, "2 units cannot be held at 1");
  check({1, Signal::h, {2}, {NAN}}, "unit 2 cannot be held");
}
