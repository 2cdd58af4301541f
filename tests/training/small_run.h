#pragma once

#include "random.h"
#include "small_model.h"
#include "temporary_folder.h"

#include <string>

namespace rnnvis::test {

/// A configuration of a language model that learns in a moment, `network` and `training` being more lines of
/// these tables, and its texts in the folder.
inline std::filesystem::path writeLanguageRun(const TemporaryFolder& folder, const std::string& network = "",
                                              const std::string& training = "") {
  Random random(1);
  folder.write("train.txt", randomText(random, 300, 12));
  folder.write("valid.txt", randomText(random, 60, 12));
  folder.write("test.txt", randomText(random, 60, 12));
  return folder.write("run.toml", R"([model]
name = "small"
[data]
train = "train.txt"
valid = "valid.txt"
test = "test.txt"
[network]
)" + std::string(network.find("hidden") == std::string::npos ? "embedding = 6\nhidden = [6, 5]\n" : "") +
                                      network + R"(
[training]
batch = 4
steps = 7
epochs = 3
decay-after = 1
)" + training);
}

/// The same of a classifier whose class is that of its words.
inline std::filesystem::path writeClassifierRun(const TemporaryFolder& folder,
                                                const std::string& network = "",
                                                const std::string& training = "") {
  Random random(2);
  const auto labelled = [&](std::size_t lines) {
    std::string text;
    for (std::size_t line = 0; line < lines; ++line) {
      const bool isGood = random.below(4) > 0;
      text += isGood ? "good\t" : "bad\t";
      for (std::size_t words = 1 + random.below(6); words > 0; --words)
        text += (isGood ? "g" : "b") + std::to_string(random.below(5)) + " x ";
      text += "\n";
    }
    return text;
  };
  folder.write("train.tsv", labelled(200));
  folder.write("valid.tsv", labelled(40));
  folder.write("test.tsv", labelled(40));
  return folder.write("run.toml", R"([model]
task = "classifier"
[data]
train = "train.tsv"
valid = "valid.tsv"
test = "test.tsv"
[network]
cell = "gru"
hidden = 6
)" + network + R"(
[training]
optimizer = "adam"
learning-rate = 0.02
batch = 8
epochs = 4
)" + training);
}

}  // namespace rnnvis::test
