#include "messages.h"
#include "onnx_file.h"
#include "protobuf_wire.h"
#include "rnnvis/checkpoint/checkpoint.h"
#include "temporary_folder.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <limits>
#include <random>

using namespace rnnvis::checkpoint;
using namespace rnnvis::test;

namespace {

using Floats = std::vector<float>;

constexpr std::int64_t kLargest = std::numeric_limits<std::int64_t>::max();

/// What reading the file says: one line that names the file and the container.
std::string refusalOf(const std::string& contents) {
  const TemporaryFolder folder;
  const auto path = folder.write("file.onnx", contents);
  const std::string message = messageOf([&] { readCheckpoint(path); });
  INFO(message);
  CHECK(isOneLine(message));
  CHECK_THAT(message, Catch::StartsWith(path.string() + " (ONNX): "));
  return message;
}

std::string refusalOfTensor(const std::string& tensor) {
  return refusalOf(onnx::model({{}, {tensor}}));
}

const std::string kWeights = onnx::tensor("w", {2}, Floats{1, 2});

/// A file with all that is read.
std::string wholeFile() {
  return onnx::model(
      {{onnx::constant("c", onnx::tensor("", {2}, onnx::kInt64, onnx::bytes(7, onnx::packed({1, -2})))),
        onnx::node(
            "LSTM", {"x", "w", "r"}, {"y"},
            {onnx::attribute("hidden_size", std::int64_t{4}),
             onnx::attribute("activations", onnx::Names{"A"}), onnx::attribute("floats", Floats{1, 2})})},
       {onnx::tensor("w", {2, 3}, Floats(6)),
        onnx::tensor("r", {2, 3}, onnx::kFloat, onnx::bytes(4, std::string(24, 1))),
        onnx::tensor("i", {3}, onnx::kInt8, onnx::bytes(5, onnx::packed({1, 2, 3})))},
       {"x", "w"},
       {"y"}});
}

/// Whether reading ends in arrays and a graph that is JSON, or in an error of one line.
bool isWholeOrRefused(const std::filesystem::path& path) {
  bool valid = false;
  const std::string message = messageOf([&] {
    const Checkpoint checkpoint = readCheckpoint(path);
    valid = !checkpoint.arrays.empty();
    for (const auto& [name, array] : checkpoint.arrays) valid &= array.toFloats().size() == array.size();
    if (checkpoint.container == "ONNX")
      valid &= nlohmann::json::parse(checkpoint.metadata.at("onnx.graph"))["nodes"].is_array();
  });
  return valid || isOneLine(message);
}

}  // namespace

TEST_CASE("a truncated ONNX file is refused as one") {
  const TemporaryFolder folder;
  const std::string whole = wholeFile();
  for (std::size_t part = 0; part < 64; ++part) {
    const std::size_t size = whole.size() * part / 64;
    const auto path = folder.write(std::to_string(part), whole.substr(0, size));
    const std::string message = messageOf([&] { readCheckpoint(path); });
    INFO(message);
    CHECK(isOneLine(message));
    constexpr std::size_t graphsPlace = 20;
    if (size > graphsPlace) CHECK_THAT(message, Catch::Contains("(ONNX)") && Catch::Contains("truncated"));
  }
}

TEST_CASE("a damaged ONNX file is refused or read") {
  const TemporaryFolder folder;
  const std::string whole = wholeFile();
  std::mt19937 random(5);
  int wrong = 0;
  for (int change = 0; change < 1000; ++change) {
    std::string damaged = whole;
    const std::size_t place = random() % whole.size();
    damaged[place] = static_cast<char>(damaged[place] ^ static_cast<char>(1 + random() % 255));
    wrong += !isWholeOrRefused(folder.write(std::to_string(change), damaged));
  }
  CHECK(wrong == 0);
}

TEST_CASE("shapes that no elements make are refused with the tensor's name") {
  const std::string eight = onnx::bytes(9, std::string(8, 0));
  for (const std::vector<std::int64_t>& shape :
       std::vector<std::vector<std::int64_t>>{{3},
                                              {},
                                              {1},
                                              {-2},
                                              {2, -1},
                                              {kLargest},
                                              {kLargest, kLargest},
                                              {1LL << 62, 4},
                                              {1LL << 32, 1LL << 32, 2},
                                              {0}})
    CHECK_THAT(refusalOfTensor(onnx::tensor("weights", shape, onnx::kFloat, eight)),
               Catch::Contains("tensor \"weights\"") && Catch::Contains("damaged"));
  CHECK_THAT(refusalOfTensor(onnx::tensor("w", std::vector<std::int64_t>(65, 1), Floats{1})),
             Catch::Contains("dimensions"));
  CHECK_THAT(refusalOfTensor(onnx::tensor("w", {1}, onnx::kFloat, "")), Catch::Contains("\"w\""));
  CHECK_THAT(refusalOfTensor(onnx::tensor("w", {2}, onnx::kInt64, onnx::integer(7, 1))),
             Catch::Contains("\"w\""));
  CHECK_THAT(refusalOfTensor(onnx::tensor("w", {1}, onnx::kFloat, onnx::bytes(4, "abc"))),
             Catch::Contains("\"w\""));
}

TEST_CASE("elements that their type cannot hold are refused") {
  const auto refuse = [](std::int64_t type, std::int64_t value) {
    CHECK_THAT(refusalOfTensor(onnx::tensor("w", {1}, type, onnx::integer(5, value))),
               Catch::Contains("none of"));
  };
  refuse(onnx::kInt8, 128);
  refuse(onnx::kUint8, -1);
  refuse(onnx::kInt16, 40'000);
  refuse(onnx::kInt32, std::int64_t{1} << 31);
  refuse(onnx::kBool, 2);
  refuse(onnx::kFloat16, 65'536);
}

TEST_CASE("elements in another file are refused by name and the file is not opened") {
  const std::string place = onnx::bytes(13, onnx::bytes(1, "location") + onnx::bytes(2, "/etc/passwd"));
  for (const std::string& data : {place + onnx::integer(14, 1), place, onnx::integer(14, 1)})
    CHECK_THAT(refusalOfTensor(onnx::tensor("weights", {2}, onnx::kFloat, data)),
               Catch::Contains("\"weights\"") && Catch::Contains("keep the weights in the file"));
}

TEST_CASE("ONNX names that cannot be kept apart or shown are refused") {
  CHECK_THAT(refusalOf(onnx::model({{}, {kWeights, kWeights}})),
             Catch::Contains("two tensors are called \"w\""));
  CHECK_THAT(refusalOf(onnx::model({{onnx::constant("w", kWeights)}, {kWeights}})),
             Catch::Contains("two tensors"));
  CHECK_THAT(refusalOfTensor(onnx::tensor("", {1}, Floats{1})), Catch::Contains("no name"));
  CHECK_THAT(refusalOfTensor(onnx::tensor("\xff", {1}, Floats{1})), Catch::Contains("UTF-8"));
  CHECK_THAT(refusalOf(onnx::model({{onnx::node("\xff", {}, {})}, {kWeights}})), Catch::Contains("UTF-8"));
  CHECK_THAT(refusalOf(onnx::model({{onnx::node("A", {"\xff"}, {})}, {kWeights}})), Catch::Contains("UTF-8"));
  CHECK_THAT(refusalOf(onnx::model({{}, {kWeights}, {"\xff"}})), Catch::Contains("UTF-8"));
  const std::string attribute = onnx::attribute("a", std::int64_t{1});
  CHECK_THAT(refusalOf(onnx::model({{onnx::node("A", {}, {}, {attribute, attribute})}, {kWeights}})),
             Catch::Contains("twice"));
}

TEST_CASE("files without weights or with two graphs are refused") {
  CHECK_THAT(refusalOf(onnx::model({{onnx::node("Relu", {"x"}, {"y"})}, {}})), Catch::Contains("no weights"));
  CHECK_THAT(refusalOf(onnx::model({{}, {onnx::tensor("u", {1}, onnx::kUint16, "")}})),
             Catch::Contains("uint16"));
  CHECK_THAT(refusalOf(onnx::model({{}, {kWeights}}) + onnx::bytes(7, "")), Catch::Contains("two graphs"));
}

TEST_CASE("groups and fields of unknown kind or number are refused") {
  const auto withInGraph = [](const std::string& field) {
    return refusalOf(onnx::modelOf(onnx::graph({{}, {kWeights}}) + field));
  };
  std::string nested;
  for (int depth = 0; depth < 100'000; ++depth) nested += onnx::varint(30 << 3 | 3);
  CHECK_THAT(withInGraph(nested), Catch::Contains("group"));
  CHECK_THAT(withInGraph(onnx::varint(30 << 3 | 4)), Catch::Contains("group"));
  CHECK_THAT(withInGraph(onnx::varint(30 << 3 | 7)), Catch::Contains("unknown kind"));
  CHECK_THAT(withInGraph(onnx::varint(2)), Catch::Contains("valid number"));
  CHECK_THAT(withInGraph(onnx::varint(std::uint64_t{1} << 40)), Catch::Contains("valid number"));
  CHECK_THAT(withInGraph(onnx::integer(5, 1)), Catch::Contains("something else"));
}

TEST_CASE("huge lengths are refused") {
  const auto withInGraph = [](std::uint64_t length) {
    return refusalOf(
        onnx::modelOf(onnx::graph({{}, {kWeights}}) + onnx::varint(5 << 3 | 2) + onnx::varint(length)));
  };
  for (const std::uint64_t length : {1ULL, 1ULL << 32, 1ULL << 63, ~0ULL, ~0ULL - 20})
    CHECK_THAT(withInGraph(length), Catch::Contains("truncated"));
}

TEST_CASE("subgraphs are not descended into, however deep") {
  std::string branch;
  for (int depth = 0; depth < 500; ++depth)
    branch =
        onnx::bytes(1, onnx::node("If", {}, {}, {onnx::attribute("then_branch", 5, onnx::bytes(6, branch))}));
  const TemporaryFolder folder;
  const Checkpoint checkpoint =
      readCheckpoint(folder.write("deep.onnx", onnx::modelOf(branch + onnx::bytes(5, kWeights))));
  CHECK(nlohmann::json::parse(checkpoint.metadata.at("onnx.graph"))["nodes"].size() == 1);
}

TEST_CASE("many empty parts cannot ask for more than the file is worth") {
  const auto repeated = [](const std::string& part) {
    std::string all;
    for (int i = 0; i < 100'000; ++i) all += part;
    return all;
  };
  const std::string graph = onnx::bytes(5, kWeights);
  for (const std::string& many :
       {repeated(onnx::bytes(1, "")), repeated(onnx::bytes(11, "")),
        onnx::bytes(1, repeated(onnx::bytes(1, ""))),
        onnx::bytes(1, onnx::bytes(5, onnx::bytes(1, "a") + onnx::bytes(8, repeated(onnx::varint(1)))))})
    CHECK_THAT(refusalOf(onnx::modelOf(graph + many)), Catch::Contains("out of proportion"));
}

TEST_CASE("graphs of more nodes than any model has are refused") {
  std::string graph = onnx::bytes(5, onnx::tensor("w", {1 << 20}, Floats(1 << 20)));
  const std::string node = onnx::bytes(1, onnx::node("A", {}, {}));
  for (int i = 0; i <= 100'000; ++i) graph += node;
  CHECK_THAT(refusalOf(onnx::modelOf(graph)), Catch::Contains("nodes"));
}

TEST_CASE("only what begins like a model is taken for one") {
  const TemporaryFolder folder;
  const auto refusal = [&](const std::string& contents) {
    return messageOf([&] { readCheckpoint(folder.write("x", contents)); });
  };
  const std::string graph = onnx::bytes(7, onnx::graph({}));
  CHECK_THAT(refusal(onnx::integer(1, 8) + graph), Catch::Contains("(ONNX)"));
  for (const std::string& other :
       {graph, onnx::integer(1, 0) + graph, onnx::integer(1, 1000) + graph, onnx::integer(1, 8),
        onnx::integer(1, 8) + onnx::integer(2, 1) + graph, onnx::integer(1, 8) + onnx::bytes(9, "") + graph,
        onnx::integer(1, 8) + onnx::bytes(7, ""), onnx::integer(1, 8) + onnx::bytes(7, onnx::integer(1, 1)),
        onnx::bytes(1, "8") + graph})
    CHECK_THAT(refusal(other), !Catch::Contains("(ONNX)"));
}

TEST_CASE("varints have at most 64 bits") {
  const auto read = [](const std::string& contents) {
    return WireReader(std::as_bytes(std::span(contents)), "test").varint();
  };
  CHECK(read(std::string(9, '\xff') + '\1') == ~std::uint64_t{0});
  CHECK(read("\x80" + std::string(1, '\0')) == 0);
  for (const std::string& wrong :
       {std::string(9, '\xff') + '\2', std::string(11, '\xff'), std::string(3, '\xff')})
    CHECK(isOneLine(messageOf([&] { read(wrong); })));
}
