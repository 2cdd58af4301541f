#pragma once

#include "rnnvis/base/run_control.h"
#include "rnnvis/checkpoint/checkpoint.h"
#include "rnnvis/model/manifest.h"
#include "rnnvis/model/network.h"
#include "rnnvis/model/text_model.h"
#include "rnnvis/text/vocabulary.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace rnnvis::model {

// From a weights file, and what its owner knows of it, to a model folder.

/// Where a vocabulary comes from.
struct VocabularySource {
  enum class Kind {
    file,       ///< readVocabulary(), or a pickle.
    inside,     ///< A token table of the weights file.
    printable,  ///< Python's string.printable, 100 characters.
    text        ///< Rebuilt from training texts.
  };
  Kind kind = Kind::file;
  std::filesystem::path path;                ///< file
  std::string table;                         ///< Token table, of `inside` or of a pickled file with several.
  std::vector<std::filesystem::path> texts;  ///< text
  std::optional<text::TokenOrder> order;     ///< text: every order is tried where absent.
  std::vector<std::string> special;          ///< text: tokens that come first, such as "<pad>".

  /// For people: "vocab.pkl", "string.printable", "words of train.txt by frequency".
  std::string describe() const;
};

/// Something that a weights file cannot tell.
struct Question {
  std::string key;  ///< "vocabulary", "task", "level", "lowercase", "nonlinearity", "head-activation", …
  std::string why;  ///< One sentence: why it must be asked, and why the first choice is suggested.
  std::vector<std::string> choices;  ///< As the manifest writes them, the suggested one first; may be empty.
};

/// What a weights file is, and what it leaves open.
struct Inspection {
  std::filesystem::path file;
  checkpoint::Checkpoint checkpoint;
  std::optional<Architecture> architecture;
  std::string problem;        ///< Why there is no architecture.
  Task task = Task::encoder;  ///< Suggested: language model where there are as many outputs as inputs.
  std::vector<VocabularySource>
      vocabularies;  ///< Found inside, or beside the file and of the right size; best first.
  std::vector<Question> questions;
};

/// Reads a weights file. A network that is not understood is no error here: `problem` says why. Throws Error
/// as readCheckpoint() does.
Inspection inspectWeights(const std::filesystem::path& file,
                          const std::map<std::string, std::string>& names = {},
                          const NetworkSettings& settings = {});

/// What the model's owner has said. Whatever is absent is open: alternatives of it are tried.
struct ImportChoices {
  std::optional<std::string> name;
  std::optional<Task> task;
  std::optional<VocabularySource> vocabulary;
  std::optional<text::Level> level;
  std::optional<text::Splitting> splitting;
  std::optional<bool> lowercase;
  std::optional<std::string> unknown;    ///< Empty: the vocabulary has none.
  std::optional<std::string> endOfLine;  ///< Empty: newlines are no token.
  std::optional<text::OutOfVocabulary> outOfVocabulary;
  std::optional<Padding> padding;  ///< An empty token: none.
  NetworkSettings network;
  std::map<std::string, std::string> weightNames;
  std::map<std::string, std::filesystem::path> corpora;
  std::vector<std::string> classNames;
};

/// A complete set of settings that the model may have been trained under.
struct Candidate {
  Manifest manifest;  ///< Its weights are the inspected file's.
  VocabularySource source;
  text::Vocabulary vocabulary;

  /// What tells it from others: "word, lower case, <eos> at line ends, vocab.txt".
  std::string describe() const;
};

/// The settings that agree with the file and with what was chosen, most usual first: level and tokenizer by
/// the vocabulary's tokens, lower case only where the vocabulary has no upper case, …; at least one, else
/// throws Error saying what is missing or does not fit.
std::vector<Candidate> candidatesOf(const Inspection& inspection, const ImportChoices& choices);

/// How well a candidate predicts a sample.
struct Trial {
  Candidate candidate;
  double loss = 0;      ///< Nats a prediction.
  double score = 0;     ///< Nats a character of the sample, every character of an unknown or skipped token
                        ///< spelled out at ln 96: settings that read less of the text do not gain by it.
  double accuracy = 0;  ///< Of a classifier.
  std::size_t tokens = 0, unknown = 0, skipped = 0;
  std::size_t predictions = 0;  ///< That loss and accuracy are means over.
  std::string problem;          ///< Why it could not be tried; such trials come last.
};

/// Reads the start of `sample` (at most `limit` bytes, whole lines) under each candidate; best score first,
/// for a classifier of labelled text best loss; among those as good as the best, as far as a sample of that
/// length can tell, the most usual first. An encoder predicts nothing: its candidates are ordered by how much
/// of the text they read.
std::vector<Trial> tryCandidates(const Inspection& inspection, const std::vector<Candidate>& candidates,
                                 const std::filesystem::path& sample, std::size_t limit = 60000,
                                 const RunControl& control = {});

/// The candidate as an open model, to preview tokens and predictions with.
TextModel modelOf(const Inspection& inspection, const Candidate& candidate);

/// The vocabulary that a source stands for. `rows` is the number of tokens that the model reads; a text's
/// tokens by frequency are cut there. Throws Error where it cannot be read, or does not fit: more tokens than
/// rows, or more than a twentieth fewer.
text::Vocabulary loadVocabulary(const Inspection& inspection, const VocabularySource& source,
                                const text::TextSettings& settings, std::size_t rows);

/// Writes model.toml, a copy of the weights, vocab.txt and copies of the corpora into `folder`, which must
/// not exist or be empty: a new folder beside it is filled, synced and renamed. Throws Error where anything
/// cannot be read or written, leaving nothing behind.
void writeModelFolder(const Inspection& inspection, const Candidate& candidate,
                      const std::filesystem::path& folder);

}  // namespace rnnvis::model
