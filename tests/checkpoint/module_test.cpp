#include "rnnvis/checkpoint/checkpoint.h"
#include "torch_file.h"

using namespace rnnvis::checkpoint;
using namespace rnnvis::test;
namespace bytes = rnnvis::test::pickle;

namespace {

/// A module of a class that exists nowhere, with these attributes' entries.
std::string module(bytes::Pairs parameters, bytes::Pairs buffers, bytes::Pairs modules) {
  return bytes::global("my_project.models", "Model") + ")\x81" +
         bytes::dict({{"training", "\x89"},
                      {"_modules", bytes::orderedDict(modules)},
                      {"_buffers", bytes::orderedDict(buffers)},
                      {"_parameters", bytes::orderedDict(parameters)},
                      {"_flat_weights", "](" + floatTensor("0", {1}) + "e"}}) +
         "b";
}

std::vector<std::string> namesIn(const std::string& value) {
  const TemporaryFolder folder;
  std::vector<std::string> names;
  for (const NamedArray& named :
       readCheckpoint(writeTorch(folder, value, {{"0", bytesOf<float>({1})}})).arrays)
    names.push_back(named.name);
  return names;
}

}  // namespace

TEST_CASE("a pickled module gives its state dict: parameters, buffers, submodules") {
  const std::string t = floatTensor("0", {1});
  const std::string rnn = module({{"weight_ih_l0", t}, {"bias", "N"}}, {}, {});
  const std::string model = module({{"scale", t}}, {{"mean", t}}, {{"rnn", rnn}, {"none", "N"}});
  const std::vector<std::string> expected{"scale", "mean", "rnn.weight_ih_l0"};
  CHECK(namesIn(model) == expected);
  CHECK(namesIn(bytes::dict({{"model", model}})) ==
        std::vector<std::string>{"model.scale", "model.mean", "model.rnn.weight_ih_l0"});
}

TEST_CASE("a module with slots, and one that is its own submodule") {
  const std::string t = floatTensor("0", {1});
  const std::string members = bytes::dict({{"_parameters", bytes::dict({{"w", t}})}, {"_modules", "}"}});
  CHECK(namesIn(bytes::global("m", "M") + ")\x81" + members + "}\x86" + "b") ==
        std::vector<std::string>{"w"});
  const std::string cyclic =
      bytes::dict({{"_parameters", bytes::dict({{"w", t}})}, {"_modules", bytes::dict({{"self", "h\x63"}})}});
  CHECK(namesIn(bytes::global("m", "M") + ")\x81q\x63" + cyclic + "b") == std::vector<std::string>{"w"});
}
