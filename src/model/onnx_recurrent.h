#pragma once

#include "onnx_graph.h"
#include "rnnvis/model/network.h"

#include <cstddef>
#include <optional>
#include <string>

namespace rnnvis::model {

/// An RNN, LSTM or GRU node as the ONNX operators define them: gates stacked i, o, f, c of an LSTM and z, r,
/// h of a GRU, one direction after the other in every tensor.
struct OnnxRecurrent {
  CellKind cell = CellKind::lstm;
  std::size_t directions = 1;
  std::size_t units = 0;
  std::size_t inputs = 0;
  Activation activation = Activation::tanh;
  Activation gateActivation = Activation::sigmoid;
  bool resetAfter = true;
  bool batchFirst = false;
};

/// Throws Error naming the node and what of it is not computed here: clipped or coupled gates, peepholes,
/// backward only, other activations, weights that the graph computes.
OnnxRecurrent readOnnxRecurrent(const OnnxGraph& graph, const OnnxNode& node);

/// Adds the node's tensors as the parts of a layer.
void addOnnxParts(const OnnxNode& node, const OnnxRecurrent& recurrent, std::size_t layer,
                  Architecture& result);

/// The order of the gates in the rows of the weights, as Architecture::gateOrder has it.
std::optional<std::string> onnxGateOrder(CellKind cell);

}  // namespace rnnvis::model
