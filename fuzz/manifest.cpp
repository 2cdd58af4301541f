#include "rnnvis/model/manifest.h"

#include "small_model.h"
#include "target.h"

namespace rnnvis::fuzz {

std::vector<std::string> seeds() {
  return {test::languageModelToml, test::classifierToml, R"([model]
name = "all"
task = "encoder"
[weights]
file = "w.pt"
[weights.keys]
embedding = "e.weight"
[recurrent]
cell = "gru"
nonlinearity = "relu"
activation = "tanh"
recurrent-activation = "hard-sigmoid"
gate-order = "zrn"
forget-bias = 1.0
reset-after = true
transposed = false
[head]
activation = "relu"
reads = "final-states"
[text]
level = "char"
tokenizer = "whitespace"
lowercase = true
vocabulary = "v.json"
unknown = "?"
end-of-line = "\n"
out-of-vocabulary = "skip"
padding = "<pad>"
pad-to = 80
pad-side = "left"
[corpora]
train = "a.txt"
"with space" = 'b.txt'
[classes]
names = ["bad", "good"]
)",
          R"([model]
name = "recorded"
[states]
file = "s.npz"
[states.keys]
tokens = "ids"
"layer0.h" = "states1"
[text]
vocabulary = "v.txt"
)"};
}

}  // namespace rnnvis::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace rnnvis;
  static fuzz::MemoryFile file;
  const auto& path = file.write(fuzz::textOf(data, size));
  fuzz::refusalsOnly([&] { model::readManifest(path); });
  return 0;
}
