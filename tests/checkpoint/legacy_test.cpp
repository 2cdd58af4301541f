#include "legacy_file.h"

#include "messages.h"
#include "rnnvis/checkpoint/checkpoint.h"
#include "torch_file.h"

using namespace rnnvis::checkpoint;
using namespace rnnvis::test;
namespace bytes = rnnvis::test::pickle;

namespace {

using Floats = std::vector<float>;

Checkpoint read(const std::string& contents) {
  const TemporaryFolder folder;
  return readCheckpoint(folder.write("model.pt", contents));
}

std::string refusal(const std::string& contents) {
  const std::string message = messageOf([&] { read(contents); });
  INFO(message);
  CHECK(isOneLine(message));
  CHECK_THAT(message, Catch::Contains("(PyTorch legacy): "));
  return message;
}

const std::vector<LegacyStorage> kThree{{"7", 3, bytesOf<float>({1, 2, 3})}};

}  // namespace

TEST_CASE("a legacy state dict, whose storages follow each other at any alignment") {
  const Checkpoint checkpoint = read(legacyFile(
      bytes::orderedDict({{"a", legacyVector("7", 3)},
                          {"flag", bytes::tensor(legacyStorage("BoolStorage", "8", 1), 0, {1}, {1})},
                          {"b", bytes::tensor(legacyStorage("DoubleStorage", "9", 4), 1, {2}, {2})}}),
      {{"8", 1, "\1"}, {"9", 4, bytesOf<double>({9, 4, 5, 6})}, kThree[0]}));
  CHECK(checkpoint.container == "PyTorch legacy");
  REQUIRE(checkpoint.arrays.size() == 3);
  CHECK(checkpoint.arrays[0].name == "a");
  CHECK(checkpoint.arrays[0].array.toFloats() == Floats{1, 2, 3});
  CHECK(checkpoint.arrays[1].array.toIntegers() == std::vector<std::int64_t>{1});
  CHECK(checkpoint.arrays[2].array.toFloats() == Floats{4, 6});
}

TEST_CASE("storages of legacy files are little-endian on every machine") {
  const auto arrays = read(legacyFile(bytes::dict({{"a", legacyVector("7", 3)}}), kThree, false)).arrays;
  CHECK(arrays.at(0).array.toFloats() == Floats{1, 2, 3});
}

TEST_CASE("storages of legacy files may be parts of others") {
  const std::string part = bytes::tuple({bytes::text("70"), bytes::integer(1), bytes::integer(2)});
  const std::string tensor = bytes::tensor(legacyStorage("FloatStorage", "7", 3, part), 1, {1}, {1});
  CHECK(read(legacyFile(bytes::dict({{"a", tensor}}), kThree)).arrays.at(0).array.toFloats() == Floats{3});
  const std::string beyond = bytes::tuple({bytes::text("70"), bytes::integer(2), bytes::integer(2)});
  const std::string wrong = bytes::tensor(legacyStorage("FloatStorage", "7", 3, beyond), 0, {1}, {1});
  CHECK_THAT(refusal(legacyFile(bytes::dict({{"a", wrong}}), kThree)), Catch::Contains("beyond"));
}

TEST_CASE("a legacy module, whose class is wrapped with its source") {
  const std::string wrapped = bytes::tuple({bytes::text("module"), bytes::global("my", "Model"),
                                            bytes::text("my.py"), bytes::text("import os")}) +
                              "Q";
  const std::string module =
      wrapped + ")\x81" +
      bytes::dict({{"_parameters", bytes::dict({{"w", legacyVector("7", 3)}})}, {"_modules", "}"}}) + "b";
  CHECK(read(legacyFile(module, kThree)).arrays.at(0).name == "w");
  CHECK_THAT(refusal(legacyFile(wrapped + ")\x81", {})), Catch::Contains("my.Model"));
}

TEST_CASE("storages of types that are not read are skipped by their length") {
  const std::string complex = bytes::tensor(legacyStorage("ComplexFloatStorage", "1", 1), 0, {1}, {1});
  const Checkpoint checkpoint = read(legacyFile(bytes::dict({{"z", complex}, {"a", legacyVector("7", 3)}}),
                                                {{"1", 1, std::string(8, 'z')}, kThree[0]}));
  REQUIRE(checkpoint.arrays.size() == 1);
  CHECK(checkpoint.arrays[0].array.toFloats() == Floats{1, 2, 3});
  CHECK_THAT(checkpoint.metadata.at("unsupported"), Catch::StartsWith("z: ") && Catch::Contains("Complex"));
}

TEST_CASE("damaged legacy files are refused") {
  const std::string value = bytes::dict({{"a", legacyVector("7", 3)}});
  const std::string good = legacyFile(value, kThree);
  for (std::size_t part = 1; part < 64; ++part)
    refusal(good.substr(0, std::max<std::size_t>(15, good.size() * part / 64)));
  refusal(good.substr(0, good.size() - 1));
  CHECK_THAT(refusal(legacyFile(value, {{"7", 2, bytesOf<float>({1, 2})}})), Catch::Contains("announced"));
  CHECK_THAT(refusal(legacyFile(value, {{"7", -1, ""}})), Catch::Contains("announced"));
  CHECK_THAT(refusal(legacyFile(value, {{"8", 3, kThree[0].bytes}})), Catch::Contains("nothing refers"));
  CHECK_THAT(refusal(legacyFile(value, {})), Catch::Contains("storage \"7\" is missing"));
  CHECK_THAT(refusal(legacyFile(value, {kThree[0], kThree[0]})), Catch::Contains("twice"));
  const std::int64_t most = std::int64_t{1} << 62;
  CHECK_THAT(refusal(legacyFile(bytes::dict({{"a", legacyVector("7", most)}}), {{"7", most, "1234"}})),
             Catch::Contains("cut off"));
  const std::string outside = bytes::tensor(legacyStorage("FloatStorage", "7", 3), 1, {3}, {1});
  CHECK_THAT(refusal(legacyFile(bytes::dict({{"a", outside}}), kThree)),
             Catch::Contains("beyond its storage"));
  CHECK_THAT(refusal(legacyFile("]q\1h\1a", {})), Catch::Contains("no tensors"));
}
