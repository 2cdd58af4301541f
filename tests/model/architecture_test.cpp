#include "rnnvis/model/network.h"

#include "small_model.h"

#include <catch2/catch.hpp>

using namespace rnnvis;
using namespace rnnvis::test;
using model::Architecture;
using model::CellKind;

namespace {

using Names = std::vector<std::string>;

Architecture infer(const Weights& weights, const std::map<std::string, std::string>& names = {},
                   const model::NetworkSettings& settings = {}) {
  return model::inferArchitecture({"test", weights.arrays(), {}, {}}, names, settings);
}

std::string partOf(const Architecture& architecture, const std::string& part) {
  const auto found = architecture.parts.find(part);
  return found == architecture.parts.end() ? "" : found->second.tensor;
}

}  // namespace

TEST_CASE("cell and sizes follow from the shapes") {
  SmallModel small;
  small.cell = GENERATE("rnn", "lstm", "gru", "nested-lstm");
  const Architecture found = infer(weightsOf(small));
  CHECK(nameOf(found.cell) == small.cell);
  CHECK(found.hidden == std::vector<std::size_t>{6, 6});
  CHECK(found.embeddingSize == 5);
  CHECK(found.inputTokens == 12);
  CHECK(found.outputs == 12);
  CHECK(found.missing == (small.cell == "rnn" ? Names{"nonlinearity"} : Names{}));
  CHECK(partOf(found, "embedding") == "encoder.weight");
  CHECK(partOf(found, "layer1.weight_hh") == "rnn.weight_hh_l1");
  CHECK(partOf(found, "layer0.bias_ih") == "rnn.bias_ih_l0");
  CHECK(partOf(found, "head.weight") == "decoder.weight");
  CHECK(partOf(found, "head.bias") == "decoder.bias");
}

TEST_CASE("a nonlinearity that is given need not be asked for") {
  SmallModel small;
  small.cell = "rnn";
  model::NetworkSettings settings;
  settings.activation = model::Activation::relu;
  CHECK(infer(weightsOf(small), {}, settings).missing.empty());
}

TEST_CASE("prefixes do not matter, nor do parallel wrappers") {
  Weights weights = weightsOf({});
  weights.prefixAll(GENERATE("module.", "model.rnn_lm.", "a.b.weight_hh_l"));
  const Architecture found = infer(weights);
  CHECK(found.hidden.size() == 2);
  CHECK(partOf(found, "embedding").ends_with("encoder.weight"));
  CHECK(partOf(found, "head.weight").ends_with("decoder.weight"));
}

TEST_CASE("embedding and head of one shape are told apart by name, else by order") {
  SmallModel small;
  small.embedding = small.hidden;
  Weights named = weightsOf(small);
  named.reverse();
  CHECK(partOf(infer(named), "embedding") == "encoder.weight");
  CHECK(partOf(infer(named), "head.weight") == "decoder.weight");
  Weights nameless = weightsOf(small);
  nameless.rename("encoder.weight", "a.weight");
  nameless.rename("decoder.weight", "b.weight");
  CHECK(partOf(infer(nameless), "embedding") == "a.weight");
  CHECK(partOf(infer(nameless), "head.weight") == "b.weight");
}

TEST_CASE("a decoder that is tied to the embedding is found by its bias") {
  SmallModel small;
  small.embedding = small.hidden;
  Weights weights = weightsOf(small);
  weights.remove(GENERATE("decoder.weight", "encoder.weight"));
  const Architecture found = infer(weights);
  CHECK(partOf(found, "embedding") == partOf(found, "head.weight"));
  CHECK(partOf(found, "head.bias") == "decoder.bias");
  CHECK(found.outputs == 12);
  CHECK(found.inputTokens == 12);
}

TEST_CASE("biases may be absent") {
  SmallModel small;
  small.bias = false;
  const Architecture found = infer(weightsOf(small));
  CHECK(partOf(found, "layer0.bias_ih").empty());
  CHECK(partOf(found, "head.bias").empty());
  CHECK(found.outputs == 12);
}

TEST_CASE("without an embedding the input is one-hot") {
  SmallModel small;
  small.embedding = 0;
  const Architecture found = infer(weightsOf(small));
  CHECK(partOf(found, "embedding") == "identity");
  CHECK(found.embeddingSize == 0);
  CHECK(found.inputTokens == 12);
  CHECK(found.outputs == 12);
}

TEST_CASE("a lone head is not taken for the embedding of a network with one-hot input") {
  SmallModel small;
  small.embedding = 0;
  small.tokens = small.hidden;  // The head has as many columns as layer 0 has inputs.
  small.outputs = 3;
  const Architecture found = infer(weightsOf(small));
  CHECK(partOf(found, "embedding") == "identity");
  CHECK(partOf(found, "head.weight") == "decoder.weight");
}

TEST_CASE("the head of a classifier has as many outputs as classes") {
  SmallModel small;
  small.outputs = 2;
  Weights weights = weightsOf(small);
  weights.rename("decoder.weight", "fc.weight");
  weights.rename("decoder.bias", "fc.bias");
  const Architecture found = infer(weights);
  CHECK(found.outputs == 2);
  CHECK(partOf(found, "head.bias") == "fc.bias");
}

TEST_CASE("a head may be a chain of linear layers") {
  SmallModel small;
  small.outputs = 0;
  Weights weights = weightsOf(small);
  Random random(8);
  const std::int64_t between = GENERATE(9, 6);  // 6: as many as there are units.
  weights.add("fc1.weight", {between, 6}, random, 1);
  weights.add("fc1.bias", {between}, random, 1);
  weights.add("fc2.weight", {2, between}, random, 1);
  const Architecture found = infer(weights);
  CHECK(partOf(found, "dense0.weight") == "fc1.weight");
  CHECK(partOf(found, "dense0.bias") == "fc1.bias");
  CHECK(partOf(found, "head.weight") == "fc2.weight");
  CHECK(partOf(found, "head.bias").empty());
  CHECK(found.dense.size() == 1);
  CHECK(found.outputs == 2);
  CHECK(found.missing == Names{"head-activation"});
  weights.add("attention.weight", {6, 6}, random, 1);
  CHECK(infer(weights).missing == Names{"head"});
}

TEST_CASE("the state of an optimizer is not part of the model") {
  Weights weights = weightsOf({});
  Random random(8);
  weights.add("optimizer.exp_avg.weight_hh_l0", {24, 6}, random, 1);
  weights.add("optimizer.exp_avg.encoder.weight", {12, 5}, random, 1);
  weights.reverse();
  CHECK(infer(weights).hidden.size() == 2);
  CHECK(partOf(infer(weights), "embedding") == "encoder.weight");
}

TEST_CASE("names given by hand come before inference") {
  SmallModel small;
  small.layers = 1;
  Weights weights = weightsOf(small);
  weights.rename("rnn.weight_ih_l0", "Wx");
  weights.rename("rnn.weight_hh_l0", "Wh");
  weights.rename("rnn.bias_ih_l0", "b");
  const Architecture found =
      infer(weights, {{"layer0.weight_ih", "Wx"}, {"layer0.weight_hh", "Wh"}, {"layer0.bias_ih", "b"}});
  CHECK(found.cell == CellKind::lstm);
  CHECK(found.hidden == std::vector<std::size_t>{6});
  CHECK(partOf(found, "layer0.bias_hh").empty());
  CHECK(partOf(found, "embedding") == "encoder.weight");
}

TEST_CASE("an embedding named identity makes the input one-hot") {
  SmallModel small;
  small.embedding = 0;
  Weights weights = weightsOf(small);
  Random random(8);
  weights.add("lookup.weight", {3, 12}, random, 1);
  CHECK(partOf(infer(weights), "embedding") == "lookup.weight");
  CHECK(infer(weights, {{"embedding", "identity"}}).inputTokens == 12);
}

TEST_CASE("names of any length are taken") {
  Weights weights = weightsOf({});
  weights.prefixAll(std::string(1'000'000, 'x') + ".");
  CHECK(infer(weights).hidden.size() == 2);
}
