#include "onnx_graph.h"

#include "rnnvis/base/error.h"

namespace rnnvis::model {
namespace {

using nlohmann::json;

std::string_view at(const std::vector<std::string>& names, std::size_t index) {
  return index < names.size() ? std::string_view(names[index]) : std::string_view();
}

/// Unlike get(), never converts a number that does not fit.
std::int64_t integerOf(const json& value) {
  if (!value.is_number_integer()) fail("an attribute of a node is no integer; the file is damaged");
  return value.get<std::int64_t>();
}

std::vector<std::string> namesIn(const json& object, const char* key) {
  return object.at(key).get<std::vector<std::string>>();
}

}  // namespace

std::string_view OnnxNode::input(std::size_t index) const {
  return at(inputs, index);
}

std::string_view OnnxNode::output(std::size_t index) const {
  return at(outputs, index);
}

std::int64_t OnnxNode::integer(const char* attribute, std::int64_t otherwise) const {
  return has(attribute) ? integerOf(attributes.at(attribute)) : otherwise;
}

std::vector<std::int64_t> OnnxNode::integers(const char* attribute) const {
  std::vector<std::int64_t> result;
  if (has(attribute))
    for (const json& value : attributes.at(attribute)) result.push_back(integerOf(value));
  return result;
}

std::string OnnxNode::describe() const {
  return fmt::format("{} node {}", op, inQuotes(name.empty() ? output(0) : name));
}

const checkpoint::Array* OnnxGraph::constant(std::string_view name) const {
  const auto found = constants.find(name);
  return found == constants.end() ? nullptr : found->second;
}

std::optional<std::vector<std::int64_t>> OnnxGraph::integers(std::string_view name) const {
  const checkpoint::Array* array = constant(name);
  constexpr std::size_t most = 16;
  const bool fits = array && array->size() <= most &&
                    (array->type() == checkpoint::DType::int64 || array->type() == checkpoint::DType::int32);
  return fits ? std::optional(array->toIntegers()) : std::nullopt;
}

OnnxGraph parseOnnxGraph(const checkpoint::Checkpoint& checkpoint) {
  const json description = json::parse(checkpoint.metadata.at("onnx.graph"));
  OnnxGraph graph{namesIn(description, "inputs"), namesIn(description, "outputs"), {}, {}};
  for (const json& node : description.at("nodes"))
    graph.nodes.push_back({node.at("op").get<std::string>(), node.at("name").get<std::string>(),
                           namesIn(node, "inputs"), namesIn(node, "outputs"), node.at("attributes")});
  for (const auto& [name, array] : checkpoint.arrays) graph.constants.emplace(name, &array);
  return graph;
}

bool isRecurrent(const OnnxNode& node) {
  return node.op == "RNN" || node.op == "LSTM" || node.op == "GRU";
}

std::string inQuotes(std::string_view name) {
  constexpr std::size_t longest = 120;
  const std::string shown =
      name.size() > longest ? std::string(name.substr(0, longest)) + "..." : std::string(name);
  return json(shown).dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace rnnvis::model
