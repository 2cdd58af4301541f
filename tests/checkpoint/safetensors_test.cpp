#include "rnnvis/checkpoint/safetensors.h"

#include "messages.h"
#include "rnnvis/base/file.h"
#include "rnnvis/checkpoint/checkpoint.h"
#include "torch_file.h"

using namespace rnnvis;
using namespace rnnvis::checkpoint;

namespace {

std::span<const std::byte> asBytes(const std::string& text) {
  return std::as_bytes(std::span(text));
}

std::string contentsOf(const Array& array) {
  return {reinterpret_cast<const char*>(array.bytes().data()), array.bytes().size()};
}

}  // namespace

TEST_CASE("what is written is read again, wide elements first, without gaps") {
  const test::TemporaryFolder folder;
  const auto path = folder / "a.safetensors";
  const std::string halves = test::bytesOf<std::uint16_t>({1, 2, 3});
  const std::string doubles = test::bytesOf<double>({1.5, 2.5});
  const std::string flags(1, '\1');
  const std::vector<OutputArray> written{{"z.half", DType::float16, {3}, asBytes(halves)},
                                         {"flag", DType::boolean, {}, asBytes(flags)},
                                         {"empty", DType::int32, {0, 7}, {}},
                                         {"a \"quoted\" ü", DType::float64, {2, 1}, asBytes(doubles)}};
  writeSafetensors(path, written, {{"rnnvis", "{\"version\": 1}"}, {"other", ""}});

  const Safetensors read = readSafetensors(path);
  CHECK(read.metadata == std::map<std::string, std::string>{{"rnnvis", "{\"version\": 1}"}, {"other", ""}});
  REQUIRE(read.arrays.size() == written.size());
  for (std::size_t i = 0; i < written.size(); ++i) {
    INFO(written[i].name);
    const Array& array = read.at(written[i].name);
    CHECK(array.type() == written[i].type);
    CHECK(array.shape() == written[i].shape);
    CHECK(std::ranges::equal(array.bytes(), written[i].bytes));
  }
  const std::vector<std::string> order{"a \"quoted\" ü", "empty", "z.half", "flag"};
  for (std::size_t i = 0; i < order.size(); ++i) CHECK(read.arrays[i].name == order[i]);
  for (std::size_t i = 1; i < order.size(); ++i)
    CHECK(read.arrays[i].array.bytes().data() ==
          read.arrays[i - 1].array.bytes().data() + read.arrays[i - 1].array.bytes().size());
}

TEST_CASE("every element is aligned to its size") {
  const test::TemporaryFolder folder;
  const std::string one(1, 'x'), eight(8, 'y');
  for (const char* metadata : {"", "1", "12", "123", "1234567"}) {
    writeSafetensors(folder / "a",
                     std::vector<OutputArray>{{"one", DType::int8, {1}, asBytes(one)},
                                              {"eight", DType::int64, {1}, asBytes(eight)}},
                     {{"m", metadata}});
    const std::string file = readFile(folder / "a");
    CHECK(file.find(eight) % 8 == 0);
    CHECK(contentsOf(readSafetensors(folder / "a").at("eight")) == eight);
  }
}

TEST_CASE("arrays outlive the file and the result they came from") {
  const test::TemporaryFolder folder;
  const std::string bytes = test::bytesOf<float>({1, 2, 3});
  writeSafetensors(folder / "a", std::vector<OutputArray>{{"x", DType::float32, {3}, asBytes(bytes)}});
  const Array array = readSafetensors(folder / "a").arrays.front().array;
  std::filesystem::remove(folder / "a");
  CHECK(array.toFloats() == std::vector<float>{1, 2, 3});
}

TEST_CASE("a file without arrays is a file") {
  const test::TemporaryFolder folder;
  writeSafetensors(folder / "a", {});
  const Safetensors read = readSafetensors(folder / "a");
  CHECK(read.arrays.empty());
  CHECK(read.metadata.empty());
}

TEST_CASE("a missing array is named") {
  const Safetensors nothing;
  CHECK(nothing.find("x") == nullptr);
  CHECK_THROWS_WITH(nothing.at("count"), Catch::Contains("\"count\""));
}

TEST_CASE("the writer refuses what no reader could take and keeps the old file") {
  const test::TemporaryFolder folder;
  const auto path = folder.write("a", "old");
  const std::string bytes(4, 'x');
  const OutputArray good{"x", DType::float32, {1}, asBytes(bytes)};
  const auto messageFor = [&](std::vector<OutputArray> arrays,
                              std::map<std::string, std::string> metadata = {}) {
    return test::messageOf([&] { writeSafetensors(path, arrays, metadata); });
  };
  CHECK_THAT(messageFor({{"wrong", DType::float32, {2}, asBytes(bytes)}}), Catch::Contains("\"wrong\""));
  CHECK_THAT(messageFor({good, good}), Catch::Contains("\"x\""));
  CHECK_THAT(messageFor({{"__metadata__", DType::float32, {1}, asBytes(bytes)}}),
             Catch::Contains("name is taken"));
  CHECK(test::isOneLine(messageFor({good}, {{"key", "\xff"}})));
  CHECK(readFile(path) == "old");
}

TEST_CASE("a safetensors file is recognised by content") {
  const test::TemporaryFolder folder;
  const std::string bytes = test::bytesOf<float>({4});
  writeSafetensors(folder / "weights.bin",
                   std::vector<OutputArray>{{"x", DType::float32, {}, asBytes(bytes)}});
  const Checkpoint checkpoint = readCheckpoint(folder / "weights.bin");
  CHECK(checkpoint.container == "safetensors");
  REQUIRE(checkpoint.arrays.size() == 1);
  CHECK(checkpoint.arrays.front().array.toFloats() == std::vector<float>{4});
}
