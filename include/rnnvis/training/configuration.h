#pragma once

#include "rnnvis/model/cell.h"
#include "rnnvis/model/manifest.h"
#include "rnnvis/text/tokenizer.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rnnvis::training {

enum class Optimizer { sgd, adam, rmsprop };
/// How classes of unequal size are treated: as they are, documents of the smaller ones drawn again until all
/// are equal, or each document's loss weighted by the inverse of its class' share.
enum class Balance { none, overSample, weights };

std::string_view nameOf(Optimizer optimizer);
std::string_view nameOf(Balance balance);

/// What to train on what, and how: a configuration file (docs/training.md), the defaults of which are here.
struct Configuration {
  /// [data]. Either `file`, which is cut 80/10/10 by lines, or `train` and `valid`, and `test` or not.
  struct Data {
    std::filesystem::path file, train, valid, test;
    text::TextSettings text;         ///< Special tokens: setDefaultTokens().
    std::size_t vocabularySize = 0;  ///< The most frequent tokens, special ones included; 0: all.
    std::size_t minimumCount = 1;    ///< Tokens that the training text has less often are unknown.
    std::vector<std::string>
        classes;  ///< In the order of the outputs; the training text's, sorted, where empty.
  };
  /// [network]
  struct Network {
    model::CellKind cell = model::CellKind::lstm;
    std::vector<std::size_t> hidden{200};  ///< Units of each layer.
    std::size_t embedding = 0;             ///< 0: as many as the first layer's units.
    double dropout = 0;                    ///< Of the input of each layer and of the head.
    bool tied = false;                     ///< Embedding and head share their matrix.
    bool relu = false;                     ///< nonlinearity = "relu" in place of "tanh" of an RNN.
  };
  /// [training]
  struct Training {
    Optimizer optimizer = Optimizer::sgd;
    double learningRate = 1;
    double decay = 0.5;          ///< What the learning rate is multiplied with each epoch …
    std::size_t decayAfter = 4;  ///< … after this one.
    double initialRange = 0.1;   ///< Weights start uniform in [−this, this).
    double clip = 5;             ///< Greatest norm of the gradient; 0: as it is.
    std::size_t batch = 20;      ///< Parallel streams of a language model, documents of a classifier.
    std::size_t steps = 20;      ///< Tokens that the gradient goes back through; language models.
    std::size_t epochs = 13;
    std::size_t patience = 0;  ///< Epochs without improvement before it ends; 0: all epochs.
    std::uint64_t seed = 1;
    Balance balance = Balance::none;
  };

  std::string name;
  model::Task task = model::Task::languageModel;
  Data data;
  Network network;
  Training training;

  bool isClassifier() const { return task == model::Task::classifier; }
};

/// The special tokens where a configuration does not name them: unknown is "<unk>" of models of words,
/// endOfLine "<eos>" of language models of words; others have none.
void setDefaultTokens(text::TextSettings& settings, bool isClassifier);

/// Reads and checks a configuration, paths made relative to the working folder. Throws Error, one line that
/// names file, key and remedy, for a missing or damaged file, an unknown key (with the nearest known one), a
/// wrong type, a value out of range, and for values that contradict one another.
Configuration readConfiguration(const std::filesystem::path& file);

/// The configuration as contents of such a file, every value written out, paths as they are. Two
/// configurations that train the same have the same text.
std::string formatConfiguration(const Configuration& configuration);

}  // namespace rnnvis::training
