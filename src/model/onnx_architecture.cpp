#include "dialects.h"
#include "onnx_flow.h"
#include "onnx_graph.h"
#include "onnx_recurrent.h"
#include "rnnvis/base/error.h"
#include "tensor_names.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rnnvis::model {
namespace {

using checkpoint::describeShape;
using Kind = OnnxValue::Kind;

/// What a model without recurrent nodes is.
[[noreturn]] void failNotRecurrent(const OnnxGraph& graph) {
  constexpr std::string_view remedy = "open a model with RNN, LSTM or GRU nodes";
  const auto hasOp = [&](auto&& fits) { return std::ranges::any_of(graph.nodes, fits, &OnnxNode::op); };
  const auto hasAny = [&](std::initializer_list<std::string_view> ops) {
    return hasOp([&](const std::string& op) { return std::ranges::find(ops, op) != ops.end(); });
  };
  if (hasOp([](const std::string& op) {
        return op.starts_with("DynamicQuantize") || op.starts_with("QLinear");
      }) ||
      hasAny({"QuantizeLinear", "DequantizeLinear", "MatMulInteger", "ConvInteger"}))
    fail("the model is quantised, which is not read; open the model that it was made from, in float32");
  if (hasAny({"Loop", "Scan", "If"}))
    fail(
        "the model computes in a subgraph (Loop, Scan or If), which is not looked into; export it with its "
        "layers "
        "as RNN, LSTM or GRU nodes");
  const bool multipliesValues = std::ranges::any_of(graph.nodes, [&](const OnnxNode& node) {
    return node.op == "MatMul" && !graph.constant(node.input(0)) && !graph.constant(node.input(1));
  });
  if (hasAny({"Attention", "MultiHeadAttention", "LayerNormalization", "SkipLayerNormalization"}) ||
      (multipliesValues && hasAny({"Softmax"})))
    fail("the model is a transformer, not a recurrent network; {}", remedy);
  if (hasAny({"Conv"})) fail("the model is a convolutional network, not a recurrent one; {}", remedy);
  fail("the model has no recurrent layer among its {} nodes; {}", graph.nodes.size(), remedy);
}

class Inference {
 public:
  explicit Inference(const OnnxGraph& graph) : m_graph(graph), m_flow(graph) {}

  Architecture run() {
    checkKinds();
    for (const OnnxNode& node : m_graph.nodes)
      if (isRecurrent(node))
        addLayer(node);
      else
        m_flow.pass(node);
    m_result.gateOrder = onnxGateOrder(m_result.cell);
    findHead();
    return std::move(m_result);
  }

 private:
  void checkKinds() const {
    const auto first = std::ranges::find_if(m_graph.nodes, isRecurrent);
    if (first == m_graph.nodes.end()) failNotRecurrent(m_graph);
    for (const OnnxNode& node : m_graph.nodes)
      if (isRecurrent(node) && node.op != first->op)
        fail("{} and {} are layers of two kinds; only stacks of one kind are read", first->describe(),
             node.describe());
  }

  void addLayer(const OnnxNode& node) {
    const OnnxRecurrent recurrent = readOnnxRecurrent(m_graph, node);
    const std::size_t layer = m_result.hidden.size();
    checkStart(node);
    if (layer == 0)
      addFirst(node, recurrent);
    else
      checkAgainstBelow(node, recurrent);
    addOnnxParts(node, recurrent, layer, m_result);
    m_result.hidden.push_back(recurrent.units);
    m_result.outputSizes.push_back(recurrent.units);
    m_flow.set(node.output(0), outputOf(layer, recurrent.batchFirst ? 2 : 1, OnnxReading::everyStep));
    m_flow.set(node.output(1), outputOf(layer, recurrent.batchFirst ? 1 : 0, OnnxReading::finalState));
    m_flow.set(node.output(2), computedBy(node));
  }

  /// The states before the first step are zeros, or for the caller to choose.
  void checkStart(const OnnxNode& node) const {
    for (const std::size_t input : {5U, 6U}) {
      if (node.input(input).empty()) continue;
      const Kind kind = m_flow.at(node.input(input)).kind;
      if (kind != Kind::zeros && kind != Kind::input)
        fail(
            "{} starts from a state other than zero ({} {}), which is not computed here; export the model "
            "without it",
            node.describe(), input == 5 ? "initial_h" : "initial_c", inQuotes(node.input(input)));
    }
  }

  void addFirst(const OnnxNode& node, const OnnxRecurrent& recurrent) {
    m_result.cell = recurrent.cell;
    m_result.bidirectional = recurrent.directions == 2;
    m_result.activation = recurrent.activation;
    m_result.gateActivation = recurrent.gateActivation;
    m_result.resetAfter = recurrent.resetAfter;
    const OnnxValue input = m_flow.at(node.input(0));
    if (input.kind != Kind::embedded && input.kind != Kind::input)
      fail("{} reads what an operator {} computes; only an embedding or one-hot input is read",
           node.describe(), inQuotes(input.op));
    const bool isLookUp = input.kind == Kind::embedded && input.embedding != "identity";
    m_result.parts["embedding"] = {std::string(isLookUp ? input.embedding : "identity"), 0, false};
    m_result.inputTokens = recurrent.inputs;
    if (!isLookUp) return;
    const checkpoint::Array& embedding = *m_graph.constant(input.embedding);
    if (!isMatrix(embedding) || embedding.shape()[1] != static_cast<std::int64_t>(recurrent.inputs))
      fail("embedding {} has shape {}, but {} reads {} values; the file is damaged",
           inQuotes(input.embedding), describeShape(embedding.shape()), node.describe(), recurrent.inputs);
    m_result.embeddingSize = recurrent.inputs;
    m_result.inputTokens = static_cast<std::size_t>(embedding.shape()[0]);
  }

  void checkAgainstBelow(const OnnxNode& node, const OnnxRecurrent& recurrent) const {
    const OnnxValue input = m_flow.at(node.input(0));
    const std::size_t below = m_result.hidden.size() - 1;
    if (input.kind == Kind::computed)
      fail("{} reads what an operator {} computes; only layers that read the one below are read",
           node.describe(), inQuotes(input.op));
    if (input.kind != Kind::hidden || !input.dense.empty() || input.reading != OnnxReading::everyStep ||
        input.parts != partsOf(below))
      fail("{} does not read every step of the layer before it; only one stack of layers is read",
           node.describe());
    if (recurrent.activation != m_result.activation || recurrent.gateActivation != m_result.gateActivation ||
        recurrent.resetAfter != m_result.resetAfter || (recurrent.directions == 2) != m_result.bidirectional)
      fail(
          "{} has other activations, another linear_before_reset or direction than layer 0; only equal "
          "layers are "
          "read",
          node.describe());
    if (recurrent.inputs != m_result.hidden[below] * recurrent.directions)
      fail("{} reads {} values but the layer below has {}; the file is damaged", node.describe(),
           recurrent.inputs, m_result.hidden[below] * recurrent.directions);
  }

  std::vector<HiddenPart> partsOf(std::size_t layer) const {
    std::vector<HiddenPart> parts{{layer, 0}};
    if (m_result.bidirectional) parts.push_back({layer, 1});
    return parts;
  }

  OnnxValue outputOf(std::size_t layer, std::int64_t axis, OnnxReading reading) const {
    OnnxValue value;
    value.kind = Kind::hidden;
    value.parts = partsOf(layer);
    value.axis = axis;
    value.reading = reading;
    return value;
  }

  /// Whether a value is the outputs of linear layers on the top layer, the last without an activation. A
  /// sigmoid of one output turns its logit into a probability as a softmax does several.
  bool isHead(const OnnxValue& value) const {
    if (value.kind != Kind::hidden || value.dense.empty()) return false;
    const std::size_t top = m_result.hidden.size() - 1;
    const OnnxDense& last = value.dense.back();
    return value.parts == partsOf(top) &&
           value.dense.front().inputs == m_result.hidden[top] * value.parts.size() &&
           (last.activation == Activation::linear ||
            (last.activation == Activation::sigmoid && last.outputs == 1));
  }

  void findHead() {
    std::optional<OnnxValue> head;
    bool several = false;
    for (const std::string& output : m_graph.outputs) {
      OnnxValue value = m_flow.at(output);
      if (!isHead(value)) continue;
      if (value.dense.back().outputs == 1) value.dense.back().activation = Activation::linear;
      several |= head && head->dense != value.dense;
      head = std::move(value);
    }
    if (!head || several)
      m_result.missing.push_back("head");
    else
      addHead(*head);
  }

  void addHead(const OnnxValue& value) {
    if (m_result.bidirectional) m_result.readsFinalStates = value.reading == OnnxReading::finalState;
    for (std::size_t k = 0; k < value.dense.size(); ++k) {
      const OnnxDense& dense = value.dense[k];
      const bool isLast = k + 1 == value.dense.size();
      const std::string part = isLast ? "head" : fmt::format("dense{}", k);
      m_result.parts[part + ".weight"] = {std::string(dense.weight), 0, dense.transposed};
      if (!dense.bias.empty()) m_result.parts[part + ".bias"] = {std::string(dense.bias), 0, false};
      if (isLast)
        m_result.outputs = dense.outputs;
      else
        m_result.dense.push_back({dense.outputs, dense.activation});
    }
  }

  const OnnxGraph& m_graph;
  OnnxFlow m_flow;
  Architecture m_result;
};

}  // namespace

Architecture inferOnnxArchitecture(const checkpoint::Checkpoint& checkpoint) {
  try {
    const OnnxGraph graph = parseOnnxGraph(checkpoint);
    return Inference(graph).run();
  } catch (const nlohmann::json::exception&) {
    fail("the description of the graph is damaged; export the model to ONNX again");
  }
}

}  // namespace rnnvis::model
