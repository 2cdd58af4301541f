#pragma once

#include "onnx_reference.h"
#include "rnnvis/checkpoint/checkpoint.h"
#include "rnnvis/model/trace.h"
#include "temporary_folder.h"

#include <catch2/catch.hpp>

namespace rnnvis::test::onnx {

constexpr std::int64_t kTokens = 7;

/// A language model: ids → emb → layers, named rnn0, rnn1, … → logits. Without a head of its own: `last` is
/// what a head reads, [T, B, directions·n].
struct Model {
  Graph graph{{}, {}, {"ids"}, {"logits"}};
  std::vector<Layer> layers;
  std::vector<float> embedding;
  std::string last;
};

/// The directions of Y side by side, as PyTorch exports it.
inline std::string joinDirections(Graph& graph, const Layer& layer, const std::string& prefix) {
  if (layer.directions == 1) {
    graph.initializers.push_back(tensor(prefix + ".axis", {1}, kInt64, integer(7, 1)));
    graph.nodes.push_back(node("Squeeze", {prefix + ".Y", prefix + ".axis"}, {prefix + ".out"}));
  } else {
    graph.nodes.push_back(node("Transpose", {prefix + ".Y"}, {prefix + ".t"},
                               {attribute("perm", std::vector<std::int64_t>{0, 2, 1, 3})}));
    graph.initializers.push_back(tensor(prefix + ".shape", {3}, kInt64, bytes(7, packed({0, 0, -1}))));
    graph.nodes.push_back(node("Reshape", {prefix + ".t", prefix + ".shape"}, {prefix + ".out"}));
  }
  return prefix + ".out";
}

inline Model modelWith(std::vector<Layer> layers, std::uint64_t seed = 1, const Names& attributes = {}) {
  Random random(seed);
  Model model;
  model.embedding = randomValues(random, kTokens * layers.front().inputs);
  model.graph.initializers.push_back(tensor("emb", {kTokens, layers.front().inputs}, model.embedding));
  model.graph.nodes.push_back(node("Gather", {"emb", "ids"}, {"x"}));
  model.last = "x";
  for (std::size_t l = 0; l < layers.size(); ++l) {
    if (l > 0) layers[l].inputs = layers[l - 1].units * layers[l - 1].directions;
    const std::string prefix = "rnn" + std::to_string(l);
    model.layers.push_back(withWeights(layers[l], random));
    addInitializers(model.graph.initializers, model.layers[l], prefix);
    model.graph.nodes.push_back(nodeOf(model.layers[l], model.last, prefix, attributes));
    model.last = joinDirections(model.graph, model.layers[l], prefix);
  }
  return model;
}

inline checkpoint::Checkpoint read(const Graph& graph) {
  const TemporaryFolder folder;
  return checkpoint::readCheckpoint(folder.write("model.onnx", onnx::model(graph)));
}

inline model::Architecture infer(const Graph& graph) {
  return model::inferArchitecture(read(graph));
}

inline const std::vector<WordId>& someIds() {
  static const std::vector<WordId> ids{WordId{3}, WordId{0}, WordId{6}, WordId{6}, WordId{1}, WordId{2}};
  return ids;
}

/// What the layers compute from someIds(), from the equations.
inline std::vector<Sequence> expectedLayers(const Model& model) {
  Sequence x;
  const std::size_t width = model.embedding.size() / kTokens;
  for (const WordId id : someIds()) {
    const auto row = model.embedding.begin() + static_cast<std::ptrdiff_t>(id.index() * width);
    x.emplace_back(row, row + static_cast<std::ptrdiff_t>(width));
  }
  std::vector<Sequence> layers;
  for (const Layer& layer : model.layers) layers.push_back(x = run(layer, x));
  return layers;
}

/// What a head reads.
inline Sequence expectedTop(const Model& model) {
  return expectedLayers(model).back();
}

/// Holds what the program reads in the file and computes from it against the equations.
inline model::Trace checkTrace(const Model& model) {
  const checkpoint::Checkpoint checkpoint = read(model.graph);
  const model::Network network = buildNetwork(checkpoint.arrays, model::inferArchitecture(checkpoint));
  const model::Trace trace = model::trace(network, someIds(), zeroState(network));
  const std::vector<Sequence> expected = expectedLayers(model);
  REQUIRE(trace.layers.size() == expected.size() * network.directions());
  double worst = 0;
  for (std::size_t l = 0; l < expected.size(); ++l)
    for (std::size_t t = 0; t < expected[l].size(); ++t)
      for (std::size_t k = 0; k < expected[l][t].size(); ++k) {
        const auto units = static_cast<std::size_t>(model.layers[l].units);
        const Matrix& h = trace.layers[l * network.directions() + k / units].at(model::Signal::h);
        worst = std::max(
            worst, std::abs(expected[l][t][k] -
                            double{h(static_cast<Eigen::Index>(t), static_cast<Eigen::Index>(k % units))}));
      }
  CHECK(worst < 1e-5);
  return trace;
}

inline void checkLogits(const model::Trace& trace, const Sequence& expected) {
  REQUIRE(static_cast<std::size_t>(trace.logits.rows()) == expected.size());
  double worst = 0;
  for (std::size_t t = 0; t < expected.size(); ++t) {
    REQUIRE(static_cast<std::size_t>(trace.logits.cols()) == expected[t].size());
    for (std::size_t k = 0; k < expected[t].size(); ++k)
      worst = std::max(worst, std::abs(expected[t][k] - double{trace.logits(static_cast<Eigen::Index>(t),
                                                                            static_cast<Eigen::Index>(k))}));
  }
  CHECK(worst < 1e-5);
}

}  // namespace rnnvis::test::onnx
