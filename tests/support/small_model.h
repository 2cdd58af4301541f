#pragma once

#include "temporary_folder.h"
#include "weights.h"

#include <cstddef>
#include <cstdint>
#include <string>

namespace rnnvis::test {

/// A network of random weights, named as PyTorch's word language model names them. Its vocabulary is <unk>,
/// <eos>, w2, w3, …
struct SmallModel {
  std::string cell = "lstm";
  std::size_t tokens = 12;
  std::size_t embedding = 5;  ///< 0: one-hot input.
  std::size_t hidden = 6;
  std::size_t layers = 2;
  std::size_t outputs = 12;  ///< 0: no head.
  bool bias = true;
  double scale = 0.7;  ///< Weights lie in [−scale, scale).
  std::uint64_t seed = 1;
};

inline Weights weightsOf(const SmallModel& model) {
  const auto size = [](std::size_t n) { return static_cast<std::int64_t>(n); };
  const std::int64_t n = size(model.hidden);
  const bool isNested = model.cell == "nested-lstm";
  const std::int64_t rows = n * (model.cell == "lstm" || isNested ? 4 : model.cell == "gru" ? 3 : 1);
  Random random(model.seed);
  Weights weights;
  if (model.embedding > 0)
    weights.add("encoder.weight", {size(model.tokens), size(model.embedding)}, random, 1.0);
  for (std::size_t l = 0; l < model.layers; ++l) {
    const std::string layer = "_l" + std::to_string(l);
    const std::size_t inputs = model.embedding > 0 ? model.embedding : model.tokens;
    weights.add("rnn.weight_ih" + layer, {rows, l > 0 ? n : size(inputs)}, random, model.scale);
    weights.add("rnn.weight_hh" + layer, {rows, n}, random, model.scale);
    for (const char* tensor : {"rnn.inner_weight_ih", "rnn.inner_weight_hh"})
      if (isNested) weights.add(tensor + layer, {rows, n}, random, model.scale);
    for (const char* tensor : {"rnn.inner_bias_ih", "rnn.inner_bias_hh"})
      if (isNested && model.bias) weights.add(tensor + layer, {rows}, random, model.scale);
    if (!model.bias) continue;
    weights.add("rnn.bias_ih" + layer, {rows}, random, model.scale);
    weights.add("rnn.bias_hh" + layer, {rows}, random, model.scale);
  }
  if (model.outputs == 0) return weights;
  weights.add("decoder.weight", {size(model.outputs), n}, random, 1.0);
  if (model.bias) weights.add("decoder.bias", {size(model.outputs)}, random, 1.0);
  return weights;
}

inline std::string wordOf(std::size_t id) {
  return id == 0 ? "<unk>" : id == 1 ? "<eos>" : "w" + std::to_string(id);
}

/// The vocabulary file of so many tokens.
inline std::string vocabularyOf(std::size_t tokens) {
  std::string lines;
  for (std::size_t id = 0; id < tokens; ++id) lines += wordOf(id) + "\n";
  return lines;
}

/// Lines of 0 to 8 words of a vocabulary of so many tokens, some words far more frequent than others.
inline std::string randomText(Random& random, std::size_t lines, std::size_t tokens) {
  std::string text;
  for (std::size_t line = 0; line < lines; ++line) {
    for (std::size_t words = random.below(9); words > 0; --words)
      text += wordOf(2 + random.below(1 + random.below(tokens - 2))) + " ";
    text += "\n";
  }
  return text;
}

/// The same with a class before each line, 0 or 1, and no line empty.
inline std::string randomLabelledText(Random& random, std::size_t lines, std::size_t tokens) {
  std::string text;
  for (std::size_t line = 0; line < lines; ++line) {
    text += std::to_string(random.below(2)) + "\tw2 ";
    for (std::size_t words = random.below(9); words > 0; --words)
      text += wordOf(2 + random.below(1 + random.below(tokens - 2))) + " ";
    text += "\n";
  }
  return text;
}

inline const std::string languageModelToml = R"([model]
name = "small"
task = "language-model"
[weights]
file = "weights.safetensors"
[text]
vocabulary = "vocab.txt"
unknown = "<unk>"
end-of-line = "<eos>"
[corpora]
test = "test.txt"
)";

inline const std::string classifierToml = R"([model]
name = "small classifier"
task = "classifier"
[weights]
file = "weights.safetensors"
[text]
vocabulary = "vocab.txt"
unknown = "<unk>"
[corpora]
test = "test.txt"
[classes]
names = ["bad", "good"]
)";

/// A model folder `name` inside `folder`; `text` is its test corpus.
inline std::filesystem::path writeModel(const TemporaryFolder& folder, const std::string& name,
                                        const SmallModel& model, const std::string& text,
                                        const std::string& toml = languageModelToml) {
  folder.write(name + "/model.toml", toml);
  folder.write(name + "/vocab.txt", vocabularyOf(model.tokens));
  folder.write(name + "/test.txt", text);
  weightsOf(model).write(folder / name / "weights.safetensors");
  return folder / name;
}

}  // namespace rnnvis::test
