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

inline std::vector<std::string> onnxModels() {
  std::vector<std::string> models;
  for (const char* op : {"RNN", "LSTM", "GRU"})
    for (const std::int64_t directions : {1, 2}) models.push_back(onnxModel(op, directions));
  return models;
}

}  // namespace rnnvis::fuzz
