#include "messages.h"
#include "rnnvis/checkpoint/checkpoint.h"
#include "torch_file.h"

using namespace rnnvis::checkpoint;
using namespace rnnvis::test;
namespace bytes = rnnvis::test::pickle;

namespace {

/// A module of TorchScript: all it has are attributes.
std::string script(const std::string& name, bytes::Pairs attributes) {
  return bytes::global("__torch__." + name, "Module") + ")\x81" + bytes::dict(attributes) + "b";
}

Checkpoint read(const std::string& value, const ZipEntries& more) {
  const TemporaryFolder folder;
  return readCheckpoint(writeTorch(
      folder, value, {{"0", bytesOf<float>({1, 2})}, {"1", bytesOf<float>({3})}, {"2", bytesOf<float>({4})}},
      more));
}

std::vector<std::string> namesIn(const Checkpoint& checkpoint) {
  std::vector<std::string> names;
  for (const NamedArray& named : checkpoint.arrays) names.push_back(named.name);
  return names;
}

const ZipEntries kConstants{{"archive/constants.pkl", ")."}};

std::string flatWeights(const std::string& tensors) {
  return bytes::call("torch.jit._pickle", "restore_type_tag",
                     bytes::tuple({"](" + tensors + "e", bytes::text("List[Tensor]")}));
}

}  // namespace

TEST_CASE("a TorchScript program gives the names of a state dict") {
  const std::string rnn =
      script("torch.nn.LSTM", {{"_flat_weights", flatWeights(floatTensor("0", {2}) + floatTensor("1", {1}))},
                               {"weight_ih_l0", floatTensor("0", {2})},
                               {"bias_ih_l0", floatTensor("1", {1})},
                               {"training", "\x88"},
                               {"_is_full_backward_hook", "N"}});
  const Checkpoint checkpoint =
      read(script("Model", {{"training", "\x88"}, {"scale", floatTensor("2", {1})}, {"rnn", rnn}}),
           {{"archive/code/__torch__.py", "import os"}});
  CHECK(checkpoint.container == "TorchScript");
  CHECK(namesIn(checkpoint) == std::vector<std::string>{"scale", "rnn.weight_ih_l0", "rnn.bias_ih_l0"});
  CHECK(checkpoint.arrays[1].array.toFloats() == std::vector<float>{1, 2});
}

TEST_CASE("flat weights that nothing else lists are listed") {
  const std::string weights = flatWeights(floatTensor("0", {2}) + floatTensor("1", {1}));
  const Checkpoint checkpoint =
      read(script("LSTM", {{"_flat_weights", weights}, {"weight", floatTensor("0", {2})}}), kConstants);
  CHECK(namesIn(checkpoint) == std::vector<std::string>{"weight", "_flat_weights.0", "_flat_weights.1"});
}

TEST_CASE("lists of tensors in TorchScript are seen through") {
  const std::string list = bytes::call("torch.jit._pickle", "build_tensorlist",
                                       "](" + floatTensor("0", {2}) + floatTensor("1", {1}) + "e\x85");
  CHECK(namesIn(read(script("M", {{"ws", list}}), kConstants)) == std::vector<std::string>{"ws.0", "ws.1"});
}

TEST_CASE("buffers that state_dict() leaves out are left out of a module") {
  const auto module = [](const std::string& set) {
    return bytes::global("my", "Model") + ")\x81" +
           bytes::dict({{"_parameters", "}"},
                        {"_buffers", bytes::orderedDict({{"kept", floatTensor("0", {2})},
                                                         {"passing", floatTensor("1", {1})}})},
                        {"_non_persistent_buffers_set", set},
                        {"_modules", "}"}}) +
           "b";
  };
  const std::vector<std::string> kept{"kept"};
  CHECK(namesIn(read(module(bytes::call("__builtin__", "set", "](" + bytes::text("passing") + "e\x85")),
                     {})) == kept);
  CHECK(namesIn(read(module("\x8f(" + bytes::text("passing") + "\x90"), {})) == kept);
  CHECK(namesIn(read(module(bytes::call("__builtin__", "set", "]\x85")), {})).size() == 2);
}

TEST_CASE("packed weights of quantised modules are named") {
  const std::string packed = bytes::global("torch", "ScriptObject") + ")\x81" +
                             bytes::tuple({"N", bytes::text("rnn.CellParamsBase")}) + "b";
  const Checkpoint checkpoint = read(bytes::dict({{"rnn.packed", packed}, {"w", floatTensor("0", {2})}}), {});
  CHECK_THAT(checkpoint.metadata.at("unsupported"), Catch::StartsWith("rnn.packed: packed weights"));
}

TEST_CASE("tensors that are not read do not keep the others from being read") {
  const std::string complex = bytes::tensor(bytes::storage("ComplexFloatStorage", "0", 1), 0, {1}, {1});
  const std::string quantised = bytes::call("torch._utils", "_rebuild_qtensor", ")");
  const std::string sparse = bytes::call("torch._utils", "_rebuild_sparse_tensor", ")");
  const Checkpoint checkpoint = read(
      bytes::dict({{"z", complex}, {"q", quantised}, {"w", floatTensor("0", {2})}, {"s\nt", sparse}}), {});
  CHECK(namesIn(checkpoint) == std::vector<std::string>{"w"});
  const std::string lines = checkpoint.metadata.at("unsupported");
  CHECK(std::ranges::count(lines, '\n') == 2);
  CHECK_THAT(lines, Catch::StartsWith("z: ") && Catch::Contains("\nq: ") && Catch::Contains("\ns t: "));
  CHECK_THAT(messageOf([&] {
               read(bytes::dict({{"q", quantised}, {"z", complex}}), {});
             }),
             Catch::Contains("tensor q: ") && Catch::Contains("_rebuild_qtensor"));
}
