#include "onnx_flow.h"
#include "tensor_names.h"

#include <utility>

namespace rnnvis::model {
namespace {

using checkpoint::Array;
using Kind = OnnxValue::Kind;

/// More than any head has; every node copies those before it.
constexpr std::size_t kMostLayers = 16;

std::size_t extent(const Array& array, std::size_t axis) {
  return static_cast<std::size_t>(array.shape()[axis]);
}

/// Whether adding the array to vectors of that size adds one number to each element.
bool isBias(const Array* array, std::size_t size) {
  return array && isFloating(*array) && array->size() == size && !array->shape().empty() &&
         extent(*array, array->shape().size() - 1) == size;
}

bool addLayer(OnnxValue& value, const Array* weight, std::string_view name, bool transposed) {
  if (!weight || !isMatrix(*weight) || value.normalised || value.dense.size() == kMostLayers) return false;
  OnnxDense dense;
  dense.weight = name;
  dense.transposed = transposed;
  dense.inputs = extent(*weight, transposed ? 0 : 1);
  dense.outputs = extent(*weight, transposed ? 1 : 0);
  if (!value.dense.empty() && value.dense.back().outputs != dense.inputs) return false;
  value.dense.push_back(dense);
  return true;
}

bool addBias(OnnxValue& value, const Array* bias, std::string_view name) {
  if (value.dense.empty() || value.normalised) return false;
  OnnxDense& last = value.dense.back();
  if (!last.bias.empty() || last.activation != Activation::linear || !isBias(bias, last.outputs))
    return false;
  last.bias = name;
  return true;
}

bool addGemm(const OnnxGraph& graph, const OnnxNode& node, OnnxValue& value) {
  if (node.integer("transA", 0) != 0 || node.number("alpha", 1) != 1 || node.number("beta", 1) != 1)
    return false;
  const std::string_view weight = node.input(1), bias = node.input(2);
  return addLayer(value, graph.constant(weight), weight, node.integer("transB", 0) == 0) &&
         (bias.empty() || addBias(value, graph.constant(bias), bias));
}

std::optional<Activation> activationOf(const OnnxNode& node) {
  if (node.op == "Relu") return Activation::relu;
  if (node.op == "Tanh") return Activation::tanh;
  if (node.op == "Sigmoid") return Activation::sigmoid;
  return std::nullopt;
}

bool addActivation(OnnxValue& value, Activation activation) {
  if (value.dense.empty() || value.normalised || value.dense.back().activation != Activation::linear)
    return false;
  value.dense.back().activation = activation;
  return true;
}

bool addSoftmax(OnnxValue& value) {
  if (value.dense.empty() || value.dense.back().activation != Activation::linear) return false;
  return !std::exchange(value.normalised, true);
}

bool add(const OnnxGraph& graph, const OnnxNode& node, std::string_view other, OnnxValue& value) {
  if (node.op == "Gemm") return addGemm(graph, node, value);
  if (node.op == "MatMul") return addLayer(value, graph.constant(other), other, true);
  if (node.op == "Add") return addBias(value, graph.constant(other), other);
  if (node.op == "Softmax" || node.op == "LogSoftmax") return addSoftmax(value);
  const auto activation = activationOf(node);
  return activation && addActivation(value, *activation);
}

}  // namespace

OnnxValue throughHead(const OnnxGraph& graph, const OnnxNode& node, const OnnxFlow& flow) {
  OnnxValue value = flow.at(node.input(0));
  std::string_view other = node.input(1);
  if (node.op == "Add" && value.kind != Kind::hidden) {
    value = flow.at(other);
    other = node.input(0);
  }
  if (value.kind == Kind::hidden && add(graph, node, other, value)) return value;
  return computedBy(node);
}

}  // namespace rnnvis::model
