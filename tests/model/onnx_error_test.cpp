#include "onnx_model.h"
#include "rnnvis/base/error.h"

#include <algorithm>

using namespace rnnvis;
using namespace rnnvis::test;
using onnx::attribute;
using onnx::Layer;

namespace {

using Floats = std::vector<float>;

std::string refusalOf(const onnx::Graph& graph) {
  try {
    onnx::infer(graph);
  } catch (const Error& error) {
    const std::string message = error.what();
    CHECK(std::ranges::count(message, '\n') == 0);
    return message;
  }
  return {};
}

std::string refusalWith(const std::string& attribute) {
  return refusalOf(onnx::modelWith({{"LSTM"}}, 1, {attribute}).graph);
}

/// The model with further inputs of its only recurrent node: sequence_lens, initial_h, initial_c, P.
onnx::Graph withInputs(const onnx::Names& more, const onnx::Names& initializers = {},
                       const onnx::Names& nodes = {}) {
  auto model = onnx::modelWith({{"LSTM"}});
  onnx::Graph& graph = model.graph;
  onnx::Names inputs{"x", "rnn0.W", "rnn0.R", "rnn0.B"};
  inputs.insert(inputs.end(), more.begin(), more.end());
  graph.nodes[1] = onnx::node("LSTM", inputs, {"rnn0.Y"}, {}, "rnn0");
  graph.nodes.insert(graph.nodes.begin(), nodes.begin(), nodes.end());
  graph.initializers.insert(graph.initializers.end(), initializers.begin(), initializers.end());
  graph.inputs.emplace_back("state");
  return graph;
}

}  // namespace

TEST_CASE("attributes of ONNX nodes that are not computed are refused by name") {
  CHECK_THAT(refusalWith(attribute("clip", 3.0F)), Catch::Contains("rnn0") && Catch::Contains("clip"));
  CHECK_THAT(refusalWith(attribute("input_forget", std::int64_t{1})), Catch::Contains("input_forget"));
  CHECK_THAT(refusalWith(attribute("direction", "reverse")), Catch::Contains("\"reverse\""));
  CHECK(refusalWith(attribute("input_forget", std::int64_t{0})).empty());
  CHECK(refusalWith(attribute("layout", std::int64_t{1})).empty());
  CHECK_THAT(refusalOf(withInputs({"", "", "", "rnn0.B"})), Catch::Contains("peepholes"));
}

TEST_CASE("activations of ONNX nodes that are not computed are refused by name") {
  const auto refusal = [](const onnx::Names& activations, const Floats& alpha = {}, const Floats& beta = {}) {
    onnx::Names attributes{attribute("activations", activations)};
    if (!alpha.empty()) attributes.push_back(attribute("activation_alpha", alpha));
    if (!beta.empty()) attributes.push_back(attribute("activation_beta", beta));
    return refusalOf(onnx::modelWith({{"LSTM"}}, 1, attributes).graph);
  };
  CHECK(refusal({"Sigmoid", "Tanh", "Tanh"}).empty());
  CHECK(refusal({"HardSigmoid", "Tanh", "Tanh"}, {0.2F}, {0.5F}).empty());
  CHECK(refusal({"HardSigmoid", "Affine", "Affine"}, {0.2F, 1, 1}, {0.5F, 0, 0}).empty());
  CHECK(refusal({"Sigmoid", "Affine", "Affine"}, {1, 1}).empty());
  CHECK_THAT(refusal({"Sigmoid", "Elu", "Elu"}), Catch::Contains("\"Elu\""));
  CHECK_THAT(refusal({"HardSigmoid", "Tanh", "Tanh"}, {0.25F}), Catch::Contains("HardSigmoid"));
  CHECK_THAT(refusal({"HardSigmoid", "Tanh", "Tanh"}, {0.2F}, {0.4F}), Catch::Contains("HardSigmoid"));
  CHECK_THAT(refusal({"Sigmoid", "Affine", "Affine"}, {1, 2}), Catch::Contains("Affine"));
  CHECK_THAT(refusal({"Sigmoid", "Tanh", "Relu"}), Catch::Contains("tanh") && Catch::Contains("relu"));
  CHECK_THAT(refusal({"Sigmoid", "Tanh"}), Catch::Contains("2 activations"));
  Layer layer{.op = "GRU", .directions = 2};
  const auto second = attribute("activations", onnx::Names{"Sigmoid", "Tanh", "Sigmoid", "Relu"});
  CHECK_THAT(refusalOf(onnx::modelWith({layer}, 1, {second}).graph), Catch::Contains("second direction"));
}

TEST_CASE("ONNX layers may start from zeros or from what the caller chooses") {
  const std::string zeros = onnx::tensor("zeros", {1, 1, 4}, Floats(4)),
                    ones = onnx::tensor("ones", {1, 1, 4}, Floats(4, 1));
  CHECK(refusalOf(withInputs({"state", "zeros", "zeros"}, {zeros})).empty());
  CHECK(refusalOf(withInputs({"", "state", "state"})).empty());
  CHECK_THAT(refusalOf(withInputs({"", "ones", "ones"}, {ones})),
             Catch::Contains("initial_h") && Catch::Contains("ones"));
  CHECK_THAT(refusalOf(withInputs({"", "zeros", "ones"}, {zeros, ones})), Catch::Contains("initial_c"));
  const auto repeated = [](float value) {
    return onnx::node("ConstantOfShape", {"shape"}, {"h"},
                      {attribute("value", 4, onnx::bytes(5, onnx::tensor("", {1}, Floats{value})))});
  };
  const std::string sliced = onnx::node("Slice", {"h", "a", "b", "c"}, {"part"});
  CHECK(refusalOf(withInputs({"", "part", "part"}, {}, {repeated(0), sliced})).empty());
  CHECK(refusalOf(withInputs({"", "h", "h"}, {zeros}, {onnx::node("Expand", {"zeros", "shape"}, {"h"})}))
            .empty());
  CHECK_THAT(refusalOf(withInputs({"", "part", "part"}, {}, {repeated(1), sliced})),
             Catch::Contains("initial_h"));
  CHECK_THAT(refusalOf(withInputs({"", "h", "h"}, {ones}, {onnx::node("Expand", {"ones", "shape"}, {"h"})})),
             Catch::Contains("initial_h"));
  CHECK_THAT(refusalOf(withInputs({"", "h"}, {}, {onnx::node("Tanh", {"state"}, {"h"})})),
             Catch::Contains("initial_h"));
}

TEST_CASE("ONNX graphs that are no single stack of equal layers are refused") {
  const auto two = [](const Layer& first, const Layer& second, const std::string& x) {
    auto model = onnx::modelWith({first, second});
    const Layer& upper = model.layers[1];
    std::ranges::replace(model.graph.nodes, onnx::nodeOf(upper, "rnn0.out", "rnn1"),
                         onnx::nodeOf(upper, x, "rnn1"));
    return refusalOf(model.graph);
  };
  CHECK(two({"LSTM"}, {"LSTM"}, "rnn0.out").empty());
  CHECK_THAT(two({"LSTM"}, {"GRU"}, "rnn0.out"),
             Catch::Contains("two kinds") && Catch::Contains("LSTM") && Catch::Contains("GRU"));
  CHECK_THAT(two({"LSTM"}, {"LSTM"}, "x"), Catch::Contains("stack"));
  CHECK_THAT(two({"LSTM"}, {"LSTM"}, "rnn0.Y_h"), Catch::Contains("stack"));
  CHECK_THAT(two({"LSTM"}, {"LSTM"}, "rnn0.Y_c"), Catch::Contains("computes"));
  CHECK_THAT(two({"GRU"}, {.op = "GRU", .linearBeforeReset = true}, "rnn0.out"),
             Catch::Contains("linear_before_reset"));
  CHECK_THAT(two({"RNN"}, {.op = "RNN", .candidate = "Relu"}, "rnn0.out"), Catch::Contains("activations"));
  CHECK_THAT(two({.op = "GRU", .directions = 2}, {"GRU"}, "rnn0.out"), Catch::Contains("direction"));
  auto scaled = onnx::modelWith({{"LSTM"}});
  scaled.graph.nodes.insert(scaled.graph.nodes.begin() + 1, onnx::node("Mul", {"x", "mask"}, {"masked"}));
  scaled.graph.nodes[2] = onnx::nodeOf(scaled.layers[0], "masked", "rnn0");
  CHECK_THAT(refusalOf(scaled.graph), Catch::Contains("Mul"));
}

TEST_CASE("weights of ONNX nodes that do not fit are refused") {
  const auto refusal = [](const std::string& name, const std::string& tensor) {
    auto model = onnx::modelWith({{"LSTM"}});
    for (std::string& initializer : model.graph.initializers)
      if (initializer.find(name) != std::string::npos) initializer = tensor;
    return refusalOf(model.graph);
  };
  CHECK_THAT(refusal("rnn0.W", onnx::tensor("other", {1}, Floats{1})), Catch::Contains("constant folding"));
  CHECK_THAT(refusal("rnn0.W", onnx::tensor("rnn0.W", {16, 3}, Floats(48))), Catch::Contains("[16, 3]"));
  CHECK_THAT(refusal("rnn0.W", onnx::tensor("rnn0.W", {1, 12, 3}, Floats(36))),
             Catch::Contains("[1, 12, 3]"));
  CHECK_THAT(refusal("rnn0.R", onnx::tensor("rnn0.R", {1, 16, 3}, Floats(48))),
             Catch::Contains("[1, 16, 3]"));
  CHECK_THAT(refusal("rnn0.R", onnx::tensor("rnn0.R", {1, 16, 0}, Floats{})), Catch::Contains("[1, 16, 0]"));
  CHECK_THAT(refusal("rnn0.B", onnx::tensor("rnn0.B", {1, 16}, Floats(16))), Catch::Contains("[1, 16]"));
  CHECK_THAT(refusal("emb", onnx::tensor("emb", {7, 2}, Floats(14))), Catch::Contains("[7, 2]"));
}

TEST_CASE("ONNX models that are not recurrent are called by their name") {
  const auto refusal = [](const onnx::Names& nodes) {
    return refusalOf({nodes, {onnx::tensor("w", {2, 2}, Floats(4))}});
  };
  const auto op = [](const std::string& name, const std::string& second = "w") {
    return onnx::node(name, {"x", second}, {"y"});
  };
  CHECK_THAT(refusal({op("Conv"), op("Relu"), op("Gemm"), op("Softmax")}), Catch::Contains("convolutional"));
  CHECK_THAT(refusal({op("Gather"), op("LayerNormalization")}), Catch::Contains("transformer"));
  CHECK_THAT(refusal({op("Conv"), op("Attention")}), Catch::Contains("transformer"));
  CHECK_THAT(refusal({op("MatMul", "v"), op("Softmax")}), Catch::Contains("transformer"));
  CHECK_THAT(refusal({op("DynamicQuantizeLSTM")}), Catch::Contains("quantised"));
  CHECK_THAT(refusal({op("QLinearMatMul")}), Catch::Contains("quantised"));
  CHECK_THAT(refusal({op("Loop")}), Catch::Contains("subgraph"));
  CHECK_THAT(refusal({op("MatMul"), op("Softmax")}), Catch::Contains("no recurrent layer"));
}

TEST_CASE("graphs that read themselves or double end") {
  auto model = onnx::modelWith({{"LSTM"}});
  model.graph.nodes.push_back(onnx::node("Concat", {"a", "b"}, {"b"}));
  std::string value = "rnn0.out";
  for (int k = 0; k < 100; ++k) {
    const std::string next = "c" + std::to_string(k);
    model.graph.nodes.push_back(onnx::node("Concat", {value, value}, {next}));
    value = next;
  }
  CHECK(refusalOf(model.graph).empty());
}

TEST_CASE("a damaged ONNX model gives an error or a network") {
  auto model = onnx::modelWith({{.op = "GRU", .directions = 2}, {.op = "GRU", .directions = 2}});
  model.graph.nodes.push_back(onnx::node("Gather", {"rnn1.Y_h", "index"}, {"h"}));
  model.graph.initializers.push_back(onnx::tensor("index", {}, onnx::kInt64, onnx::integer(7, 0)));
  model.graph.initializers.push_back(onnx::tensor("w", {8, 2}, Floats(16)));
  model.graph.nodes.push_back(onnx::node("MatMul", {model.last, "w"}, {"logits"}));
  const std::string whole = onnx::model(model.graph);
  const TemporaryFolder folder;
  Random random(8);
  int networks = 0;
  for (int change = 0; change < 1000; ++change) {
    std::string damaged = whole;
    // Most of the file is weights; half of the changes hit the nodes, which come first.
    damaged[random.below(change % 2 ? whole.size() : 900)] ^= static_cast<char>(1 + random.below(255));
    try {
      const auto checkpoint = checkpoint::readCheckpoint(folder.write(std::to_string(change), damaged));
      const model::Network network = buildNetwork(checkpoint.arrays, model::inferArchitecture(checkpoint));
      networks += !network.layers.empty();
    } catch (const Error&) {
    }
  }
  CHECK(networks > 100);
  CHECK(networks < 1000);
}

TEST_CASE("a damaged description of a graph is refused") {
  checkpoint::Checkpoint checkpoint = onnx::read(onnx::modelWith({{"LSTM"}}).graph);
  const std::string whole = checkpoint.metadata.at("onnx.graph");
  const auto refuses = [&](const std::string& description) {
    checkpoint.metadata["onnx.graph"] = description;
    try {
      model::inferArchitecture(checkpoint);
    } catch (const Error&) {
      return true;
    }
    return false;
  };
  CHECK_FALSE(refuses(whole));
  for (const char* damaged :
       {"", "[]", "1", "{}", R"({"inputs":[1],"outputs":[],"nodes":[]})",
        R"({"inputs":[],"outputs":[],"nodes":[1]})", R"({"inputs":[],"outputs":[],"nodes":[]})"})
    CHECK(refuses(damaged));
  std::string turned = whole;
  turned.replace(turned.find("\"hidden_size\":4"), 15, "\"hidden_size\":1e300");
  CHECK(refuses(turned));
}
