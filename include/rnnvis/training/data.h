#pragma once

#include "rnnvis/text/corpus.h"
#include "rnnvis/text/vocabulary.h"
#include "rnnvis/training/configuration.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace rnnvis::training {

/// One of the texts as it was read.
struct DataPart {
  std::string name;            ///< "train", "valid", "test"
  std::filesystem::path path;  ///< Where it was read from; of a file that is cut, that file.
  std::string text;            ///< Its contents, of a file that is cut: the part's lines.
  text::Corpus corpus;
};

/// What a network is trained and measured on.
struct TrainingData {
  text::Vocabulary vocabulary;
  std::vector<std::string> classNames;  ///< Of a classifier.
  std::vector<DataPart> parts;          ///< train, valid, and test where there is one.
  bool isCut = false;                   ///< The parts come from one file.
  std::string sha256;                   ///< Of the parts' contents.

  const text::Corpus& train() const { return parts[0].corpus; }
  const text::Corpus& valid() const { return parts[1].corpus; }
};

/// Reads the texts of a configuration and makes the vocabulary of the training text: the unknown and
/// end-of-line tokens, then by frequency. One file is cut 80/10/10 by lines: in the order of the text, of a
/// classifier at random by the seed. Throws Error, one line, for files that cannot be read, invalid UTF-8, a
/// line of a classifier without a tab, a label that is no class or that the training text never has, a class
/// without documents, a part without text.
TrainingData readTrainingData(const Configuration& configuration);

/// What was read, a line a part and one of the vocabulary: tokens, types, share of unknown tokens, classes.
std::vector<std::string> describe(const TrainingData& data);

/// Documents of each class.
std::vector<std::size_t> classCounts(const text::Corpus& corpus, std::size_t classes);
/// Number of different tokens.
std::size_t countTypes(const text::Corpus& corpus, std::size_t vocabularySize);

}  // namespace rnnvis::training
