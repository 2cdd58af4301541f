#pragma once

#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Writes ONNX files from the specification: protobuf's wire format and the field numbers of onnx.proto.
namespace rnnvis::test::onnx {

inline std::string varint(std::uint64_t value) {
  std::string bytes;
  for (; value >= 0x80; value >>= 7) bytes += static_cast<char>(value | 0x80);
  return bytes + static_cast<char>(value);
}

inline std::string integer(std::uint32_t field, std::int64_t value) {
  return varint(field << 3) + varint(static_cast<std::uint64_t>(value));
}

/// A string, message or packed list.
inline std::string bytes(std::uint32_t field, std::string_view contents) {
  return varint(field << 3 | 2) + varint(contents.size()) + std::string(contents);
}

template <class T>
std::string raw(std::span<const T> values) {
  return {reinterpret_cast<const char*>(values.data()), values.size_bytes()};
}

template <class T>
std::string raw(const std::vector<T>& values) {
  return raw(std::span<const T>(values));
}

inline std::string fixed32(std::uint32_t field, float value) {
  return varint(field << 3 | 5) + raw(std::span<const float>(&value, 1));
}

inline std::string fixed64(std::uint32_t field, double value) {
  return varint(field << 3 | 1) + raw(std::span<const double>(&value, 1));
}

inline std::string packed(const std::vector<std::int64_t>& values) {
  std::string contents;
  for (const std::int64_t value : values) contents += varint(static_cast<std::uint64_t>(value));
  return contents;
}

/// TensorProto.DataType.
enum Type : std::int64_t {
  kFloat = 1,
  kUint8 = 2,
  kInt8 = 3,
  kUint16 = 4,
  kInt16 = 5,
  kInt32 = 6,
  kInt64 = 7,
  kString = 8,
  kBool = 9,
  kFloat16 = 10,
  kDouble = 11,
  kBfloat16 = 16
};

/// TensorProto; `data` is one of its data fields or several.
inline std::string tensor(std::string_view name, const std::vector<std::int64_t>& shape, std::int64_t type,
                          std::string_view data) {
  std::string message;
  for (const std::int64_t extent : shape) message += integer(1, extent);
  return message + integer(2, type) + bytes(8, name) + std::string(data);
}

/// float32 in raw_data.
inline std::string tensor(std::string_view name, const std::vector<std::int64_t>& shape,
                          const std::vector<float>& values) {
  return tensor(name, shape, kFloat, bytes(9, raw(values)));
}

/// AttributeProto.
inline std::string attribute(std::string_view name, std::int64_t type, std::string_view value) {
  return bytes(1, name) + std::string(value) + integer(20, type);
}
inline std::string attribute(std::string_view name, float value) {
  return attribute(name, 1, fixed32(2, value));
}
inline std::string attribute(std::string_view name, std::int64_t value) {
  return attribute(name, 2, integer(3, value));
}
inline std::string attribute(std::string_view name, std::string_view value) {
  return attribute(name, 3, bytes(4, value));
}
inline std::string attribute(std::string_view name, const std::vector<float>& values) {
  return attribute(name, 6, bytes(7, raw(values)));
}
inline std::string attribute(std::string_view name, const std::vector<std::int64_t>& values) {
  return attribute(name, 7, bytes(8, packed(values)));
}
inline std::string attribute(std::string_view name, const std::vector<std::string>& values) {
  std::string contents;
  for (const std::string& value : values) contents += bytes(9, value);
  return attribute(name, 8, contents);
}

using Names = std::vector<std::string>;

/// NodeProto.
inline std::string node(std::string_view op, const Names& inputs, const Names& outputs,
                        const Names& attributes = {}, std::string_view name = {}) {
  std::string message;
  for (const std::string& input : inputs) message += bytes(1, input);
  for (const std::string& output : outputs) message += bytes(2, output);
  if (!name.empty()) message += bytes(3, name);
  message += bytes(4, op);
  for (const std::string& each : attributes) message += bytes(5, each);
  return message;
}

/// A Constant node.
inline std::string constant(std::string_view name, std::string_view tensor) {
  return node("Constant", {}, {std::string(name)}, {attribute("value", 4, bytes(5, tensor))});
}

/// GraphProto's lists of messages.
struct Graph {
  Names nodes;
  Names initializers;
  Names inputs{"ids"};
  Names outputs{"logits"};
};

inline std::string graph(const Graph& contents) {
  std::string message;
  for (const std::string& each : contents.nodes) message += bytes(1, each);
  message += bytes(2, "main");
  for (const std::string& each : contents.initializers) message += bytes(5, each);
  for (const std::string& each : contents.inputs) message += bytes(11, bytes(1, each));
  for (const std::string& each : contents.outputs) message += bytes(12, bytes(1, each));
  return message;
}

/// ModelProto around a GraphProto.
inline std::string modelOf(std::string_view graph) {
  return integer(1, 8) + bytes(2, "writer") + bytes(3, "1.2") + bytes(7, graph) + bytes(8, integer(2, 17));
}

inline std::string model(const Graph& contents) {
  return modelOf(graph(contents));
}

}  // namespace rnnvis::test::onnx
