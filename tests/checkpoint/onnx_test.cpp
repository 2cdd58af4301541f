#include "onnx_file.h"
#include "python.h"
#include "rnnvis/checkpoint/checkpoint.h"
#include "temporary_folder.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>

using namespace rnnvis::checkpoint;
using namespace rnnvis::test;
using nlohmann::json;

namespace {

using Floats = std::vector<float>;
using Shape = std::vector<std::int64_t>;

Checkpoint read(const std::string& contents) {
  const TemporaryFolder folder;
  return readCheckpoint(folder.write("any.bin", contents));
}

/// The only array of a file with that tensor.
Array readTensor(const std::string& tensor) {
  const Checkpoint checkpoint = read(onnx::model({{}, {tensor}}));
  REQUIRE(checkpoint.arrays.size() == 1);
  CHECK(checkpoint.arrays.front().name == "w");
  return checkpoint.arrays.front().array;
}

json graphOf(const onnx::Graph& contents) {
  return json::parse(read(onnx::model(contents)).metadata.at("onnx.graph"));
}

const std::string kWeights = onnx::tensor("w", {2}, Floats{1, 2});

}  // namespace

TEST_CASE("initializers and constants of an ONNX file are read by name, in its order") {
  const Checkpoint checkpoint = read(onnx::model(
      {{onnx::constant("c", onnx::tensor("", {}, Floats{7})), onnx::node("Gather", {"b", "ids"}, {"x"})},
       {onnx::tensor("b", {2, 3}, Floats{1, 2, 3, 4, 5, 6}), onnx::tensor("a", {0, 4}, Floats{})},
       {"ids"},
       {"x"}}));
  CHECK(checkpoint.container == "ONNX");
  REQUIRE(checkpoint.arrays.size() == 3);
  CHECK(checkpoint.arrays[0].name == "c");
  CHECK(checkpoint.arrays[0].array.shape().empty());
  CHECK(checkpoint.arrays[0].array.toFloats() == Floats{7});
  CHECK(checkpoint.arrays[1].name == "b");
  CHECK(checkpoint.arrays[1].array.shape() == Shape{2, 3});
  CHECK(checkpoint.arrays[1].array.toFloats() == Floats{1, 2, 3, 4, 5, 6});
  CHECK(checkpoint.arrays[2].array.shape() == Shape{0, 4});
  CHECK(checkpoint.arrays[2].array.size() == 0);
  CHECK_FALSE(checkpoint.metadata.contains("unsupported"));
}

TEST_CASE("raw elements of every type are read") {
  const auto readRaw = [](std::int64_t type, const std::string& elements, std::int64_t count) {
    return readTensor(onnx::tensor("w", {count}, type, onnx::bytes(9, elements)));
  };
  using onnx::raw;
  CHECK(readRaw(onnx::kFloat, raw(Floats{1.5F, -2}), 2).toFloats() == Floats{1.5F, -2});
  CHECK(readRaw(onnx::kDouble, raw(std::vector<double>{1.5, -2}), 2).toFloats() == Floats{1.5F, -2});
  CHECK(readRaw(onnx::kFloat16, raw(std::vector<std::uint16_t>{0x3c00, 0xc000}), 2).toFloats() ==
        Floats{1, -2});
  CHECK(readRaw(onnx::kBfloat16, raw(std::vector<std::uint16_t>{0x3f80, 0xc000}), 2).toFloats() ==
        Floats{1, -2});
  CHECK(readRaw(onnx::kInt64, raw(std::vector<std::int64_t>{-5}), 1).toIntegers() == Shape{-5});
  CHECK(readRaw(onnx::kInt32, raw(std::vector<std::int32_t>{-5}), 1).toIntegers() == Shape{-5});
  CHECK(readRaw(onnx::kInt16, raw(std::vector<std::int16_t>{-5}), 1).toIntegers() == Shape{-5});
  CHECK(readRaw(onnx::kInt8, raw(std::vector<std::int8_t>{-5}), 1).toIntegers() == Shape{-5});
  CHECK(readRaw(onnx::kUint8, raw(std::vector<std::uint8_t>{200}), 1).toIntegers() == Shape{200});
  CHECK(readRaw(onnx::kBool, raw(std::vector<std::uint8_t>{1, 0}), 2).toIntegers() == Shape{1, 0});
}

TEST_CASE("elements in typed fields are read packed, one by one and mixed") {
  const Floats floats{1.5F, -2, 3};
  const std::string first = onnx::fixed32(4, 1.5F), rest = onnx::bytes(4, onnx::raw(Floats{-2, 3}));
  const auto readFloats = [](const std::string& data) {
    return readTensor(onnx::tensor("w", {3}, onnx::kFloat, data)).toFloats();
  };
  CHECK(readFloats(onnx::bytes(4, onnx::raw(floats))) == floats);
  CHECK(readFloats(first + onnx::fixed32(4, -2) + onnx::fixed32(4, 3)) == floats);
  CHECK(readFloats(first + rest) == floats);

  const std::string doubles = onnx::fixed64(10, 0.5) + onnx::bytes(10, onnx::raw(std::vector<double>{-4, 2}));
  CHECK(readTensor(onnx::tensor("w", {3}, onnx::kDouble, doubles)).toFloats() == Floats{0.5F, -4, 2});

  const auto readIntegers = [](std::int64_t type, const std::string& data) {
    return readTensor(onnx::tensor("w", {3}, type, data)).toIntegers();
  };
  const Shape small{-1, 127, -128};
  const std::string each = onnx::integer(5, -1) + onnx::integer(5, 127) + onnx::integer(5, -128);
  for (const auto type : {onnx::kInt32, onnx::kInt16, onnx::kInt8}) {
    CHECK(readIntegers(type, onnx::bytes(5, onnx::packed(small))) == small);
    CHECK(readIntegers(type, each) == small);
  }
  CHECK(readIntegers(onnx::kUint8, onnx::bytes(5, onnx::packed({0, 255, 3}))) == Shape{0, 255, 3});
  CHECK(readIntegers(onnx::kBool, onnx::integer(5, 1) + onnx::bytes(5, onnx::packed({0, 1}))) ==
        Shape{1, 0, 1});
  const Shape large{INT64_MIN, INT64_MAX, 0};
  CHECK(readIntegers(onnx::kInt64, onnx::bytes(7, onnx::packed(large))) == large);
  CHECK(readTensor(onnx::tensor("w", {2}, onnx::kFloat16, onnx::bytes(5, onnx::packed({0x3c00, 0xc000}))))
            .toFloats() == Floats{1, -2});
  CHECK(readTensor(onnx::tensor("w", {1}, onnx::kBfloat16, onnx::integer(5, 0xc000))).toFloats() ==
        Floats{-2});
}

TEST_CASE("packed shapes are read") {
  const std::string tensor = onnx::bytes(1, onnx::packed({2, 3})) + onnx::integer(2, onnx::kFloat) +
                             onnx::bytes(8, "w") + onnx::bytes(9, onnx::raw(Floats(6)));
  CHECK(readTensor(tensor).shape() == Shape{2, 3});
}

TEST_CASE("the graph is described with its attributes") {
  const json graph = graphOf(
      {{onnx::node(
            "LSTM", {"x", "w", "", "b"}, {"y", ""},
            {onnx::attribute("hidden_size", std::int64_t{-4}), onnx::attribute("clip", 0.5F),
             onnx::attribute("direction", "forward"), onnx::attribute("activations", onnx::Names{"A", "B"}),
             onnx::attribute("activation_alpha", Floats{0.25F, 2}), onnx::attribute("ints", Shape{-1, 300}),
             onnx::attribute("unpacked", 7, onnx::integer(8, 1) + onnx::integer(8, -2)),
             onnx::attribute("zero", 2, ""), onnx::attribute("none", 6, ""), onnx::attribute("bytes", "\xff"),
             onnx::attribute("tensor", 4, onnx::bytes(5, kWeights)),
             onnx::attribute("graph", 5, onnx::bytes(6, onnx::graph({})))},
            "first"),
        onnx::node("If", {"y"}, {"z"}, {onnx::attribute("then_branch", 5, onnx::bytes(6, "any"))})},
       {kWeights},
       {"w", "x"},
       {"z"}});
  CHECK(graph["producer"] == "writer 1.2");
  CHECK(graph["inputs"] == json{"x"});
  CHECK(graph["outputs"] == json{"z"});
  REQUIRE(graph["nodes"].size() == 2);
  const json& node = graph["nodes"][0];
  CHECK(node["op"] == "LSTM");
  CHECK(node["name"] == "first");
  CHECK(node["inputs"] == json{"x", "w", "", "b"});
  CHECK(node["outputs"] == json{"y", ""});
  CHECK(node["attributes"] == json{{"hidden_size", -4},
                                   {"clip", 0.5},
                                   {"direction", "forward"},
                                   {"activations", {"A", "B"}},
                                   {"activation_alpha", {0.25, 2}},
                                   {"ints", {-1, 300}},
                                   {"unpacked", {1, -2}},
                                   {"zero", 0},
                                   {"none", json::array()},
                                   {"bytes", "\ufffd"}});
  CHECK(graph["nodes"][1]["op"] == "If");
  CHECK(graph["nodes"][1]["attributes"].empty());
}

TEST_CASE("what a ConstantOfShape repeats is an attribute") {
  const auto repeats = [](const std::string& tensor) {
    const std::string value = onnx::attribute("value", 4, onnx::bytes(5, tensor));
    const json graph = graphOf({{onnx::node("ConstantOfShape", {"shape"}, {"x"}, {value})}, {kWeights}});
    return graph["nodes"][0]["attributes"]["value"];
  };
  CHECK(repeats(onnx::tensor("", {1}, Floats{0.5F})) == 0.5);
  CHECK(repeats(onnx::tensor("", {1}, onnx::kInt64, onnx::integer(7, 3))) == 3);
  CHECK(repeats(onnx::tensor("", {2}, Floats{1, 2})).is_null());
}

TEST_CASE("tensors that are not read are named with a remedy") {
  const std::string sparse = onnx::bytes(15, onnx::bytes(1, onnx::tensor("s", {1}, Floats{1})));
  const Checkpoint checkpoint = read(onnx::modelOf(
      onnx::graph(
          {{},
           {kWeights, onnx::tensor("u", {1}, onnx::kUint16, onnx::integer(5, 1)),
            onnx::tensor("t", {1}, onnx::kString, onnx::bytes(6, "text")), onnx::tensor("n", {1}, 99, ""),
            onnx::tensor("p", {2}, onnx::kFloat, onnx::bytes(3, onnx::integer(1, 0)))}}) +
      sparse));
  CHECK(checkpoint.arrays.size() == 1);
  const std::string& unsupported = checkpoint.metadata.at("unsupported");
  CHECK(std::ranges::count(unsupported, '\n') == 4);
  for (const char* line :
       {"\"u\": elements of type uint16", "\"t\": elements of type string",
        "\"n\": elements of type number 99", "\"p\": stored in segments", "\"s\": a sparse tensor"})
    CHECK_THAT(unsupported, Catch::Contains(line));
}

TEST_CASE("fields that a later version of the format may have are passed over") {
  const std::string unknown =
      onnx::integer(900, 1) + onnx::bytes(901, "x") + onnx::fixed32(902, 1) + onnx::fixed64(903, 1);
  CHECK(readTensor(kWeights + unknown).toFloats() == Floats{1, 2});
  CHECK(read(onnx::modelOf(onnx::graph({{}, {kWeights}}) + unknown) + unknown).arrays.size() == 1);
}

TEST_CASE("a file that the onnx package wrote is read") {
  if (!hasPython("onnx")) {
    WARN("skipped: /usr/bin/python3 lacks onnx");
    return;
  }
  const TemporaryFolder folder;
  REQUIRE(runPython(folder, R"(
import onnx
from onnx import helper as h, TensorProto as T
w = h.make_tensor("w", T.FLOAT, [2, 2], [1, 2, 3, 4])
i = h.make_tensor("i", T.INT8, [3], [-1, 2, -3])
c = h.make_node("Constant", [], ["c"], value=h.make_tensor("", T.DOUBLE, [1], [0.5]))
n = h.make_node("MatMul", ["x", "w"], ["y"], name="product")
x = h.make_tensor_value_info("x", T.FLOAT, [None, 2])
y = h.make_tensor_value_info("y", T.FLOAT, [None, 2])
onnx.save(h.make_model(h.make_graph([c, n], "g", [x], [y], [w, i])), "package.onnx")
)"));
  const Checkpoint checkpoint = readCheckpoint(folder / "package.onnx");
  REQUIRE(checkpoint.arrays.size() == 3);
  CHECK(checkpoint.arrays[0].array.toFloats() == Floats{0.5F});
  CHECK(checkpoint.arrays[1].array.toFloats() == Floats{1, 2, 3, 4});
  CHECK(checkpoint.arrays[2].array.toIntegers() == Shape{-1, 2, -3});
  const json graph = json::parse(checkpoint.metadata.at("onnx.graph"));
  CHECK(graph["nodes"][1]["name"] == "product");
  CHECK(graph["inputs"] == json{"x"});
}
