#include "rnnvis/model/manifest.h"

#include "rnnvis/base/error.h"
#include "rnnvis/model/toml_table.h"
#include "rnnvis/text/names.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace rnnvis::model {
namespace {

namespace fs = std::filesystem;

using Table = TomlTable;

std::map<std::string, std::string> stringsOf(const Table& table, std::string_view file,
                                             std::string_view name) {
  std::map<std::string, std::string> strings;
  if (!table.raw()) return strings;
  for (const auto& [key, node] : *table.raw()) {
    const auto value = node.value_exact<std::string>();
    if (!value) fail("{}: [{}] {} must be a string", file, name, key.str());
    strings.emplace(key.str(), *value);
  }
  return strings;
}

constexpr std::string_view activations = "tanh, relu, sigmoid, hard-sigmoid, linear";

/// The order itself, where it names every gate of some cell once.
std::optional<std::string> gateOrderNamed(const std::string& order) {
  std::string sorted = order;
  std::sort(sorted.begin(), sorted.end());
  const bool isOrder = sorted == "fgio" || sorted == "nrz" || sorted == "h";
  return isOrder ? std::optional(order) : std::nullopt;
}

NetworkSettings readRecurrent(const Table& table, std::string_view file) {
  table.refuseOtherKeys({"cell", "nonlinearity", "activation", "recurrent-activation", "gate-order",
                         "forget-bias", "reset-after", "transposed"});
  NetworkSettings settings;
  settings.cell = table.choice("cell", cellNamed, "rnn, lstm, gru, nested-lstm");
  settings.activation = table.choice("activation", activationNamed, activations);
  if (const auto nonlinearity = table.choice("nonlinearity", activationNamed, activations))
    settings.activation = nonlinearity;
  settings.gateActivation = table.choice("recurrent-activation", activationNamed, activations);
  settings.gateOrder = table.choice("gate-order", gateOrderNamed, "the orders of i, f, g, o and of r, z, n");
  settings.forgetBias = table.get<double>("forget-bias").value_or(0.0);
  if (!(std::abs(settings.forgetBias) <= std::numeric_limits<float>::max()))
    fail("{}: [recurrent] forget-bias = {} is not a bias; give a finite number such as 1.0", file,
         settings.forgetBias);
  settings.resetAfter = table.get<bool>("reset-after");
  settings.transposed = table.get<bool>("transposed");
  return settings;
}

/// [head] reads: whether it reads the directions' final states.
std::optional<bool> finalStatesNamed(std::string_view name) {
  if (name == "final-states") return true;
  if (name == "every-step") return false;
  return std::nullopt;
}

void readHead(const Table& table, NetworkSettings& settings) {
  table.refuseOtherKeys({"activation", "reads"});
  settings.headActivation = table.choice("activation", activationNamed, activations);
  settings.readsFinalStates = table.choice("reads", finalStatesNamed, "final-states, every-step");
}

std::optional<text::OutOfVocabulary> outOfVocabularyNamed(std::string_view name) {
  if (name == "skip") return text::OutOfVocabulary::skip;
  if (name == "error") return text::OutOfVocabulary::error;
  return std::nullopt;
}

std::optional<bool> rightNamed(std::string_view name) {
  if (name == "right") return true;
  if (name == "left") return false;
  return std::nullopt;
}

text::TextSettings readText(const Table& table) {
  text::TextSettings settings;
  settings.level = table.choice("level", text::levelNamed, "word, char").value_or(text::Level::word);
  const auto tokenizer = table.get<std::string>("tokenizer");
  if (tokenizer && *tokenizer != "char")
    settings.splitting = *table.choice("tokenizer", text::splittingNamed, "whitespace, punctuation, char");
  if (tokenizer == "char") settings.level = text::Level::character;
  settings.lowercase = table.get<bool>("lowercase").value_or(false);
  settings.unknown = table.get<std::string>("unknown");
  settings.outOfVocabulary = table.choice("out-of-vocabulary", outOfVocabularyNamed, "skip, error")
                                 .value_or(text::OutOfVocabulary::error);
  settings.endOfLine = table.get<std::string>("end-of-line");
  return settings;
}

std::optional<Padding> readPadding(const Table& table, std::string_view file) {
  const auto token = table.get<std::string>("padding");
  const auto length = table.get<std::int64_t>("pad-to");
  const auto right = table.choice("pad-side", rightNamed, "left, right");
  if (!token && (length || right))
    fail("{}: [text] padding is missing; add for instance padding = \"<pad>\", or remove pad-to and pad-side",
         file);
  if (!token) return std::nullopt;
  if (length && (*length < 0 || *length > 1'000'000))
    fail("{}: [text] pad-to = {} is not a length; give 0 to 1000000", file, *length);
  return Padding{*token, static_cast<std::size_t>(length.value_or(0)), right.value_or(true)};
}

void readStates(const fs::path& file, const toml::table& root, Manifest& manifest) {
  const Table states(file, root, "states");
  states.refuseOtherKeys({"file", "keys"});
  if (root.contains("weights"))
    fail("{}: [states] and [weights] exclude one another; remove the table that does not apply",
         file.string());
  manifest.states = file.parent_path() / states.require<std::string>("file", "\"states.npz\"");
  manifest.stateNames = stringsOf(Table(file, *states.raw(), "keys"), file.string(), "states.keys");
}

std::vector<std::string> readClassNames(const Table& table, std::string_view file) {
  table.refuseOtherKeys({"names"});
  std::vector<std::string> names;
  const toml::node* node = table.raw() ? table.raw()->get("names") : nullptr;
  if (!node) return names;
  if (!node->is_array()) fail("{}: [classes] names must be a list of strings", file);
  for (const toml::node& name : *node->as_array()) {
    const auto text = name.value_exact<std::string>();
    if (!text) fail("{}: [classes] names must be a list of strings", file);
    names.push_back(*text);
  }
  return names;
}

}  // namespace

std::string_view nameOf(Task task) {
  switch (task) {
    case Task::languageModel:
      return "language-model";
    case Task::classifier:
      return "classifier";
    case Task::encoder:
      break;
  }
  return "encoder";
}

std::optional<Task> taskNamed(std::string_view name) {
  for (Task task : {Task::languageModel, Task::classifier, Task::encoder})
    if (name == nameOf(task)) return task;
  return std::nullopt;
}

Manifest readManifest(const fs::path& path) {
  std::error_code unreadable;  // What cannot be looked at is reported by reading it.
  const bool isFolder = fs::is_directory(path, unreadable);
  const fs::path file = isFolder ? path / "model.toml" : path;
  if (isFolder && !fs::exists(file, unreadable))
    fail("{} has no model.toml, so it is not a model folder; name one that has", path.string());
  const toml::table root = parseToml(file, "manifest");
  const std::string name = file.string();
  for (const auto& [key, node] : root) {
    constexpr std::array known{"model", "weights", "states",  "recurrent",
                               "head",  "text",    "corpora", "classes"};
    if (std::find(known.begin(), known.end(), key.str()) == known.end())
      fail("{}: [{}] is not a table of a manifest; remove it", name, key.str());
  }

  Manifest manifest;
  const Table model(file, root, "model");
  model.refuseOtherKeys({"name", "task"});
  manifest.name =
      model.get<std::string>("name").value_or(fs::absolute(file).parent_path().filename().string());
  manifest.task =
      model.choice("task", taskNamed, "language-model, classifier, encoder").value_or(Task::encoder);

  const Table weights(file, root, "weights");
  weights.refuseOtherKeys({"file", "keys"});
  if (root.contains("states"))
    readStates(file, root, manifest);
  else
    manifest.weights = file.parent_path() / weights.require<std::string>("file", "\"weights.pt\"");
  if (weights.raw())
    manifest.weightNames = stringsOf(Table(file, *weights.raw(), "keys"), name, "weights.keys");

  manifest.network = readRecurrent(Table(file, root, "recurrent"), name);
  readHead(Table(file, root, "head"), manifest.network);

  const Table text(file, root, "text");
  text.refuseOtherKeys({"level", "tokenizer", "vocabulary", "unknown", "out-of-vocabulary", "end-of-line",
                        "lowercase", "padding", "pad-to", "pad-side"});
  manifest.text = readText(text);
  manifest.vocabulary = file.parent_path() / text.require<std::string>("vocabulary", "\"vocab.txt\"");
  manifest.padding = readPadding(text, name);

  for (const auto& [corpus, place] : stringsOf(Table(file, root, "corpora"), name, "corpora"))
    manifest.corpora[corpus] = file.parent_path() / place;
  manifest.classNames = readClassNames(Table(file, root, "classes"), name);
  return manifest;
}

}  // namespace rnnvis::model
