#include "rnnvis/model/text_model.h"

#include "rnnvis/base/error.h"
#include "rnnvis/base/file.h"
#include "rnnvis/base/sha256.h"
#include "rnnvis/checkpoint/checkpoint.h"

#include "corpus_file.h"

#include <algorithm>

namespace rnnvis::model {
namespace {

std::optional<WordId> requireToken(const TextModel& model, const std::optional<std::string>& token,
                                   std::string_view key) {
  if (!token) return std::nullopt;
  if (const auto id = model.vocabulary.find(*token)) return id;
  fail("{}: the {} token \"{}\" is not in the vocabulary {}; correct [text] {} in the manifest",
       model.path.string(), key, *token, model.manifest.vocabulary.string(), key);
}

/// A vocabulary may leave rows of the embedding unnamed (padding, rows kept for later), but one that misses
/// more than a twentieth of them belongs to another model.
void checkVocabulary(TextModel& model) {
  const std::size_t tokens = model.vocabulary.size(), rows = model.network.inputTokens();
  const std::string& file = model.manifest.vocabulary.string();
  if (tokens > rows)
    fail("{} has {} tokens but the embedding has {} rows; use the vocabulary that the model was trained with",
         file, tokens, rows);
  std::size_t unnamed = rows - tokens;
  for (std::size_t id = 0; id < tokens; ++id)
    unnamed += !model.vocabulary.hasToken(WordId{static_cast<std::int32_t>(id)});
  if (unnamed * 20 > rows)
    fail("{} names {} of the embedding's {} rows; use the vocabulary that the model was trained with", file,
         rows - unnamed, rows);
  if (unnamed > 0)
    model.warnings.push_back(
        fmt::format("{} leaves {} of the embedding's {} rows without a token; they are shown as <#id>", file,
                    unnamed, rows));
}

void checkOutputs(const TextModel& model) {
  const std::size_t outputs = model.architecture.outputs, rows = model.network.inputTokens();
  const Task task = model.manifest.task;
  const std::string file = model.path.string();
  if (task == Task::encoder) return;
  if (outputs == 0)
    fail(
        "{}: the task is {} but no output layer was found in {}; name it as head.weight in [weights.keys], "
        "or set task = \"encoder\"",
        file, nameOf(task), model.manifest.weights.string());
  if (task == Task::languageModel && outputs > rows)
    fail("{}: the model predicts {} tokens but reads {}; is it a classifier?", file, outputs, rows);
  if (task == Task::classifier && !model.manifest.classNames.empty() &&
      model.manifest.classNames.size() != outputs)
    fail("{}: [classes] names {} classes but the model has {} outputs; correct the manifest", file,
         model.manifest.classNames.size(), outputs);
}

/// The file of weights or recorded states.
const std::filesystem::path& weightsOf(const Manifest& manifest) {
  return manifest.states.empty() ? manifest.weights : manifest.states;
}

/// The weights, the vocabulary and every setting that changes what the model computes from a text.
std::string hashOf(const TextModel& model) {
  const Manifest& manifest = model.manifest;
  const Architecture& a = model.architecture;
  Sha256 hash;
  hash.add(MappedFile(weightsOf(manifest)).bytes()).add(MappedFile(manifest.vocabulary).bytes());
  for (const auto& [name, part] : a.parts)
    hash.add(fmt::format("{}={}+{} {}\n", name, part.tensor, part.offset, part.transposed));
  hash.add(fmt::format("{} {} {} {} {} {} {} {}\n", nameOf(manifest.task), nameOf(a.cell),
                       nameOf(a.activation), nameOf(a.gateActivation), a.gateOrder.value_or(""), a.forgetBias,
                       a.resetAfter, model.network.readsFinalStates));
  for (const Architecture::Dense& dense : a.dense) hash.add(fmt::format("{}\n", nameOf(dense.activation)));
  const text::TextSettings& text = manifest.text;
  hash.add(fmt::format("{} {} {} {} '{}' '{}'\n", static_cast<int>(text.level),
                       static_cast<int>(text.splitting), text.lowercase,
                       static_cast<int>(text.outOfVocabulary), text.unknown.value_or(""),
                       text.endOfLine.value_or("")));
  if (manifest.padding)
    hash.add(fmt::format("{} {} {}\n", manifest.padding->token, manifest.padding->length,
                         manifest.padding->right));
  for (const std::string& name : manifest.classNames) hash.add(name + "\n");
  return hash.hexDigest();
}

/// A network of those sizes, without weights.
Network shellOf(const Architecture& architecture) {
  Network network;
  network.cell = architecture.cell;
  network.bidirectional = architecture.bidirectional;
  for (std::size_t l = 0; l < architecture.hidden.size() * network.directions(); ++l) {
    const auto units = static_cast<Eigen::Index>(architecture.hidden[l / network.directions()]),
               outputs = static_cast<Eigen::Index>(architecture.outputSizes[l / network.directions()]);
    RecurrentLayer layer;
    layer.weightIh.resize(0, static_cast<Eigen::Index>(architecture.inputTokens));
    layer.weightHh.resize(0, outputs);
    if (outputs != units) layer.weightHr = Matrix::Zero(outputs, units);
    layer.reverse = network.bidirectional && l % 2 == 1;
    network.layers.push_back(std::move(layer));
  }
  return network;
}

void takeRecording(TextModel& model, Recording recording) {
  const std::size_t tokens = model.vocabulary.size(), least = leastTokens(recording);
  if (least > tokens)
    fail(
        "a token of the recording has the id {}, but the vocabulary ends at {}; use the one that the network "
        "read "
        "with",
        least - 1, tokens - 1);
  model.architecture = architectureOf(recording, tokens);
  model.network = shellOf(model.architecture);
  model.recording = std::make_shared<Recording>(std::move(recording));
}

void takeNetwork(TextModel& model, const checkpoint::Checkpoint& checkpoint) {
  const Manifest& manifest = model.manifest;
  model.architecture = inferArchitecture(checkpoint, manifest.weightNames, manifest.network);
  model.network = buildNetwork(checkpoint.arrays, model.architecture);
  const bool byFile = model.architecture.readsFinalStates.value_or(manifest.task == Task::classifier);
  model.network.readsFinalStates =
      model.network.bidirectional && manifest.network.readsFinalStates.value_or(byFile);
}

}  // namespace

std::string TextModel::outputName(std::size_t k) const {
  if (manifest.task == Task::languageModel) return vocabulary.token(WordId{static_cast<std::int32_t>(k)});
  return k < manifest.classNames.size() ? manifest.classNames[k] : fmt::format("class {}", k);
}

bool TextModel::predicts() const {
  const bool hasOutputs = recording ? recording->logits.size() > 0 : network.head.has_value();
  return hasOutputs && manifest.task != Task::encoder;
}

std::vector<Signal> TextModel::states() const {
  if (recording) return recording->recordedStates();
  const auto states = statesOf(network.cell);
  return {states.begin(), states.end()};
}

std::vector<Signal> TextModel::signalsKept() const {
  if (recording) return recording->recordedSignals();
  const auto signals = signalsOf(network.cell);
  return {signals.begin(), signals.end()};
}

TextModel assembleModel(const std::filesystem::path& path, const Manifest& manifest,
                        const checkpoint::Checkpoint& checkpoint, text::Vocabulary vocabulary) {
  TextModel model;
  model.path = path;
  model.manifest = manifest;
  model.container = checkpoint.container;
  model.vocabulary = std::move(vocabulary);
  const bool isRecorded = !manifest.states.empty();
  try {
    if (isRecorded)
      takeRecording(model, readRecording(checkpoint, manifest.stateNames));
    else
      takeNetwork(model, checkpoint);
  } catch (const Error& error) {
    fail("{}: {}", (isRecorded ? manifest.states : manifest.weights).string(), error.what());
  }
  if (!isRecorded) checkVocabulary(model);
  checkOutputs(model);
  requireToken(model, manifest.text.unknown, "unknown");
  model.endOfLine = requireToken(model, manifest.text.endOfLine, "end-of-line");
  if (manifest.padding) model.padding = requireToken(model, manifest.padding->token, "padding");
  return model;
}

std::shared_ptr<const TextModel> openModel(const std::filesystem::path& path) {
  const Manifest manifest = readManifest(path);
  auto model = std::make_shared<TextModel>(assembleModel(path, manifest,
                                                         checkpoint::readCheckpoint(weightsOf(manifest)),
                                                         text::readVocabulary(manifest.vocabulary)));
  model->sha256 = hashOf(*model);
  return model;
}

text::Corpus recordedCorpus(const TextModel& model) {
  text::Corpus corpus;
  corpus.ids = model.recording->tokens;
  corpus.starts = model.recording->starts;
  corpus.sha256 = model.sha256;
  return corpus;
}

std::filesystem::path corpusFile(const TextModel& model, std::string_view name) {
  const auto& corpora = model.manifest.corpora;
  const auto found = corpora.find(std::string(name));
  if (found != corpora.end()) return found->second;
  std::error_code unreadable;
  if (std::filesystem::exists(name, unreadable)) return name;
  std::string names;
  for (const auto& [known, place] : corpora) names += (names.empty() ? "" : ", ") + known;
  fail("{}: there is no corpus \"{}\"; name a text file or one of the manifest's: {}", model.path.string(),
       name, names.empty() ? "it has none" : names);
}

text::Corpus openCorpus(const TextModel& model, std::string_view name) {
  if (model.recording) return recordedCorpus(model);
  return text::readCorpus(corpusFile(model, name), model.manifest.text, model.vocabulary, labelsOf(model));
}

std::vector<std::string> labelsOf(const TextModel& model) {
  if (model.manifest.task != Task::classifier) return {};
  std::vector<std::string> labels = model.manifest.classNames;
  for (std::size_t k = labels.size(); k < model.architecture.outputs; ++k)
    labels.push_back(std::to_string(k));
  return labels;
}

std::vector<WordId> sentencePrefix(const TextModel& model, std::size_t sentenceLength) {
  if (model.manifest.task == Task::languageModel && model.endOfLine) return {*model.endOfLine};
  if (!model.padding || model.manifest.padding->right) return {};
  const std::size_t length = model.manifest.padding->length;
  return std::vector<WordId>(length > sentenceLength ? length - sentenceLength : 0, *model.padding);
}

}  // namespace rnnvis::model
