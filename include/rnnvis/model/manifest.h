#pragma once

#include "rnnvis/model/cell.h"
#include "rnnvis/text/tokenizer.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace rnnvis::model {

enum class Task { languageModel, classifier, encoder };

std::string_view nameOf(Task task);  ///< "language-model", "classifier", "encoder"
std::optional<Task> taskNamed(std::string_view name);

/// What a weights file cannot tell of the network: the tables [recurrent] and [head]. What is absent comes
/// from the file, where that states it, else from the default.
struct NetworkSettings {
  std::optional<CellKind> cell;          ///< By the shapes where absent.
  std::optional<Activation> activation;  ///< Of the state or candidate; tanh. Keys: nonlinearity, activation.
  std::optional<Activation> gateActivation;  ///< Key: recurrent-activation; sigmoid.
  std::optional<std::string> gateOrder;      ///< Order of the gates in the weights' rows: "ifog", "zrn".
  double forgetBias = 0.0;  ///< Added to the forget gate's input, as TensorFlow's cells do at run time.
  std::optional<bool>
      resetAfter;  ///< GRU: whether r multiplies W_hn h' + b_hn (true) or h' before the product.
  std::optional<bool>
      transposed;  ///< Whether matrices are stored [inputs, outputs]; by the shapes where absent.
  std::optional<Activation> headActivation;  ///< [head] activation: between the head's linear layers; ReLU.
  /// [head] reads, of bidirectional layers: "final-states" (true; classifiers) or "every-step" (false).
  std::optional<bool> readsFinalStates;
};

/// Padding that a classifier was trained to read; pads never enter statistics.
struct Padding {
  std::string token;
  std::size_t length = 0;  ///< Shorter documents are padded to it.
  bool right = true;
};

/// A model folder's model.toml (design.md, section 3).
struct Manifest {
  std::string name;
  Task task = Task::encoder;
  std::filesystem::path weights;  ///< Absolute or relative to the working folder, ready to open.
  std::filesystem::path states;   ///< The same, of recorded states in place of weights; else empty.
  std::map<std::string, std::string>
      stateNames;  ///< Recorded array ("layer0.c", "tokens") → its name in the file.
  std::map<std::string, std::string> weightNames;  ///< Part ("embedding", "layer0.weight_ih") → tensor name.
  NetworkSettings network;
  text::TextSettings text;
  std::filesystem::path vocabulary;
  std::optional<Padding> padding;
  std::map<std::string, std::filesystem::path> corpora;
  std::vector<std::string> classNames;
};

/// Reads FOLDER/model.toml, or the manifest itself where `path` is a file. Throws Error naming file and line
/// (TOML) or key (contents) for a missing or damaged manifest, a missing, wrongly typed or unknown key, and
/// an impossible value.
Manifest readManifest(const std::filesystem::path& path);

/// The manifest as the contents of a model.toml: only what differs from the defaults, whatever characters
/// keys and values have. Paths are written as they are, so they should be relative to the folder.
/// readManifest() gives the same manifest back. Throws Error for text that is no UTF-8.
std::string formatManifest(const Manifest& manifest);

}  // namespace rnnvis::model
