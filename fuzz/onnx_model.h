#pragma once

#include "onnx_reference.h"

namespace rnnvis::fuzz {

/// ids → embedding → a recurrent layer → a head, exported in the way of the layer's kind.
inline std::string onnxModel(const std::string& op, std::int64_t directions) {
  using namespace test::onnx;
  test::Random random(1);
  Layer shape;
  shape.op = op;
  shape.directions = directions;
  shape.linearBeforeReset = op == "GRU";
  if (op == "RNN") shape.candidate = "Relu";
  const Layer layer = withWeights(shape, random);
  Graph graph;
  graph.initializers.push_back(tensor("emb", {7, 3}, randomValues(random, 21)));
  graph.nodes.push_back(node("Gather", {"emb", "ids"}, {"x"}));
  addInitializers(graph.initializers, layer, "rnn");
  graph.nodes.push_back(nodeOf(layer, "x", "rnn"));
  if (directions == 1) {
    graph.nodes.push_back(constant("axis", tensor("", {1}, kInt64, integer(7, 1))));
    graph.nodes.push_back(node("Squeeze", {"rnn.Y", "axis"}, {"top"}));
  } else {
    graph.nodes.push_back(
        node("Transpose", {"rnn.Y"}, {"t"}, {attribute("perm", std::vector<std::int64_t>{0, 2, 1, 3})}));
    graph.initializers.push_back(tensor("shape", {3}, kInt64, bytes(7, packed({0, 0, -1}))));
    graph.nodes.push_back(node("Reshape", {"t", "shape"}, {"top"}));
  }
  const std::int64_t width = layer.units * directions;
  graph.initializers.push_back(tensor("out.w", {width, 7}, randomValues(random, width * 7)));
  graph.initializers.push_back(tensor("out.b", {7}, randomValues(random, 7)));
  if (op == "LSTM") {
    graph.nodes.push_back(node("MatMul", {"top", "out.w"}, {"product"}));
    graph.nodes.push_back(node("Add", {"product", "out.b"}, {"logits"}));
  } else {
    graph.nodes.push_back(node("Gemm", {"top", "out.w", "out.b"}, {"dense"}));
    graph.nodes.push_back(node("LogSoftmax", {"dense"}, {"logits"}, {attribute("axis", std::int64_t{-1})}));
  }
  return test::onnx::model(graph);
}

/// A classifier that reads what a bidirectional layer ends in, picked from its outputs in one of several
/// ways.
inline std::string onnxClassifier(int way) {
  using namespace test::onnx;
  test::Random random(2);
  Layer shape;
  shape.directions = 2;
  const Layer layer = withWeights(shape, random);
  const auto integers = [](const std::string& name, const std::vector<std::int64_t>& values) {
    return tensor(name, {static_cast<std::int64_t>(values.size())}, kInt64, bytes(7, packed(values)));
  };
  const auto axis = [](std::int64_t value) { return attribute("axis", value); };
  Graph graph;
  graph.initializers = {integers("depth", {3}),      integers("first", {0}),
                        integers("last", {-1}),      integers("one", {1}),
                        integers("two", {2}),        integers("end", {0x7fffffffffffffff}),
                        integers("sizes", {2, 1, 4})};
  addInitializers(graph.initializers, layer, "rnn");
  graph.nodes = {
      node("OneHot", {"ids", "depth", "sizes"}, {"x"}), node("ConstantOfShape", {"sizes"}, {"zeros"}),
      node("LSTM", {"x", "rnn.W", "rnn.R", "rnn.B", "", "zeros", "zeros"}, {"Y", "H", "C"},
           {attribute("hidden_size", layer.units), attribute("direction", "bidirectional")}, "rnn")};
  if (way == 0) {
    graph.nodes.push_back(node("Gather", {"H", "first"}, {"a"}, {axis(0)}));
    graph.nodes.push_back(node("Gather", {"H", "one"}, {"b"}, {axis(0)}));
  } else if (way == 1) {
    graph.nodes.push_back(node("Slice", {"H", "first", "one", "first", "one"}, {"a"}));
    graph.nodes.push_back(node("Slice", {"H", "one", "two", "first", "one"}, {"b"}));
  } else if (way == 2) {
    graph.nodes.push_back(node("Split", {"H"}, {"a", "b"}, {axis(0)}));
  } else {
    graph.nodes.push_back(node("Split", {"Y"}, {"f", "r"}, {axis(1)}));
    graph.nodes.push_back(node("Gather", {"f", "last"}, {"a"}, {axis(0)}));
    graph.nodes.push_back(node("Slice", {"r", "last", "end", "first", "one"}, {"b"}));
  }
  graph.nodes.push_back(node("Concat", {"a", "b"}, {"top"}, {axis(way % 2 == 0 ? -1 : 2)}));
  graph.initializers.push_back(tensor("out.w", {2 * layer.units, 2}, randomValues(random, 4 * layer.units)));
  graph.nodes.push_back(node("MatMul", {"top", "out.w"}, {"logits"}));
  return test::onnx::model(graph);
}

inline std::vector<std::string> onnxModels() {
  std::vector<std::string> models;
  for (const char* op : {"RNN", "LSTM", "GRU"})
    for (const std::int64_t directions : {1, 2}) models.push_back(onnxModel(op, directions));
  for (int way = 0; way < 4; ++way) models.push_back(onnxClassifier(way));
  return models;
}

}  // namespace rnnvis::fuzz
