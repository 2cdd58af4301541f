#include "onnx_node.h"

#include "describe.h"
#include "onnx_tensor.h"
#include "protobuf_wire.h"
#include "rnnvis/base/error.h"

#include <nlohmann/json.hpp>

#include <cstring>
#include <utility>

namespace rnnvis::checkpoint {
namespace {

using nlohmann::json;

json textValue(std::string_view text, Budget& budget) {
  budget.spend(kValueSize + text.size(), "a name in the graph");
  return text;
}

/// AttributeProto.
struct Attribute {
  std::string_view name;
  json value;  ///< null for a tensor, a graph or a type.
  std::optional<std::span<const std::byte>> tensor;
};

double floatOf(std::span<const std::byte> bytes) {
  float value = 0;
  std::memcpy(&value, bytes.data(), sizeof value);
  return value;
}

void append(json& list, json&& value, Budget& budget) {
  budget.spend(kValueSize, "the attributes of the graph's nodes");
  if (!list.is_array()) list = json::array();
  list.push_back(std::move(value));
}

void appendFloats(json& list, std::span<const std::byte> elements, Budget& budget) {
  for (; !elements.empty(); elements = elements.subspan(sizeof(float)))
    append(list, floatOf(elements), budget);
}

/// The value of an attribute of that AttributeType whose field is absent because it is 0 or empty.
json emptyValue(std::int64_t type) {
  switch (type) {
    case 1:
      return 0.0;
    case 2:
      return 0;
    case 3:
      return "";
    case 6:
    case 7:
    case 8:
      return json::array();
    default:
      return nullptr;
  }
}

Attribute readAttribute(std::span<const std::byte> message, Budget& budget) {
  Attribute attribute;
  std::int64_t type = 0;
  WireReader reader(message, "attribute");
  while (const auto field = reader.next()) switch (field->number) {
      case 1:
        attribute.name = onnxName(field->text());
        break;
      case 2:
        if (const auto element = field->elements(WireType::fixed32); element.size() == sizeof(float))
          attribute.value = floatOf(element);
        break;
      case 3:
        attribute.value = field->integer();
        break;
      case 4:
        attribute.value = textValue(field->text(), budget);
        break;
      case 5:
        attribute.tensor = field->contents();
        break;
      case 7:
        appendFloats(attribute.value, field->elements(WireType::fixed32), budget);
        break;
      case 8:
        forEachInteger(*field, [&](std::int64_t value) { append(attribute.value, value, budget); });
        break;
      case 9:
        append(attribute.value, textValue(field->text(), budget), budget);
        break;
      case 20:
        type = field->integer();
        break;
      default:
        break;
    }
  if (attribute.value.is_null()) attribute.value = emptyValue(type);
  return attribute;
}

/// The element of a tensor of one; null for another.
json onlyElement(std::span<const std::byte> tensor, Budget& budget) {
  const std::optional<Array> array = readOnnxTensor(tensor, nullptr, budget).array;
  return array && array->size() == 1 ? json(array->toFloats().front()) : json();
}

}  // namespace

std::string_view onnxName(std::string_view name) {
  if (!isUtf8(name)) fail("the name {} is not UTF-8; rename it and save the model again", inQuotes(name));
  return name;
}

OnnxNode readOnnxNode(std::span<const std::byte> message, Budget& budget) {
  OnnxNode node;
  json description{{"op", ""},
                   {"name", ""},
                   {"inputs", json::array()},
                   {"outputs", json::array()},
                   {"attributes", json::object()}};
  const auto name = [&](const WireField& field) { return textValue(onnxName(field.text()), budget); };
  WireReader reader(message, "node");
  while (const auto field = reader.next()) switch (field->number) {
      case 1:
        description["inputs"].push_back(name(*field));
        break;
      case 2:
        if (description["outputs"].empty()) node.output = field->text();
        description["outputs"].push_back(name(*field));
        break;
      case 3:
        description["name"] = name(*field);
        break;
      case 4:
        description["op"] = name(*field);
        break;
      case 5: {
        Attribute attribute = readAttribute(field->contents(), budget);
        if (attribute.name == "value") node.constant = attribute.tensor;
        if (attribute.value.is_null()) break;
        budget.spend(kValueSize + attribute.name.size(), "the attributes of the graph's nodes");
        if (!description["attributes"].emplace(attribute.name, std::move(attribute.value)).second)
          fail("a node has the attribute {} twice; the file is damaged: copy or download it again",
               inQuotes(attribute.name));
        break;
      }
      default:
        break;
    }
  if (description["op"] == "ConstantOfShape" && node.constant)
    description["attributes"]["value"] = onlyElement(*node.constant, budget);
  if (description["op"] != "Constant") node.constant.reset();
  // Texts among the attributes may be any bytes.
  node.json = description.dump(-1, ' ', false, json::error_handler_t::replace);
  budget.spend(node.json.size(), "the description of the graph");
  return node;
}

}  // namespace rnnvis::checkpoint
