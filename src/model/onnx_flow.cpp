#include "onnx_flow.h"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

namespace rnnvis::model {
namespace {

using Kind = OnnxValue::Kind;

/// More than any model joins; a graph can double them with every node.
constexpr std::size_t kMostParts = 64;

/// An index beyond any part and any step.
constexpr std::int64_t kFar = std::numeric_limits<std::int32_t>::max();

template <std::size_t n>
bool isOneOf(const std::string& op, const std::array<std::string_view, n>& ops) {
  return std::ranges::find(ops, op) != ops.end();
}

bool keepsValues(const std::string& op) {
  return isOneOf(op, std::to_array<std::string_view>({"Identity", "Dropout", "Cast", "CastLike", "Squeeze",
                                                      "Unsqueeze", "Reshape", "Flatten", "Transpose"}));
}

/// Operators that make zeros of zeros, and of an input nothing that has been learnt.
bool keepsZeros(const std::string& op) {
  return isOneOf(op, std::to_array<std::string_view>({"Slice", "Gather", "Split", "Expand", "Tile", "Pad"}));
}

bool isZero(const checkpoint::Array& array) {
  return std::ranges::all_of(array.bytes(), [](std::byte byte) { return byte == std::byte{0}; });
}

/// A value whose elements have been rearranged.
OnnxValue reshaped(const OnnxNode& node, OnnxValue value) {
  constexpr std::array sameAxes{"Identity", "Dropout", "Cast", "CastLike"};
  if (std::ranges::find(sameAxes, node.op) != sameAxes.end()) return value;
  const auto permutation = node.integers("perm");
  const auto place = std::ranges::find(permutation, value.axis);
  value.axis = node.op == "Transpose" && place != permutation.end() ? place - permutation.begin() : -1;
  return value;
}

/// The parts from `first` to before `last`.
OnnxValue partsOf(const OnnxNode& node, OnnxValue value, std::int64_t first, std::int64_t last) {
  const auto count = static_cast<std::int64_t>(value.parts.size());
  const auto place = [&](std::int64_t index) {
    return std::clamp<std::int64_t>(index < 0 ? index + count : index, 0, count);
  };
  if (place(first) >= place(last)) return computedBy(node);
  value.parts = {value.parts.begin() + place(first), value.parts.begin() + place(last)};
  return value;
}

OnnxValue lastStepOf(const OnnxNode& node, OnnxValue value) {
  if (value.reading != OnnxReading::everyStep) return computedBy(node);
  value.reading = OnnxReading::lastStep;
  value.axis = -1;
  return value;
}

}  // namespace

OnnxValue computedBy(const OnnxNode& node) {
  OnnxValue value;
  value.op = node.op;
  return value;
}

OnnxFlow::OnnxFlow(const OnnxGraph& graph) : m_graph(graph) {
  for (const std::string& input : graph.inputs) m_values[input].kind = Kind::input;
  for (const auto& [name, array] : graph.constants)
    if (isZero(*array)) m_values[name].kind = Kind::zeros;
}

OnnxValue OnnxFlow::at(std::string_view name) const {
  const auto found = m_values.find(name);
  if (found != m_values.end()) return found->second;
  OnnxValue value;
  value.op = "Constant";
  return value;
}

void OnnxFlow::set(std::string_view name, OnnxValue value) {
  if (!name.empty()) m_values[name] = std::move(value);
}

void OnnxFlow::pass(const OnnxNode& node) {
  if (m_graph.constant(node.output(0))) return;
  if (node.op == "Split") return split(node);
  set(node.output(0), result(node));
  for (std::size_t k = 1; k < node.outputs.size(); ++k) set(node.outputs[k], computedBy(node));
}

OnnxValue OnnxFlow::result(const OnnxNode& node) const {
  if (node.op == "Concat") return concatenate(node);
  if (node.op == "Gather" && m_graph.constant(node.input(0))) return embed(node);
  if (node.op == "ConstantOfShape") {
    OnnxValue value = computedBy(node);
    if (node.number("value", 0) == 0) value.kind = Kind::zeros;
    return value;
  }
  OnnxValue value = at(node.input(0));
  if (keepsValues(node.op)) return reshaped(node, std::move(value));
  if ((value.kind == Kind::zeros || value.kind == Kind::input) && keepsZeros(node.op)) return value;
  if (node.op == "OneHot" && value.kind == Kind::input) {
    value.kind = Kind::embedded;
    value.embedding = "identity";
    return value;
  }
  if (value.kind == Kind::hidden && node.op == "Gather") return choose(node, std::move(value));
  if (value.kind == Kind::hidden && node.op == "Slice") return slice(node, std::move(value));
  return throughHead(m_graph, node, *this);
}

OnnxValue OnnxFlow::embed(const OnnxNode& node) const {
  OnnxValue value = computedBy(node);
  const bool isLookUp = at(node.input(1)).kind == Kind::input && node.integer("axis", 0) == 0 &&
                        m_graph.constant(node.input(0))->shape().size() == 2;
  if (!isLookUp) return value;
  value.kind = Kind::embedded;
  value.embedding = node.input(0);
  return value;
}

OnnxValue OnnxFlow::choose(const OnnxNode& node, OnnxValue value) const {
  const auto index = m_graph.integers(node.input(1));
  if (!index || index->size() != 1) return computedBy(node);
  const std::int64_t first = std::clamp<std::int64_t>(index->front(), -kFar, kFar);
  const auto axis = node.integer("axis", 0);
  if (axis != value.axis) return first == -1 ? lastStepOf(node, std::move(value)) : computedBy(node);
  value = partsOf(node, std::move(value), first, first == -1 ? kFar : first + 1);
  if (m_graph.constant(node.input(1))->shape().empty()) value.axis = -1;
  return value;
}

OnnxValue OnnxFlow::slice(const OnnxNode& node, OnnxValue value) const {
  // Attributes in old files, inputs in new ones.
  const auto argument = [&](const char* attribute, std::size_t input) {
    if (node.has(attribute)) return std::optional(node.integers(attribute));
    return m_graph.integers(node.input(input));
  };
  const auto starts = argument("starts", 1), ends = argument("ends", 2), axes = argument("axes", 3),
             steps = argument("steps", 4);
  if (!starts || !ends || starts->size() != 1 || ends->size() != 1 || (axes && axes->size() != 1) ||
      (steps && *steps != std::vector<std::int64_t>{1}))
    return computedBy(node);
  if ((axes ? axes->front() : 0) == value.axis)
    return partsOf(node, std::move(value), starts->front(), ends->front());
  if (ends->front() < kFar) return computedBy(node);
  if (starts->front() == 0) return value;
  return starts->front() == -1 ? lastStepOf(node, std::move(value)) : computedBy(node);
}

OnnxValue OnnxFlow::concatenate(const OnnxNode& node) const {
  OnnxValue joined;
  const auto axis = node.integer("axis", 0);
  for (std::size_t k = 0; k < node.inputs.size(); ++k) {
    OnnxValue value = at(node.inputs[k]);
    if (k == 0) {
      joined = std::move(value);
      continue;
    }
    const bool fits = value.kind == joined.kind && value.reading == joined.reading && value.dense.empty() &&
                      joined.dense.empty() && value.kind != Kind::embedded &&
                      joined.parts.size() + value.parts.size() <= kMostParts;
    if (!fits) return computedBy(node);
    if (value.axis != axis || joined.axis != axis) joined.axis = -1;
    joined.parts.insert(joined.parts.end(), value.parts.begin(), value.parts.end());
  }
  return joined;
}

void OnnxFlow::split(const OnnxNode& node) {
  const OnnxValue value = at(node.input(0));
  const bool byParts = value.kind == Kind::hidden && node.integer("axis", 0) == value.axis &&
                       node.outputs.size() == value.parts.size();
  for (std::size_t k = 0; k < node.outputs.size(); ++k) {
    const auto first = static_cast<std::int64_t>(k);
    if (byParts)
      set(node.outputs[k], partsOf(node, value, first, first + 1));
    else
      set(node.outputs[k], value.kind == Kind::zeros || value.kind == Kind::input ? value : computedBy(node));
  }
}

}  // namespace rnnvis::model
