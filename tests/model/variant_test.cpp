#include "reference_cell.h"
#include "rnnvis/base/error.h"
#include "rnnvis/model/evaluate.h"
#include "rnnvis/model/forward.h"
#include "small_text_model.h"

#include <catch2/catch.hpp>

using namespace rnnvis;
using namespace rnnvis::test;
using model::Activation;
using model::Signal;

namespace {

constexpr double tolerance = 2e-5;
constexpr std::int64_t embedding = 5, tokens = 12;

struct Variant {
  std::string cell = "lstm";
  std::vector<std::int64_t> hidden{6, 4};
  std::int64_t projection = 0;
  bool bidirectional = false;
  std::vector<std::int64_t> dense;
  std::int64_t outputs = 3;
};

/// The tensors of such a model as PyTorch names them; those of layer l under `module(l)`, as its layer
/// `number(l)`.
template <class Module, class Number>
Weights weightsOf(const Variant& variant, Module module, Number number) {
  const std::int64_t gates = variant.cell == "lstm" ? 4 : variant.cell == "gru" ? 3 : 1;
  const std::int64_t directions = variant.bidirectional ? 2 : 1;
  Random random(5);
  Weights weights;
  weights.add("encoder.weight", {tokens, embedding}, random, 1);
  std::int64_t inputs = embedding;
  for (std::size_t l = 0; l < variant.hidden.size(); ++l) {
    const std::int64_t n = variant.hidden[l], outputs = variant.projection ? variant.projection : n;
    for (std::int64_t d = 0; d < directions; ++d) {
      const std::string suffix = "_l" + std::to_string(number(l)) + (d ? "_reverse" : "");
      weights.add(module(l) + "weight_ih" + suffix, {gates * n, inputs}, random, 0.7);
      weights.add(module(l) + "weight_hh" + suffix, {gates * n, outputs}, random, 0.7);
      weights.add(module(l) + "bias_ih" + suffix, {gates * n}, random, 0.7);
      weights.add(module(l) + "bias_hh" + suffix, {gates * n}, random, 0.7);
      if (variant.projection) weights.add(module(l) + "weight_hr" + suffix, {outputs, n}, random, 0.7);
    }
    inputs = outputs * directions;
  }
  for (std::size_t k = 0; k < variant.dense.size(); ++k) {
    const std::string name = "fc" + std::to_string(k);
    weights.add(name + ".weight", {variant.dense[k], inputs}, random, 1);
    weights.add(name + ".bias", {variant.dense[k]}, random, 1);
    inputs = variant.dense[k];
  }
  weights.add("fc.weight", {variant.outputs, inputs}, random, 1);
  weights.add("fc.bias", {variant.outputs}, random, 1);
  return weights;
}

Weights weightsOf(const Variant& variant) {
  return weightsOf(
      variant, [](std::size_t) { return std::string("rnn."); }, [](std::size_t l) { return l; });
}

double errorOf(const model::Network& network) {
  Random random(99);
  const auto ids = randomIds(random, 20, network.inputTokens());
  return worstError(trace(network, ids, zeroState(network)), referenceTrace(network, ids));
}

model::TextModel classifierOf(const Variant& variant) {
  model::TextModel result = textModelOf({}, model::Task::classifier);
  const auto arrays = weightsOf(variant).arrays();
  result.architecture = model::inferArchitecture({"test", arrays, {}, {}});
  result.network = buildNetwork(arrays, result.architecture);
  return result;
}

/// log P(label) of a document as the head reads it.
double lossOf(const model::Network& network, std::span<const WordId> ids, int label) {
  const model::Trace read = trace(network, ids, zeroState(network));
  return -std::log(model::softmax(read.logits.row(read.logits.rows() - 1))[label]);
}

}  // namespace

TEST_CASE("bidirectional layers read every sequence from both ends") {
  Variant variant;
  variant.cell = GENERATE("rnn", "lstm", "gru");
  variant.bidirectional = true;
  const model::Network network = networkOf(weightsOf(variant));
  REQUIRE(network.layers.size() == 4);
  CHECK(network.layers[1].reverse);
  CHECK(network.layers[2].inputs() == 12);
  CHECK(network.head->weight.cols() == 8);
  CHECK(errorOf(network) < tolerance);
}

TEST_CASE("sequences of different lengths do not disturb each other in either direction") {
  Variant variant;
  variant.bidirectional = true;
  const model::Network network = networkOf(weightsOf(variant));
  Random random(3);
  const std::vector<std::size_t> lengths{7, 4, 4, 1};
  std::vector<std::vector<WordId>> sequences;
  for (std::size_t length : lengths) sequences.push_back(randomIds(random, length, tokens));
  std::vector<WordId> rows;
  std::vector<std::size_t> active;
  for (std::size_t t = 0; t < 7; ++t) {
    active.push_back(0);
    for (const auto& sequence : sequences)
      if (t < sequence.size()) rows.push_back(sequence[t]), ++active.back();
  }
  model::Forward forward(network, 4);
  forward.run(rows, active);
  std::size_t row = 0;
  for (std::size_t t = 0; t < active.size(); ++t)
    for (std::size_t lane = 0; lane < active[t]; ++lane, ++row)
      for (std::size_t layer = 0; layer < 4; ++layer) {
        const auto alone = trace(network, sequences[lane], zeroState(network));
        const Matrix& c = alone.layers[layer].at(Signal::c);
        const auto now = forward.signal(layer, Signal::c).row(static_cast<Eigen::Index>(row));
        const auto before = forward.withPrevious(layer, Signal::c)
                                .row(static_cast<Eigen::Index>(forward.previousRow(layer, row)));
        CAPTURE(t, lane, layer);
        const auto at = static_cast<Eigen::Index>(t), from = layer % 2 ? at + 1 : at - 1;
        CHECK((now - c.row(at)).cwiseAbs().maxCoeff() < 1e-6f);
        const Eigen::RowVectorXf expected = from < 0 || from >= c.rows() ? Eigen::RowVectorXf::Zero(c.cols())
                                                                         : Eigen::RowVectorXf(c.row(from));
        CHECK((before - expected).cwiseAbs().maxCoeff() < 1e-6f);
      }
}

TEST_CASE("an LSTM's projection makes h smaller than c") {
  Variant variant;
  variant.projection = 3;
  variant.bidirectional = GENERATE(false, true);
  const model::Network network = networkOf(weightsOf(variant));
  CHECK(network.layers[0].size() == 6);
  CHECK(network.layers[0].outputs() == 3);
  CHECK(errorOf(network) < tolerance);
}

TEST_CASE("dense layers stand between the top layer and the outputs") {
  Variant variant;
  variant.dense = {7, 4};
  model::NetworkSettings settings;
  settings.headActivation = GENERATE(Activation::relu, Activation::tanh, Activation::linear);
  const model::Network network = networkOf(weightsOf(variant), settings);
  REQUIRE(network.head->dense.size() == 2);
  CHECK(network.head->dense[0].activation == *settings.headActivation);
  CHECK(errorOf(network) < tolerance);
}

TEST_CASE("modules of one layer each are one stack, whatever wraps them") {
  Variant variant;
  variant.hidden = {6, 8, 5};
  const std::string before = GENERATE("rnns.", "module.lstm", "_orig_mod.0.rnns.");
  const std::string after = GENERATE(".", ".module.", "_");
  if (after == "_") return;
  const Weights stacked = weightsOf(
      variant, [&](std::size_t l) { return before + std::to_string(l + 1) + after; },
      [](std::size_t) { return 0; });
  CHECK(trace(networkOf(stacked), std::vector{WordId{3}, WordId{1}}, zeroState(networkOf(stacked))).logits ==
        trace(networkOf(weightsOf(variant)), std::vector{WordId{3}, WordId{1}}, zeroState(networkOf(stacked)))
            .logits);
}

TEST_CASE("dropped weights are read as they were before") {
  const Variant variant;
  Weights weights = weightsOf(variant);
  weights.rename("rnn.weight_hh_l0", "rnn.weight_hh_l0_raw");
  weights.rename("rnn.weight_hh_l1", "rnn.weight_hh_l1_raw");
  Random random(8);
  weights.add("rnn.module.weight_hh_l0", {24, 6}, random, 1);
  CHECK(networkOf(weights).layers[0].weightHh == networkOf(weightsOf(variant)).layers[0].weightHh);
}

TEST_CASE("matrices may be stored the other way round") {
  Variant variant;
  variant.hidden = {6};
  Weights weights = weightsOf(variant);
  const model::Network expected = networkOf(weights);
  Weights turned;
  for (const auto& named : weights.arrays()) {
    const std::vector<float> values = named.array.toFloats();
    auto shape = named.array.shape();
    if (shape.size() == 2 && named.name != "encoder.weight") {
      const Matrix matrix = viewOf(values.data(), shape[0], shape[1]).transpose();
      turned.add(named.name, {shape[1], shape[0]},
                 std::vector<float>(matrix.data(), matrix.data() + matrix.size()));
    } else {
      turned.add(named.name, shape, values);
    }
  }
  const auto arrays = turned.arrays();
  const std::map<std::string, std::string> names{{"head.weight", "fc.weight"},
                                                 {"embedding", "encoder.weight"}};
  const model::Network network =
      buildNetwork(arrays, model::inferArchitecture({"test", arrays, {}, {}}, names));
  CHECK(network.layers[0].weightIh == expected.layers[0].weightIh);
  CHECK(network.layers[0].weightHh == expected.layers[0].weightHh);
  CHECK(network.head->weight == expected.head->weight);
}

TEST_CASE("a bidirectional classifier judges by the states that both directions end in, or step by step") {
  Variant variant;
  variant.bidirectional = true;
  model::TextModel classifier = classifierOf(variant);
  classifier.network.readsFinalStates = GENERATE(true, false);
  Random random(6);
  const text::Corpus corpus = corpusOf(random, {5, 1, 9, 3, 4000}, tokens);
  double expected = 0;
  for (std::size_t d = 0; d < corpus.documents(); ++d)
    expected +=
        lossOf(classifier.network,
               std::span(corpus.ids).subspan(corpus.starts[d], corpus.starts[d + 1] - corpus.starts[d]),
               corpus.labels[d]);
  CHECK(evaluate(classifier, corpus, {}).loss == Approx(expected / 5).epsilon(1e-4));
}

TEST_CASE("a bidirectional model reads no stream") {
  Variant variant;
  variant.bidirectional = true;
  const model::TextModel classifier = classifierOf(variant);
  Random random(6);
  model::ReadingOptions options;
  options.context = model::Context::stream;
  CHECK(defaultContext(classifier) == model::Context::sentence);
  CHECK_THROWS_WITH(evaluate(classifier, streamOf(random, 9, tokens), options),
                    Catch::Contains("context sentence"));
}
