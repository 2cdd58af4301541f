#include "rnnvis/checkpoint/checkpoint.h"

#include "messages.h"
#include "torch_file.h"

using namespace rnnvis;
using namespace rnnvis::checkpoint;
using namespace rnnvis::test;
namespace bytes = rnnvis::test::pickle;

namespace {

using Floats = std::vector<float>;

NamedArrays read(const std::string& value, const std::map<std::string, std::string>& storages) {
  const TemporaryFolder folder;
  return readCheckpoint(writeTorch(folder, value, storages)).arrays;
}

std::vector<std::string> namesOf(const NamedArrays& arrays) {
  std::vector<std::string> names;
  for (const NamedArray& named : arrays) names.push_back(named.name);
  return names;
}

const std::map<std::string, std::string> kSixFloats{{"0", bytesOf<float>({0, 1, 2, 3, 4, 5})}};

/// A tensor on the storage of six floats.
std::string view(std::int64_t offset, const std::vector<std::int64_t>& shape,
                 const std::vector<std::int64_t>& strides) {
  return bytes::tensor(bytes::storage("FloatStorage", "0", 6), offset, shape, strides);
}

}  // namespace

TEST_CASE("a state dict, in its order") {
  const TemporaryFolder folder;
  const auto path = writeTorch(
      folder, bytes::orderedDict({{"z.weight", floatTensor("0", {2, 3})}, {"a.bias", floatTensor("1", {1})}}),
      {{"0", bytesOf<float>({0, 1, 2, 3, 4, 5})}, {"1", bytesOf<float>({9})}});
  const Checkpoint checkpoint = readCheckpoint(path);
  CHECK(checkpoint.container == "PyTorch zip");
  CHECK(namesOf(checkpoint.arrays) == std::vector<std::string>{"z.weight", "a.bias"});
  CHECK(checkpoint.arrays[0].array.shape() == std::vector<std::int64_t>{2, 3});
  CHECK(checkpoint.arrays[0].array.toFloats() == Floats{0, 1, 2, 3, 4, 5});
  CHECK(checkpoint.arrays[1].array.toFloats() == Floats{9});
}

TEST_CASE("every storage class has its type") {
  const std::string eight(8, '\1');
  const std::vector<std::tuple<std::string, DType, std::int64_t>> classes{
      {"DoubleStorage", DType::float64, 1}, {"FloatStorage", DType::float32, 2},
      {"HalfStorage", DType::float16, 4},   {"BFloat16Storage", DType::bfloat16, 4},
      {"LongStorage", DType::int64, 1},     {"IntStorage", DType::int32, 2},
      {"ShortStorage", DType::int16, 4},    {"CharStorage", DType::int8, 8},
      {"ByteStorage", DType::uint8, 8},     {"BoolStorage", DType::boolean, 8}};
  for (const auto& [name, type, elements] : classes) {
    INFO(name);
    const auto arrays =
        read(bytes::dict({{"x", bytes::tensor(bytes::storage(name, "0", elements), 0, {elements}, {1})}}),
             {{"0", eight}});
    REQUIRE(arrays.size() == 1);
    CHECK(arrays[0].array.type() == type);
    CHECK(arrays[0].array.bytes().size() == 8);
  }
}

TEST_CASE("views are made contiguous and share their storage where they are") {
  const auto arrays = read(bytes::dict({{"whole", view(0, {2, 3}, {3, 1})},
                                        {"transposed", view(0, {3, 2}, {1, 3})},
                                        {"row", view(3, {3}, {1})},
                                        {"column", view(1, {2}, {3})},
                                        {"expanded", view(5, {2, 2}, {0, 0})},
                                        {"single", view(4, {1, 1}, {100, 7})},
                                        {"scalar", view(2, {}, {})},
                                        {"empty", view(6, {0, 3}, {3, 1})}}),
                           kSixFloats);
  REQUIRE(arrays.size() == 8);
  CHECK(arrays[0].array.toFloats() == Floats{0, 1, 2, 3, 4, 5});
  CHECK(arrays[1].array.toFloats() == Floats{0, 3, 1, 4, 2, 5});
  CHECK(arrays[2].array.toFloats() == Floats{3, 4, 5});
  CHECK(arrays[3].array.toFloats() == Floats{1, 4});
  CHECK(arrays[4].array.toFloats() == Floats{5, 5, 5, 5});
  CHECK(arrays[5].array.toFloats() == Floats{4});
  CHECK(arrays[6].array.toFloats() == Floats{2});
  CHECK(arrays[7].array.toFloats().empty());
  CHECK(arrays[2].array.bytes().data() == arrays[0].array.bytes().data() + 12);
}

TEST_CASE("the older and the newer tensor constructors") {
  const std::string untyped =
      bytes::tuple({bytes::text("storage"), bytes::global("torch.storage", "UntypedStorage"),
                    bytes::text("0"), bytes::text("cpu"), bytes::integer(24)}) +
      "Q";
  const std::string size = bytes::call("torch", "Size", bytes::tuple({bytes::integers({6})}));
  const std::string stride = bytes::integers({1});
  const std::string first =
      bytes::call("torch._utils", "_rebuild_tensor",
                  bytes::tuple({bytes::storage("FloatStorage", "0", 6), bytes::integer(0), size, stride}));
  const std::string third = bytes::call(
      "torch._utils", "_rebuild_tensor_v3",
      bytes::tuple({untyped, bytes::integer(0), size, stride, "\x89", "}", bytes::global("torch", "int32")}));
  const auto arrays = read(bytes::dict({{"first", first}, {"third", third}}), kSixFloats);
  REQUIRE(arrays.size() == 2);
  CHECK(arrays[0].array.toFloats() == Floats{0, 1, 2, 3, 4, 5});
  CHECK(arrays[1].array.type() == DType::int32);
}

TEST_CASE("parameters and subclasses of tensors are seen through") {
  const std::string plain = view(0, {6}, {1});
  const std::string parameter =
      bytes::call("torch._utils", "_rebuild_parameter", bytes::tuple({plain, "\x88", "}"}));
  const std::string withState =
      bytes::call("torch._utils", "_rebuild_parameter_with_state", bytes::tuple({plain, "\x88", "}", "}"}));
  const std::string subclass = bytes::call(
      "torch._tensor", "_rebuild_from_type_v2",
      bytes::tuple({bytes::global("torch._utils", "_rebuild_tensor_v2"), bytes::global("my", "Tensor"),
                    bytes::tuple({bytes::storage("FloatStorage", "0", 6), bytes::integer(0),
                                  bytes::integers({6}), bytes::integers({1}), "\x89", "}"}),
                    "}"}));
  const auto arrays = read(bytes::dict({{"a", parameter}, {"b", withState}, {"c", subclass}}), kSixFloats);
  REQUIRE(arrays.size() == 3);
  for (const NamedArray& named : arrays) CHECK(named.array.toFloats() == Floats{0, 1, 2, 3, 4, 5});
}

TEST_CASE("names are paths through dictionaries, lists and objects") {
  const std::string t = view(0, {6}, {1});
  const std::string value = bytes::dict(
      {{"epoch", bytes::integer(3)},
       {"state_dict", bytes::orderedDict({{"rnn.weight", t}})},
       {"list", "](N" + t + "}K\7" + t + "s" + "e"},
       {"trainer", bytes::global("my", "Trainer") + ")\x81" + bytes::dict({{"mean", t}}) + "b"},
       {"python2", bytes::call("collections", "OrderedDict", "](](" + bytes::text("w") + t + "ee\x85")}});
  CHECK(namesOf(read(value, kSixFloats)) ==
        std::vector<std::string>{"state_dict.rnn.weight", "list.1", "list.2.7", "trainer.mean", "python2.w"});
}

TEST_CASE("a tensor on its own has a name") {
  CHECK(namesOf(read(view(0, {6}, {1}), kSixFloats)) == std::vector<std::string>{"tensor"});
}

TEST_CASE("a tensor under two names is given under both and shares its elements") {
  const auto arrays =
      read(bytes::dict({{"encoder", view(0, {3, 2}, {1, 3}) + "q\x63"}, {"decoder", "h\x63"}}), kSixFloats);
  REQUIRE(arrays.size() == 2);
  CHECK(arrays[0].array.bytes().data() == arrays[1].array.bytes().data());
}

TEST_CASE("big-endian files are swapped") {
  const TemporaryFolder folder;
  std::string storage = bytesOf<float>({1.5, -2});
  std::reverse(storage.begin(), storage.begin() + 4);
  std::reverse(storage.begin() + 4, storage.end());
  const std::string value = bytes::dict({{"x", floatTensor("0", {2})}});
  const auto path = writeTorch(folder, value, {{"0", storage}}, {{"archive/byteorder", "big"}});
  CHECK(readCheckpoint(path).arrays[0].array.toFloats() == Floats{1.5, -2});
  const auto bad = writeTorch(folder, value, {{"0", storage}}, {{"archive/byteorder", "middle"}});
  CHECK_THROWS_WITH(readCheckpoint(bad), Catch::Contains("byte order"));
}

TEST_CASE("deflated archives are read") {
  const TemporaryFolder folder;
  const auto path =
      writeTorch(folder, bytes::dict({{"x", view(0, {6}, {1})}}), kSixFloats, {}, ZIP_CM_DEFLATE);
  CHECK(readCheckpoint(path).arrays[0].array.toFloats() == Floats{0, 1, 2, 3, 4, 5});
}
