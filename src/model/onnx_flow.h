#pragma once

#include "onnx_graph.h"
#include "rnnvis/model/network.h"

#include <cstddef>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace rnnvis::model {

/// h of one direction of a recurrent layer.
struct HiddenPart {
  std::size_t layer = 0;
  std::size_t direction = 0;
  friend bool operator==(const HiddenPart&, const HiddenPart&) = default;
};

/// Which steps of h are read.
enum class OnnxReading { everyStep, lastStep, finalState };

/// activation(W x + b); the names view the graph.
struct OnnxDense {
  std::string_view weight;
  bool transposed = false;  ///< Stored [inputs, outputs].
  std::size_t inputs = 0;
  std::size_t outputs = 0;
  std::string_view bias;  ///< Empty without one.
  Activation activation = Activation::linear;
  friend bool operator==(const OnnxDense&, const OnnxDense&) = default;
};

/// What a value of the graph is, as far as it matters here. The names view the graph.
struct OnnxValue {
  enum class Kind {
    computed,  ///< Something else; `op` says by which operator.
    input,     ///< An input of the graph, perhaps reshaped.
    zeros,
    embedded,  ///< Rows of `embedding`, which is "identity" for one-hot vectors.
    hidden     ///< h of recurrent layers, after `dense` where there are any.
  };

  Kind kind = Kind::computed;
  std::string_view op;
  std::string_view embedding;
  std::vector<HiddenPart> parts;  ///< In the order in which they lie side by side, along `axis`.
  std::int64_t axis = -1;         ///< -1 where they can no longer be told apart.
  OnnxReading reading = OnnxReading::everyStep;
  std::vector<OnnxDense> dense;
  bool normalised = false;  ///< Through a softmax, which leaves nothing else to be done.
};

OnnxValue computedBy(const OnnxNode& node);

/// Follows values through a graph, from node to node.
class OnnxFlow {
 public:
  explicit OnnxFlow(const OnnxGraph& graph);

  /// What a value is; one that no node so far has computed is `computed`.
  OnnxValue at(std::string_view name) const;
  void set(std::string_view name, OnnxValue value);
  /// Sets the outputs of a node that is not recurrent.
  void pass(const OnnxNode& node);

 private:
  OnnxValue result(const OnnxNode& node) const;
  OnnxValue embed(const OnnxNode& node) const;
  OnnxValue choose(const OnnxNode& node, OnnxValue value) const;
  OnnxValue slice(const OnnxNode& node, OnnxValue value) const;
  OnnxValue concatenate(const OnnxNode& node) const;
  void split(const OnnxNode& node);

  const OnnxGraph& m_graph;
  std::unordered_map<std::string_view, OnnxValue> m_values;
};

/// What becomes of a `hidden` value in a node that belongs to a head: a product, a bias, an activation, a
/// softmax; `computed` for any other.
OnnxValue throughHead(const OnnxGraph& graph, const OnnxNode& node, const OnnxFlow& flow);

}  // namespace rnnvis::model
