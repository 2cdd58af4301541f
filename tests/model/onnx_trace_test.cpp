#include "onnx_model.h"

using namespace rnnvis;
using namespace rnnvis::test;
using onnx::attribute;
using onnx::Layer;

namespace {

using Floats = std::vector<float>;

}  // namespace

TEST_CASE("ONNX recurrent nodes compute what their operators say") {
  const auto check = [](Layer layer) {
    INFO(layer.op);
    for (const std::int64_t directions : {1, 2})
      for (const bool hasBias : {true, false}) {
        layer.directions = directions;
        layer.hasBias = hasBias;
        onnx::checkTrace(onnx::modelWith({layer}));
        onnx::checkTrace(onnx::modelWith({layer,
                                          {layer.op,
                                           0,
                                           5,
                                           directions,
                                           hasBias,
                                           layer.linearBeforeReset,
                                           layer.gate,
                                           layer.candidate,
                                           {},
                                           {},
                                           {}}}));
      }
  };
  check({"LSTM"});
  check({"GRU"});
  check({.op = "GRU", .linearBeforeReset = true});
  check({"RNN"});
  check({.op = "RNN", .candidate = "Relu"});
  check({.op = "LSTM", .gate = "HardSigmoid"});
  check({.op = "GRU", .gate = "HardSigmoid", .candidate = "Relu"});
}

TEST_CASE("the architecture of an ONNX model is stated by its nodes") {
  const auto gru = onnx::infer(onnx::modelWith({{"GRU"}, {"GRU"}}).graph);
  CHECK(gru.cell == model::CellKind::gru);
  CHECK(gru.hidden == std::vector<std::size_t>{4, 4});
  CHECK(gru.outputSizes == gru.hidden);
  CHECK(gru.gateOrder == "zrn");
  CHECK_FALSE(gru.resetAfter);
  CHECK_FALSE(gru.bidirectional);
  CHECK(gru.embeddingSize == 3);
  CHECK(gru.inputTokens == 7);
  CHECK(gru.parts.at("embedding").tensor == "emb");
  CHECK(gru.missing == std::vector<std::string>{"head"});

  const auto lstm = onnx::infer(onnx::modelWith({{.op = "LSTM", .directions = 2}}).graph);
  CHECK(lstm.bidirectional);
  CHECK(lstm.parts.at("layer0.weight_hh") == model::Part{"rnn0.R", 0, false});
  CHECK(lstm.parts.at("layer0.reverse.weight_ih") == model::Part{"rnn0.W", 48, false});
  CHECK(lstm.parts.at("layer0.reverse.bias_hh") == model::Part{"rnn0.B", 48, false});

  const auto rnn = onnx::infer(onnx::modelWith({{.op = "RNN", .candidate = "Relu"}}).graph);
  CHECK(rnn.activation == model::Activation::relu);
  CHECK(rnn.missing == std::vector<std::string>{"head"});
}

TEST_CASE("one-hot input of an ONNX model is the identity") {
  const auto inferOneHot = [](bool byNode) {
    auto model = onnx::modelWith({{"GRU"}});
    model.graph.initializers.erase(model.graph.initializers.begin());
    model.graph.initializers.push_back(onnx::tensor("depth", {}, onnx::kInt64, onnx::integer(7, 3)));
    model.graph.initializers.push_back(onnx::tensor("values", {2}, Floats{0, 1}));
    model.graph.nodes.front() = byNode ? onnx::node("OneHot", {"ids", "depth", "values"}, {"x"})
                                       : onnx::node("Transpose", {"ids"}, {"x"});
    return onnx::infer(model.graph);
  };
  for (const bool byNode : {true, false}) {
    const auto architecture = inferOneHot(byNode);
    CHECK(architecture.parts.at("embedding").tensor == "identity");
    CHECK(architecture.embeddingSize == 0);
    CHECK(architecture.inputTokens == 3);
  }
}

namespace {

/// A model whose head is two dense layers and a softmax, as Gemm nodes or as products and sums.
struct WithHead {
  onnx::Model model = onnx::modelWith({{"LSTM"}});
  Floats weight0, bias0, weight1, bias1;

  WithHead() {
    Random random(9);
    weight0 = onnx::randomValues(random, 4 * 6);
    bias0 = onnx::randomValues(random, 6);
    weight1 = onnx::randomValues(random, 6 * 7);
    bias1 = onnx::randomValues(random, 7);
    for (const auto& tensor : {onnx::tensor("w0", {4, 6}, weight0), onnx::tensor("b0", {6}, bias0),
                               onnx::tensor("w1", {6, 7}, weight1), onnx::tensor("b1", {1, 7}, bias1)})
      model.graph.initializers.push_back(tensor);
  }
  void add(const std::string& op, const onnx::Names& inputs, const std::string& output,
           onnx::Names attributes = {}) {
    model.graph.nodes.push_back(onnx::node(op, inputs, {output}, attributes));
  }
  onnx::Sequence expected(const std::string& activation) const {
    onnx::Sequence logits;
    for (const onnx::Vector& h : onnx::expectedTop(model)) {
      onnx::Vector hidden = onnx::linear(weight0, bias0, h);
      for (double& value : hidden) value = onnx::apply(activation, value);
      logits.push_back(onnx::linear(weight1, bias1, hidden));
    }
    return logits;
  }
};

}  // namespace

TEST_CASE("heads of Gemm nodes, stored either way, are read") {
  WithHead head;
  Floats turned(head.weight1.size());
  for (std::size_t i = 0; i < 6; ++i)
    for (std::size_t k = 0; k < 7; ++k) turned[k * 6 + i] = head.weight1[i * 7 + k];
  head.model.graph.initializers.push_back(onnx::tensor("w1t", {7, 6}, turned));
  head.add("Reshape", {head.model.last, "any"}, "rows");
  head.add("Gemm", {"rows", "w0", "b0"}, "a", {attribute("alpha", 1.0F), attribute("beta", 1.0F)});
  head.add("Tanh", {"a"}, "b");
  head.add("Dropout", {"b"}, "c");
  head.add("Gemm", {"c", "w1t", "b1"}, "d", {attribute("transB", std::int64_t{1})});
  head.add("LogSoftmax", {"d"}, "logits", {attribute("axis", std::int64_t{-1})});
  onnx::checkLogits(onnx::checkTrace(head.model), head.expected("Tanh"));
}

TEST_CASE("heads of products and sums are read") {
  for (const std::string activation : {"Relu", "Sigmoid"}) {
    WithHead head;
    head.add("MatMul", {head.model.last, "w0"}, "a");
    head.add("Add", {"b0", "a"}, "b");
    head.add(activation, {"b"}, "c");
    head.add("MatMul", {"c", "w1"}, "d");
    head.add("Add", {"d", "b1"}, "e");
    head.add("Softmax", {"e"}, "logits");
    onnx::checkLogits(onnx::checkTrace(head.model), head.expected(activation));
    const auto architecture = onnx::infer(head.model.graph);
    CHECK(architecture.missing.empty());
    CHECK(architecture.dense.size() == 1);
    CHECK(architecture.outputs == 7);
  }
}

TEST_CASE("heads on the last step and on the final state are read") {
  for (const std::string way : {"Gather", "Slice", "Y_h", "stacked Y_h"}) {
    INFO(way);
    WithHead head;
    head.model.graph.initializers.push_back(onnx::tensor("last", {}, onnx::kInt64, onnx::integer(7, -1)));
    head.model.graph.initializers.push_back(onnx::tensor("starts", {1}, onnx::kInt64, onnx::integer(7, -1)));
    head.model.graph.initializers.push_back(
        onnx::tensor("ends", {1}, onnx::kInt64, onnx::integer(7, INT64_MAX)));
    head.model.graph.initializers.push_back(onnx::tensor("zero", {1}, onnx::kInt64, onnx::integer(7, 0)));
    if (way == "Gather")
      head.add("Gather", {head.model.last, "last"}, "h", {attribute("axis", std::int64_t{0})});
    if (way == "Slice") head.add("Slice", {head.model.last, "starts", "ends", "zero"}, "h");
    if (way == "Y_h") head.add("Squeeze", {"rnn0.Y_h"}, "h");
    if (way == "stacked Y_h") {
      head.add("Concat", {"rnn0.Y_h", "rnn0.Y_h"}, "stack", {attribute("axis", std::int64_t{0})});
      head.add("Gather", {"stack", "last"}, "h");
    }
    head.add("Gemm", {"h", "w0", "b0"}, "a");
    head.add("Relu", {"a"}, "b");
    head.add("Gemm", {"b", "w1", "b1"}, "logits");
    onnx::checkLogits(onnx::checkTrace(head.model), head.expected("Relu"));
  }
}

TEST_CASE("directions that a graph takes apart are told apart") {
  const auto infer = [](const std::string& first, const std::string& second) {
    auto model = onnx::modelWith({{.op = "GRU", .directions = 2}});
    auto& graph = model.graph;
    Random random(4);
    graph.initializers.push_back(onnx::tensor("w", {8, 2}, onnx::randomValues(random, 16)));
    for (const std::int64_t index : {-2, -1})
      graph.initializers.push_back(
          onnx::tensor("i" + std::to_string(-index), {}, onnx::kInt64, onnx::integer(7, index)));
    graph.nodes.push_back(onnx::node("Gather", {"rnn0.Y_h", "i2"}, {"forward"}));
    graph.nodes.push_back(onnx::node("Gather", {"rnn0.Y_h", "i1"}, {"reverse"}));
    graph.nodes.push_back(
        onnx::node("Split", {"rnn0.Y"}, {"Y0", "Y1"}, {attribute("axis", std::int64_t{1})}));
    graph.nodes.push_back(onnx::node("Concat", {first, second}, {"h"}, {attribute("axis", std::int64_t{1})}));
    graph.nodes.push_back(onnx::node("MatMul", {"h", "w"}, {"logits"}));
    return onnx::infer(graph).outputs;
  };
  CHECK(infer("forward", "reverse") == 2);
  CHECK(infer("reverse", "forward") == 0);
  CHECK(infer("forward", "forward") == 0);
  CHECK(infer("Y0", "Y1") == 2);
  CHECK(infer("Y1", "Y0") == 0);
  CHECK(infer("Y0", "reverse") == 0);
}

TEST_CASE("heads that are not understood are missing") {
  const auto infer = [](auto&& extend) {
    WithHead head;
    extend(head);
    const auto architecture = onnx::infer(head.model.graph);
    CHECK(architecture.outputs == 0);
    CHECK(architecture.parts.count("head.weight") == 0);
    CHECK(architecture.missing == std::vector<std::string>{"head"});
  };
  const std::string h = WithHead().model.last;
  infer([](WithHead&) {});
  infer([&](WithHead& m) { m.add("ReduceMean", {h}, "a"), m.add("Gemm", {"a", "w0", "b0"}, "logits"); });
  infer([&](WithHead& m) { m.add("Gemm", {h, "w0", "b0"}, "logits", {attribute("alpha", 0.5F)}); });
  infer([&](WithHead& m) { m.add("Gemm", {h, "w0", "b0"}, "logits", {attribute("beta", 2.0F)}); });
  infer([&](WithHead& m) {
    m.add("Gemm", {h, "w0", "b0"}, "logits", {attribute("transA", std::int64_t{1})});
  });
  infer([&](WithHead& m) { m.add("Gemm", {h, "w1"}, "logits"); });
  infer([&](WithHead& m) { m.add("MatMul", {"w0", h}, "logits"); });
  infer([&](WithHead& m) { m.add("MatMul", {h, "w0"}, "a"), m.add("Relu", {"a"}, "logits"); });
  infer([&](WithHead& m) { m.add("MatMul", {h, "w0"}, "a"), m.add("Sigmoid", {"a"}, "logits"); });
  infer([&](WithHead& m) { m.add("MatMul", {h, "w0"}, "a"), m.add("Elu", {"a"}, "logits"); });
  infer([&](WithHead& m) { m.add("MatMul", {h, "w0"}, "a"), m.add("Add", {"a", "b1"}, "logits"); });
  infer([&](WithHead& m) { m.add("Relu", {h}, "a"), m.add("MatMul", {"a", "w0"}, "logits"); });
  infer([&](WithHead& m) { m.add("Softmax", {h}, "logits"); });
  infer([&](WithHead& m) { m.add("MatMul", {"rnn0.Y_c", "w0"}, "logits"); });
  infer([&](WithHead& m) {
    m.add("MatMul", {h, "w0"}, "logits"), m.add("Gemm", {h, "w0", "b0"}, "other");
    m.model.graph.outputs.emplace_back("other");
  });
}

TEST_CASE("a sigmoid of one output leaves its logit") {
  auto model = onnx::modelWith({{"LSTM"}});
  model.graph.initializers.push_back(onnx::tensor("w", {4, 1}, Floats{1, -2, 3, 0.5F}));
  model.graph.nodes.push_back(onnx::node("MatMul", {model.last, "w"}, {"a"}));
  model.graph.nodes.push_back(onnx::node("Sigmoid", {"a"}, {"logits"}));
  onnx::Sequence expected;
  for (const onnx::Vector& h : onnx::expectedTop(model))
    expected.push_back(onnx::linear({1, -2, 3, 0.5F}, {}, h));
  onnx::checkLogits(onnx::checkTrace(model), expected);
}
