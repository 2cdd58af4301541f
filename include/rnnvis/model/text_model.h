#pragma once

#include "rnnvis/base/id.h"
#include "rnnvis/checkpoint/checkpoint.h"
#include "rnnvis/model/forward.h"
#include "rnnvis/model/manifest.h"
#include "rnnvis/model/network.h"
#include "rnnvis/model/recording.h"
#include "rnnvis/text/corpus.h"
#include "rnnvis/text/vocabulary.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rnnvis::model {

/// A trained model with the text settings that it was trained under. Immutable once opened.
struct TextModel {
  std::filesystem::path path;  ///< The model folder, as it was named.
  Manifest manifest;
  std::string container;  ///< What kind of file the weights came in.
  Architecture architecture;
  Network network;                             ///< Without weights where states were recorded: sizes only.
  std::shared_ptr<const Recording> recording;  ///< In place of a network that can be run; else nullptr.
  text::Vocabulary vocabulary;
  std::optional<WordId> endOfLine;
  std::optional<WordId> padding;
  std::vector<std::string> warnings;  ///< One line each, for the user.
  std::string sha256;                 ///< Of everything that a computed result depends on.

  /// Name of output k: a word of a language model, a class of a classifier.
  std::string outputName(std::size_t k) const;
  /// Whether logits are to be had.
  bool predicts() const;
  /// The states and signals that are to be had of every layer.
  std::vector<Signal> states() const;
  std::vector<Signal> signalsKept() const;
};

/// Opens a model folder (or its manifest): manifest, weights, vocabulary, all checked against one another.
/// Throws Error for anything missing, damaged or in disagreement: a vocabulary of more tokens than the
/// embedding has rows or of far fewer, class names of another number than the outputs, an end-of-line,
/// unknown or padding token not in the vocabulary, a task that needs outputs the file lacks. A vocabulary
/// that leaves a few rows without a token gives a warning.
std::shared_ptr<const TextModel> openModel(const std::filesystem::path& path);

/// The same from parts in memory; `path` is what errors name. Leaves sha256 empty.
TextModel assembleModel(const std::filesystem::path& path, const Manifest& manifest,
                        const checkpoint::Checkpoint& checkpoint, text::Vocabulary vocabulary);

/// Reads one of the manifest's corpora, or any text file where `name` is a path. Throws Error listing the
/// names. Recorded states hold the one text that they were recorded on, whatever the name is: as corpus
/// "recorded".
text::Corpus openCorpus(const TextModel& model, std::string_view name);

/// What labels of a corpus may say: the classes' names, numbers for those without; empty but for classifiers.
std::vector<std::string> labelsOf(const TextModel& model);

/// How a typed sentence is started: "<eos>" for a language model that has an end-of-line token, the left
/// padding of a classifier that reads one, else nothing.
std::vector<WordId> sentencePrefix(const TextModel& model, std::size_t sentenceLength);

}  // namespace rnnvis::model
