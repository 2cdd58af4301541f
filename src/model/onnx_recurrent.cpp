#include "onnx_recurrent.h"

#include "rnnvis/base/error.h"
#include "tensor_names.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rnnvis::model {
namespace {

using checkpoint::Array;
using checkpoint::describeShape;

CellKind cellOf(const OnnxNode& node) {
  return node.op == "RNN" ? CellKind::rnn : node.op == "LSTM" ? CellKind::lstm : CellKind::gru;
}

std::size_t directionsOf(const OnnxNode& node) {
  const std::string direction = node.text("direction", "forward");
  if (direction == "forward") return 1;
  if (direction == "bidirectional") return 2;
  fail("{} has direction {}, which is not computed here; only forward and bidirectional layers are",
       node.describe(), inQuotes(direction));
}

void refuseUnsupported(const OnnxNode& node) {
  constexpr std::size_t peepholes = 7;
  const auto refuse = [&](std::string_view what) {
    fail("{} has {}, which is not computed here; open a model without it", node.describe(), what);
  };
  if (node.has("clip")) refuse("clipped gates (attribute clip)");
  if (node.integer("input_forget", 0) != 0) refuse("coupled input and forget gates (attribute input_forget)");
  if (!node.input(peepholes).empty()) refuse("peepholes (input P)");
}

/// Names of activations with the parameters that those take that have any, in turn.
class Activations {
 public:
  explicit Activations(const OnnxNode& node)
      : m_node(node),
        m_names(node.texts("activations")),
        m_alpha(node.numbers("activation_alpha")),
        m_beta(node.numbers("activation_beta")) {}

  std::size_t count() const { return m_names.size(); }

  Activation next() {
    std::string name = m_names[m_read++];
    std::ranges::transform(name, name.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (name == "sigmoid") return Activation::sigmoid;
    if (name == "tanh") return Activation::tanh;
    if (name == "relu") return Activation::relu;
    if (name == "hardsigmoid" && parametersAre(0.2, 0.5)) return Activation::hardSigmoid;
    if (name == "affine" && parametersAre(1, 0)) return Activation::linear;
    fail(
        "{} has the activation {}, which is not computed here with its parameters; only Sigmoid, Tanh, Relu "
        "and "
        "HardSigmoid (alpha 0.2, beta 0.5) are",
        m_node.describe(), inQuotes(m_names[m_read - 1]));
  }

 private:
  /// Lists have either a value for every activation or only for those that take one.
  bool parametersAre(double alpha, double beta) {
    const std::size_t place = m_parametric++;
    const auto is = [&](const std::vector<double>& list, double expected) {
      const std::size_t at = list.size() == m_names.size() ? m_read - 1 : place;
      return at >= list.size() || std::abs(list[at] - expected) < 1e-6;
    };
    return is(m_alpha, alpha) && is(m_beta, beta);
  }

  const OnnxNode& m_node;
  std::vector<std::string> m_names;
  std::vector<double> m_alpha, m_beta;
  std::size_t m_read = 0;
  std::size_t m_parametric = 0;
};

void readActivations(const OnnxNode& node, OnnxRecurrent& result) {
  Activations activations(node);
  if (activations.count() == 0) return;
  const std::size_t each = result.cell == CellKind::lstm ? 3 : result.cell == CellKind::gru ? 2 : 1;
  if (activations.count() != each * result.directions)
    fail("{} names {} activations, expected {}; the file is damaged", node.describe(), activations.count(),
         each * result.directions);
  for (std::size_t direction = 0; direction < result.directions; ++direction) {
    const Activation gate = each > 1 ? activations.next() : Activation::sigmoid,
                     candidate = activations.next();
    const Activation output = each > 2 ? activations.next() : candidate;
    if (output != candidate)
      fail(
          "{} has the activations {} of the candidate and {} of the cell state; only equal ones are computed "
          "here",
          node.describe(), nameOf(candidate), nameOf(output));
    if (direction > 0 && (gate != result.gateActivation || candidate != result.activation))
      fail("{} has other activations in its second direction; only equal ones are computed here",
           node.describe());
    result.gateActivation = gate;
    result.activation = candidate;
  }
}

/// The constant that is input `index` of the node.
const Array& tensor(const OnnxGraph& graph, const OnnxNode& node, std::size_t index, std::size_t dimensions) {
  const Array* array = graph.constant(node.input(index));
  if (!array)
    fail("{} reads weights ({}) that the graph computes; export the model with constant folding",
         node.describe(), inQuotes(node.input(index)));
  if (!isFloating(*array) || array->shape().size() != dimensions || array->size() == 0)
    fail("{} reads {} of {} {}, expected {} dimensions of floating point; the file is damaged",
         node.describe(), inQuotes(node.input(index)), nameOf(array->type()), describeShape(array->shape()),
         dimensions);
  return *array;
}

void readSizes(const OnnxGraph& graph, const OnnxNode& node, OnnxRecurrent& result) {
  const auto &w = tensor(graph, node, 1, 3).shape(), &r = tensor(graph, node, 2, 3).shape();
  const auto gates = static_cast<std::int64_t>(gatesOf(result.cell).size());
  const auto directions = static_cast<std::int64_t>(result.directions);
  const std::int64_t units = r[2], rows = r[1];
  if (w[0] != directions || r[0] != directions || rows % gates != 0 || rows / gates != units ||
      w[1] != rows || node.integer("hidden_size", units) != units)
    fail("{} has weights {} and {} that do not fit {} directions of {} gates; the file is damaged",
         node.describe(), describeShape(w), describeShape(r), directions, gates);
  if (!node.input(3).empty()) {
    const auto& b = tensor(graph, node, 3, 2).shape();
    if (b[0] != directions || b[1] % 2 != 0 || b[1] / 2 != rows)
      fail("{} has biases {} beside weights {}; the file is damaged", node.describe(), describeShape(b),
           describeShape(r));
  }
  result.units = static_cast<std::size_t>(units);
  result.inputs = static_cast<std::size_t>(w[2]);
}

}  // namespace

OnnxRecurrent readOnnxRecurrent(const OnnxGraph& graph, const OnnxNode& node) {
  OnnxRecurrent result;
  result.cell = cellOf(node);
  result.directions = directionsOf(node);
  refuseUnsupported(node);
  readActivations(node, result);
  readSizes(graph, node, result);
  result.resetAfter = result.cell != CellKind::gru || node.integer("linear_before_reset", 0) != 0;
  result.batchFirst = node.integer("layout", 0) != 0;
  return result;
}

void addOnnxParts(const OnnxNode& node, const OnnxRecurrent& recurrent, std::size_t layer,
                  Architecture& result) {
  const std::size_t rows = gatesOf(recurrent.cell).size() * recurrent.units;
  for (std::size_t direction = 0; direction < recurrent.directions; ++direction) {
    const auto add = [&](std::string_view part, std::size_t input, std::size_t offset) {
      result.parts[partName(layer, direction == 1, part)] = {std::string(node.input(input)), offset, false};
    };
    add("weight_ih", 1, direction * rows * recurrent.inputs);
    add("weight_hh", 2, direction * rows * recurrent.units);
    if (node.input(3).empty()) continue;
    add("bias_ih", 3, direction * 2 * rows);
    add("bias_hh", 3, (direction * 2 + 1) * rows);
  }
}

std::optional<std::string> onnxGateOrder(CellKind cell) {
  if (cell == CellKind::rnn) return std::nullopt;
  return cell == CellKind::lstm ? "iofg" : "zrn";
}

}  // namespace rnnvis::model
