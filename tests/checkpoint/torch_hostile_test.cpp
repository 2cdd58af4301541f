#include "messages.h"
#include "rnnvis/base/file.h"
#include "rnnvis/checkpoint/checkpoint.h"
#include "torch_file.h"

#include <limits>

using namespace rnnvis;
using namespace rnnvis::checkpoint;
using namespace rnnvis::test;
namespace bytes = rnnvis::test::pickle;

namespace {

constexpr std::int64_t kLargest = std::numeric_limits<std::int64_t>::max();

/// What reading the file says: one line that names the file and the container.
std::string refusal(const std::filesystem::path& path) {
  const std::string message = messageOf([&] { readCheckpoint(path); });
  INFO(message);
  CHECK(isOneLine(message));
  CHECK_THAT(message, Catch::StartsWith(path.string() + " (PyTorch zip): "));
  return message;
}

std::string refusalOf(const std::string& value, const ZipEntries& more = {}) {
  const TemporaryFolder folder;
  return refusal(writeTorch(folder, value, {{"0", bytesOf<float>({0, 1, 2, 3, 4, 5})}}, more));
}

std::string view(std::int64_t offset, const std::vector<std::int64_t>& shape,
                 const std::vector<std::int64_t>& strides) {
  return bytes::dict({{"w", bytes::tensor(bytes::storage("FloatStorage", "0", 6), offset, shape, strides)}});
}

}  // namespace

TEST_CASE("nothing that a pickle names is run") {
  const TemporaryFolder folder;
  const auto marker = folder / "owned";
  const std::string touch = "touch " + marker.string();
  const std::string evil = "open(" + marker.string() + ", 'w')";
  for (const auto& [module, name, argument] :
       std::vector<std::tuple<std::string, std::string, std::string>>{{"posix", "system", touch},
                                                                      {"os", "system", touch},
                                                                      {"builtins", "eval", evil},
                                                                      {"builtins", "exec", evil}}) {
    const std::string call = bytes::call(module, name, bytes::tuple({bytes::text(argument)}));
    CHECK_THAT(refusalOf(call), Catch::Contains(module + "." + name) && Catch::Contains("not run"));
    refusalOf(bytes::dict({{"state_dict", call}}));
    refusalOf(bytes::call("torch._utils", "_rebuild_tensor_v2", bytes::tuple({call})));
    refusalOf(bytes::call("torch._utils", "_rebuild_parameter", bytes::tuple({call})));
  }
  CHECK_FALSE(std::filesystem::exists(marker));
}

TEST_CASE("views beyond their storage are refused with the tensor's name") {
  for (const std::string& value :
       {view(0, {7}, {1}), view(6, {1}, {1}), view(-1, {1}, {1}), view(kLargest, {1}, {1}), view(0, {2}, {6}),
        view(0, {2}, {kLargest}), view(5, {3, 3}, {kLargest, kLargest}), view(0, {-1}, {1}),
        view(0, {2}, {-1}), view(0, {kLargest, kLargest}, {1, 1}), view(0, {kLargest}, {0}),
        view(0, {2, 2}, {1}), view(0, std::vector<std::int64_t>(65, 1), std::vector<std::int64_t>(65, 1)),
        view(7, {}, {})})
    CHECK_THAT(refusalOf(value), Catch::Contains("tensor \"w\""));
}

TEST_CASE("a view that repeats its elements cannot ask for more than the file is worth") {
  CHECK_THAT(refusalOf(view(0, {1 << 30}, {0})), Catch::Contains("out of proportion"));
  CHECK_THAT(refusalOf(view(0, {kLargest / 4}, {0})), Catch::Contains("out of proportion"));
}

TEST_CASE("damaged calls of the tensor constructors are refused") {
  const std::string storage = bytes::storage("FloatStorage", "0", 6);
  const auto rebuild = [](const std::string& arguments) {
    return bytes::dict({{"w", bytes::call("torch._utils", "_rebuild_tensor_v2", arguments)}});
  };
  for (const std::string& arguments :
       {std::string(")"), bytes::tuple({storage}), bytes::tuple({"N", "K\1", ")", ")"}),
        bytes::tuple({storage, "N", ")", ")"}), bytes::tuple({storage, "K\1", "N", ")"}),
        bytes::tuple({storage, "K\1", "N\x85", ")"}), bytes::tuple({")Q", "K\1", ")", ")"}),
        bytes::tuple({bytes::tuple({"N", "N", "N", "N", "N"}) + "Q", "K\1", ")", ")"})})
    CHECK_THAT(refusalOf(rebuild(arguments)), Catch::Contains("tensor \"w\""));
  CHECK_THAT(refusalOf(bytes::dict({{"w", bytes::call("torch._utils", "_rebuild_parameter", ")")}})),
             Catch::Contains("_rebuild_parameter"));
}

TEST_CASE("unsupported tensors are named") {
  const auto of = [](const std::string& storage) {
    return bytes::dict({{"w", bytes::tensor(storage, 0, {1}, {1})}});
  };
  CHECK_THAT(refusalOf(of(bytes::storage("ComplexFloatStorage", "0", 3))),
             Catch::Contains("ComplexFloatStorage"));
  CHECK_THAT(refusalOf(of(bytes::storage("FloatStorage", "9", 6))), Catch::Contains("data/9"));
  CHECK_THAT(refusalOf(of(bytes::storage("FloatStorage", "0", 7))), Catch::Contains("announced"));
  CHECK_THAT(refusalOf(of(bytes::storage("FloatStorage", "0", kLargest))), Catch::Contains("announced"));
  CHECK_THAT(refusalOf(bytes::dict({{"w", bytes::call("torch._utils", "_rebuild_qtensor", ")")}})),
             Catch::Contains("_rebuild_qtensor"));
}

TEST_CASE("a checkpoint without tensors says so") {
  CHECK_THAT(refusalOf("N"), Catch::Contains("no tensors"));
  CHECK_THAT(refusalOf("]q\1h\1a"), Catch::Contains("no tensors"));
  CHECK_THAT(refusalOf("}q\1K\1h\1s"), Catch::Contains("no tensors"));
}

TEST_CASE("names that cannot be kept apart or shown are refused") {
  const std::string t = floatTensor("0", {6});
  CHECK_THAT(refusalOf(bytes::dict({{"a.b", t}, {"a", bytes::dict({{"b", t}})}})),
             Catch::Contains("two tensors"));
  CHECK_THAT(refusalOf(bytes::dict({{"\xff", t}})), Catch::Contains("UTF-8"));
}

TEST_CASE("values that hold each other many times are not walked for ever") {
  // 60 dictionaries, each holding the one before twice: 2^60 paths.
  std::string value = "}q\1";
  for (int i = 0; i < 60; ++i) value += "0}(K\1h\1K\2h\1uq\1";
  CHECK_THAT(refusalOf(value), Catch::Contains("too many names"));
}

TEST_CASE("a long list under many names is not walked under each") {
  std::string value = "}(" + bytes::integer(0) + "](" + bytes::repeated("N", 100'000) + "eq\1";
  for (int i = 1; i < 50'000; ++i) value += bytes::integer(i) + "h\1";
  CHECK_THAT(refusalOf(value + "u"), Catch::Contains("too many names"));
}

TEST_CASE("a long shape of many tensors is not read by each") {
  const std::string shape = "(" + bytes::repeated("K\1", 100'000) + "tq\1";
  const auto tensor = [](const std::string& extents) {
    return bytes::call(
        "torch._utils", "_rebuild_tensor_v2",
        bytes::tuple({bytes::storage("FloatStorage", "0", 6), bytes::integer(0), extents, "h\1"}));
  };
  CHECK_THAT(refusalOf(bytes::dict({{"w", tensor(shape)}, {"v", tensor("h\1")}})),
             Catch::Contains("tensor \"w\""));
}

TEST_CASE("nesting has a limit") {
  CHECK_THAT(refusalOf("]" + bytes::repeated("\x85", 100'000)), Catch::Contains("nested"));
  std::string parameters = floatTensor("0", {6});
  for (int i = 0; i < 1000; ++i)
    parameters = bytes::call("torch._utils", "_rebuild_parameter", bytes::tuple({parameters}));
  refusalOf(bytes::dict({{"w", parameters}}));
}

TEST_CASE("a long key under many names is not multiplied") {
  const std::string key(100'000, 'k');
  const std::string t = floatTensor("0", {6});
  std::string value = "}(" + bytes::integer(0) + bytes::text(key) + "q\1" + "0}h\1" + t + "s";
  for (int i = 1; i < 1000; ++i) value += bytes::integer(i) + "}h\1" + t + "s";
  CHECK_THAT(refusalOf(value + "u"), Catch::Contains("out of proportion"));
}

TEST_CASE("pickle faults name their place") {
  CHECK_THAT(refusalOf("h\5"), Catch::Contains("data.pkl, byte 2"));
}

TEST_CASE("archives with two pickles or two entries of a name are refused") {
  const std::string value = bytes::dict({{"w", floatTensor("0", {6})}});
  CHECK_THAT(refusalOf(value, {{"other/data.pkl", "N."}}), Catch::Contains("\"other/\""));
  const TemporaryFolder folder;
  auto contents = readFile(writeZip(folder, "a.pt", {{"a/data.pkl", "N."}, {"b/data.pkl", "N."}}));
  for (std::size_t at = 0; (at = contents.find("b/data.pkl")) != std::string::npos;) contents[at] = 'a';
  CHECK_THAT(refusal(folder.write("b.pt", contents)), Catch::Contains("two entries"));
}

TEST_CASE("an archive that inflates out of proportion is refused") {
  const TemporaryFolder folder;
  const auto path = writeTorch(folder, bytes::dict({{"w", floatTensor("0", {16 << 20})}}),
                               {{"0", std::string(std::size_t{64} << 20, '\0')}}, {}, ZIP_CM_DEFLATE);
  CHECK_THAT(refusal(path), Catch::Contains("out of proportion"));
}
