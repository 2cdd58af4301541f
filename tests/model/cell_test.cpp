#include "rnnvis/model/cell.h"
#include "rnnvis/model/trace.h"

#include "reference_cell.h"
#include "rnnvis/base/error.h"
#include "small_text_model.h"

#include <catch2/catch.hpp>

using namespace rnnvis;
using namespace rnnvis::test;
using model::Activation;

namespace {

constexpr double tolerance = 2e-5;
constexpr std::size_t steps = 30;

double errorOf(const model::Network& network) {
  Random random(99);
  const auto ids = randomIds(random, steps, network.inputTokens());
  return worstError(trace(network, ids, zeroState(network)), referenceTrace(network, ids));
}

}  // namespace

TEST_CASE("every cell computes its equations, stacked and alone, with biases and without") {
  const std::string cell = GENERATE("rnn", "lstm", "gru", "nested-lstm");
  const std::size_t layers = GENERATE(1, 3);
  const bool bias = GENERATE(true, false);
  CAPTURE(cell, layers, bias);
  SmallModel model;
  model.cell = cell;
  model.layers = layers;
  model.bias = bias;
  CHECK(errorOf(networkOf(model)) < tolerance);
}

TEST_CASE("one-hot input reads columns of the input weights") {
  SmallModel model;
  model.embedding = 0;
  model.cell = GENERATE("rnn", "lstm", "gru", "nested-lstm");
  const model::Network network = networkOf(model);
  REQUIRE(network.embedding.size() == 0);
  REQUIRE(network.inputTokens() == model.tokens);
  CHECK(errorOf(network) < tolerance);
}

TEST_CASE("a GRU with the reset gate before the product is another cell") {
  SmallModel model;
  model.cell = "gru";
  model::NetworkSettings settings;
  settings.resetAfter = false;
  const model::Network before = networkOf(model, settings);
  CHECK(errorOf(before) < tolerance);
  Random random(99);
  const auto ids = randomIds(random, steps, model.tokens);
  CHECK(worstError(trace(networkOf(model), ids, zeroState(before)), referenceTrace(before, ids)) > 0.01);
}

TEST_CASE("activations of state and gates are those of the settings") {
  SmallModel model;
  model.cell = GENERATE("rnn", "lstm", "gru", "nested-lstm");
  model.scale = 0.3;
  model::NetworkSettings settings;
  settings.activation = GENERATE(Activation::relu, Activation::tanh, Activation::linear, Activation::sigmoid);
  settings.gateActivation = GENERATE(Activation::sigmoid, Activation::hardSigmoid);
  settings.resetAfter = GENERATE(true, false);
  CAPTURE(model.cell, nameOf(*settings.activation), nameOf(*settings.gateActivation), settings.resetAfter);
  CHECK(errorOf(networkOf(model, settings)) < tolerance);
}

TEST_CASE("units beyond a vector register's width and odd sizes are computed alike") {
  SmallModel model;
  model.hidden = GENERATE(1, 17, 67);
  model.cell = GENERATE("lstm", "gru");
  model.scale = 0.2;
  CHECK(errorOf(networkOf(model)) < tolerance);
}

TEST_CASE("a nested LSTM is told by the names of its inner weights") {
  SmallModel model;
  model.cell = "nested-lstm";
  CHECK(networkOf(model).cell == model::CellKind::nestedLstm);
  const auto fails = [&](auto change, const std::string& reason) {
    Weights weights = weightsOf(model);
    change(weights);
    CHECK_THROWS_WITH(networkOf(weights), Catch::Contains(reason) && !Catch::Contains("\n"));
  };
  fails([](Weights& w) { w.remove("rnn.inner_weight_ih_l1"); }, "no layer1.inner_weight_ih");
  fails([](Weights& w) { w.remove("rnn.inner_weight_hh_l1"); },
        "another cell (lstm) than layer 0 (nested-lstm)");
  fails(
      [](Weights& w) {
        w.remove("rnn.inner_weight_hh_l0");
        w.add("rnn.inner_weight_hh_l0", {24, 5}, std::vector<float>(120));
      },
      "[24, 5], expected [24, 6] of a nested LSTM");
  fails(
      [](Weights& w) {
        w.remove("rnn.inner_bias_ih_l0");
        w.add("rnn.inner_bias_ih_l0", {23}, std::vector<float>(23));
      },
      "[23], expected [24]");
  model::NetworkSettings settings;
  settings.cell = model::CellKind::lstm;
  CHECK_THROWS_WITH(networkOf(model, settings),
                    Catch::Contains("of a nested-lstm but [recurrent] cell says lstm"));
}

TEST_CASE("gates of a nested LSTM in another order are brought into PyTorch's, inside too") {
  SmallModel model;
  model.cell = "nested-lstm";
  model::NetworkSettings settings;
  settings.gateOrder = "gofi";
  settings.forgetBias = 0.5;
  const model::Network plain = networkOf(model), ordered = networkOf(model, settings);
  const auto &layer = plain.layers[1], &other = ordered.layers[1];
  CHECK(other.innerIh.middleRows(0, 6) == layer.innerIh.middleRows(18, 6));  // i was last …
  CHECK(other.innerHh.middleRows(12, 6) == layer.innerHh.middleRows(0, 6));  // … and g first.
  CHECK(other.innerBiasIh.segment(6, 6).isApprox(Vector(layer.innerBiasIh.segment(12, 6).array() + 0.5f)));
  CHECK(other.innerBiasHh.segment(18, 6) == layer.innerBiasHh.segment(6, 6));
}

TEST_CASE("saturated units stay finite and within their bounds") {
  SmallModel model;
  model.scale = 200;
  const model::Network network = networkOf(model);
  Random random(5);
  const auto result = trace(network, randomIds(random, steps, model.tokens), zeroState(network));
  for (const auto& [signal, values] : result.layers[1]) {
    REQUIRE(values.allFinite());
    if (signal == model::Signal::c) continue;
    CHECK(values.maxCoeff() <= 1);
    CHECK(values.minCoeff() >= (signal == model::Signal::g || signal == model::Signal::h ? -1 : 0));
  }
}

TEST_CASE("a trace may start anywhere and be cut anywhere") {
  SmallModel model;
  model.cell = GENERATE("rnn", "lstm", "gru", "nested-lstm");
  const model::Network network = networkOf(model);
  Random random(7);
  const auto ids = randomIds(random, steps, model.tokens);
  const auto whole = trace(network, ids, zeroState(network));
  const auto first = std::span(ids).first(11);
  const auto rest = trace(network, std::span(ids).subspan(11), stateAfter(network, first));
  for (const auto& [signal, values] : whole.layers[1])
    CHECK((values.bottomRows(steps - 11) - rest.layers[1].at(signal)).cwiseAbs().maxCoeff() < 1e-6);
  CHECK(rest.start[1].h == whole.layers[1].at(model::Signal::h).row(10).transpose());
}

TEST_CASE("an id that the network lacks is named with its position") {
  const model::Network network = networkOf(SmallModel{});
  const std::vector<WordId> beyond{WordId{3}, WordId{12}}, negative{WordId{-1}};
  CHECK_THROWS_WITH(trace(network, beyond, zeroState(network)),
                    "token 2 has the id 12, but the model reads ids 0 to 11; use the model's own vocabulary");
  CHECK_THROWS_AS(stateAfter(network, negative), Error);
}

TEST_CASE("names of cells, activations and signals go both ways") {
  for (const auto cell :
       {model::CellKind::rnn, model::CellKind::lstm, model::CellKind::gru, model::CellKind::nestedLstm})
    CHECK(model::cellNamed(nameOf(cell)) == cell);
  for (const auto activation :
       {Activation::tanh, Activation::relu, Activation::sigmoid, Activation::hardSigmoid, Activation::linear})
    CHECK(model::activationNamed(nameOf(activation)) == activation);
  std::string names;
  for (const auto signal : signalsOf(model::CellKind::lstm)) {
    names += nameOf(signal);
    CHECK(model::signalNamed(std::string(1, nameOf(signal))) == signal);
  }
  CHECK(names == "hcifgo");
  names.clear();
  for (const auto signal : signalsOf(model::CellKind::nestedLstm)) {
    names += nameOf(signal);
    CHECK(model::signalNamed(std::string(1, nameOf(signal))) == signal);
  }
  CHECK(names == "hcCifgoIFGO");
  CHECK_FALSE(model::cellNamed("mlp"));
  CHECK_FALSE(model::signalNamed("hc"));
  CHECK(model::analysedState(model::CellKind::lstm) == model::Signal::c);
  CHECK(model::analysedState(model::CellKind::gru) == model::Signal::h);
}
