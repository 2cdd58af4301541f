#include "rnnvis/training/configuration.h"

#include "target.h"

namespace rnnvis::fuzz {

std::vector<std::string> seeds() {
  return {R"([model]
name = "all"
task = "language-model"
[data]
train = "."
valid = "."
test = "."
level = "word"
tokenizer = "punctuation"
lowercase = true
vocabulary-size = 100
minimum-count = 2
unknown = "?"
end-of-line = "\n"
[network]
cell = "rnn"
hidden = [3, 4]
layers = 2
embedding = 5
dropout = 0.25
tied = false
nonlinearity = "relu"
[training]
optimizer = "adam"
learning-rate = 1e-3
decay = 0.5
decay-after = 4
initial-range = 0.1
clip = 5
batch = 20
steps = 20
epochs = 13
patience = 2
seed = 1
)",
          R"([model]
task = "classifier"
[data]
file = "."
classes = ["bad", "good"]
[training]
balance = "over-sample"
)"};
}

}  // namespace rnnvis::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace rnnvis;
  static fuzz::MemoryFile file;
  std::string text;
  fuzz::refusalsOnly(
      [&] { text = formatConfiguration(training::readConfiguration(file.write(fuzz::textOf(data, size)))); });
  // What is written out reads as the same.
  if (!text.empty() && formatConfiguration(training::readConfiguration(file.write(text))) != text)
    std::abort();
  return 0;
}
