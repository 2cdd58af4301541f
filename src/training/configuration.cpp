#include "rnnvis/training/configuration.h"

#include "rnnvis/model/toml_table.h"
#include "rnnvis/text/names.h"

#include <algorithm>
#include <array>
#include <limits>
#include <sstream>

namespace rnnvis::training {
namespace {

namespace fs = std::filesystem;
using model::TomlTable;

constexpr std::array optimizers{Optimizer::sgd, Optimizer::adam, Optimizer::rmsprop};
constexpr std::array balances{Balance::none, Balance::overSample, Balance::weights};

/// The one of `values` that has the name.
template <class Values>
auto named(const Values& values) {
  return [&values](std::string_view name) -> std::optional<typename Values::value_type> {
    for (auto value : values)
      if (nameOf(value) == name) return value;
    return std::nullopt;
  };
}

std::optional<bool> reluNamed(std::string_view name) {
  if (name == "tanh") return false;
  if (name == "relu") return true;
  return std::nullopt;
}

std::optional<model::Task> trainableTaskNamed(std::string_view name) {
  const auto task = model::taskNamed(name);
  return task == model::Task::encoder ? std::nullopt : task;
}

/// One table of a configuration: reads what is there over the defaults and keeps numbers within bounds.
class Section {
 public:
  Section(const fs::path& file, const toml::table& root, std::string_view name)
      : m_place(fmt::format("{}: [{}]", file.string(), name)), m_table(file, root, name, "configuration") {}

  const TomlTable& table() const { return m_table; }
  bool has(std::string_view key) const { return m_table.raw() && m_table.raw()->contains(key); }

  /// What is wrong with this table.
  template <class... Arguments>
  [[noreturn]] void refuse(fmt::format_string<Arguments...> format, Arguments&&... arguments) const {
    throw Error(m_place + " " + fmt::format(format, std::forward<Arguments>(arguments)...));
  }

  template <class Integer>
  void read(std::string_view key, Integer& value, std::int64_t least, std::int64_t most) const {
    const auto given = m_table.get<std::int64_t>(key);
    if (!given) return;
    requireBetween(key, *given, least, most);
    value = static_cast<Integer>(*given);
  }

  /// least ≤ value < limit
  void read(std::string_view key, double& value, double least, double limit) const {
    const auto given = m_table.get<double>(key);
    if (!given) return;
    if (!(*given >= least && *given < limit))
      refuse("{} = {} is out of range; give a number from {}, below {}", key, *given, least, limit);
    value = *given;
  }

  void readPositive(std::string_view key, double& value) const {
    const auto given = m_table.get<double>(key);
    if (given && !(*given > 0 && *given <= std::numeric_limits<float>::max()))
      refuse("{} = {} is not a positive number; correct it", key, *given);
    value = given.value_or(value);
  }

  template <class Value>
  void read(std::string_view key, Value& value) const {
    if (const auto given = m_table.get<Value>(key)) value = *given;
  }

  /// A path relative to the configuration's folder.
  void read(std::string_view key, fs::path& value, const fs::path& folder) const {
    const auto given = m_table.get<std::string>(key);
    if (!given) return;
    value = folder / *given;
    std::error_code error;
    if (!fs::exists(value, error))
      refuse("{} = \"{}\": {} does not exist; correct the path", key, *given, value.string());
  }

  void requireBetween(std::string_view key, std::int64_t value, std::int64_t least, std::int64_t most) const {
    if (value < least || value > most)
      refuse("{} = {} is out of range; give {} to {}", key, value, least, most);
  }

 private:
  std::string m_place;
  TomlTable m_table;
};

constexpr std::int64_t mostUnits = 100'000, mostLayers = 100, mostTokens = 1 << 24, most = 1'000'000;

/// A token of the text settings; "" stands for none.
void readToken(const Section& data, std::string_view key, std::optional<std::string>& token) {
  const auto given = data.table().get<std::string>(key);
  if (given) token = given->empty() ? std::nullopt : given;
}

void readText(const Section& data, bool isClassifier, text::TextSettings& settings) {
  settings.level = data.table().choice("level", text::levelNamed, "word, char").value_or(text::Level::word);
  const bool isWords = settings.level == text::Level::word;
  if (!isWords && data.has("tokenizer"))
    data.refuse("tokenizer is for words, but level is \"char\"; remove one of them");
  settings.splitting = data.table()
                           .choice("tokenizer", text::splittingNamed, "whitespace, punctuation")
                           .value_or(text::Splitting::whitespace);
  data.read("lowercase", settings.lowercase);
  setDefaultTokens(settings, isClassifier);
  readToken(data, "unknown", settings.unknown);
  readToken(data, "end-of-line", settings.endOfLine);
  if (settings.unknown && settings.unknown == settings.endOfLine)
    data.refuse("unknown and end-of-line are both \"{}\"; give them different tokens", *settings.unknown);
  settings.outOfVocabulary = text::OutOfVocabulary::skip;
}

std::vector<std::string> readClasses(const Section& data, bool isClassifier) {
  std::vector<std::string> classes;
  if (!data.has("classes")) return classes;
  if (!isClassifier) data.refuse("classes is for task = \"classifier\"; remove it");
  const toml::array* names = data.table().raw()->get("classes")->as_array();
  for (std::size_t i = 0; names && i < names->size(); ++i) {
    const auto name = (*names)[i].value_exact<std::string>();
    if (!name) data.refuse("classes must be a list of strings");
    if (std::find(classes.begin(), classes.end(), *name) != classes.end())
      data.refuse("classes names \"{}\" twice; remove one", *name);
    classes.push_back(*name);
  }
  if (classes.size() < 2) data.refuse("classes must be a list of at least two names");
  return classes;
}

Configuration::Data readData(const Section& data, const fs::path& folder, bool isClassifier) {
  data.table().refuseOtherKeys({"file", "train", "valid", "test", "level", "tokenizer", "lowercase",
                                "vocabulary-size", "minimum-count", "unknown", "end-of-line", "classes"});
  Configuration::Data result;
  data.read("file", result.file, folder);
  data.read("train", result.train, folder);
  data.read("valid", result.valid, folder);
  data.read("test", result.test, folder);
  if (!result.file.empty() && !(result.train.empty() && result.valid.empty() && result.test.empty()))
    data.refuse(
        "file, which is cut in three, and train, valid and test exclude one another; remove one of them");
  if (result.file.empty() && (result.train.empty() || result.valid.empty()))
    data.refuse("{} is missing; name the texts train and valid, or one file to cut in three",
                result.train.empty() ? "train" : "valid");
  readText(data, isClassifier, result.text);
  data.read("vocabulary-size", result.vocabularySize, 0, mostTokens);
  data.read("minimum-count", result.minimumCount, 1, most);
  if (!result.text.unknown && result.text.level == text::Level::word)
    data.refuse("unknown = \"\" leaves nothing for rare words; name a token such as \"<unk>\"");
  result.classes = readClasses(data, isClassifier);
  return result;
}

std::vector<std::size_t> readHidden(const Section& network) {
  std::vector<std::size_t> hidden;
  const toml::node* node = network.table().raw() ? network.table().raw()->get("hidden") : nullptr;
  if (const toml::array* sizes = node ? node->as_array() : nullptr) {
    for (const toml::node& size : *sizes) {
      const auto units = size.value_exact<std::int64_t>();
      if (!units) network.refuse("hidden must be a number or a list of numbers, one a layer");
      network.requireBetween("hidden", *units, 1, mostUnits);
      hidden.push_back(static_cast<std::size_t>(*units));
    }
    if (hidden.empty() || hidden.size() > mostLayers)
      network.refuse("hidden must list 1 to {} sizes", mostLayers);
    const auto layers = network.table().get<std::int64_t>("layers");
    if (layers && static_cast<std::size_t>(*layers) != hidden.size())
      network.refuse("hidden lists {} sizes, but layers = {}; make them agree or remove layers",
                     hidden.size(), *layers);
    return hidden;
  }
  std::size_t units = Configuration::Network().hidden.front(), layers = 1;
  network.read("hidden", units, 1, mostUnits);
  network.read("layers", layers, 1, mostLayers);
  return std::vector<std::size_t>(layers, units);
}

Configuration::Network readNetwork(const Section& network, bool isClassifier) {
  network.table().refuseOtherKeys(
      {"cell", "hidden", "layers", "embedding", "dropout", "tied", "nonlinearity"});
  Configuration::Network result;
  result.cell =
      network.table().choice("cell", model::cellNamed, "rnn, lstm, gru, nested-lstm").value_or(result.cell);
  result.hidden = readHidden(network);
  result.embedding = result.hidden.front();
  network.read("embedding", result.embedding, 1, mostUnits);
  network.read("dropout", result.dropout, 0.0, 1.0);
  network.read("tied", result.tied);
  if (network.has("nonlinearity") && result.cell != model::CellKind::rnn)
    network.refuse("nonlinearity is for cell = \"rnn\", not \"{}\"; remove it", nameOf(result.cell));
  result.relu = network.table().choice("nonlinearity", reluNamed, "tanh, relu").value_or(false);
  if (result.tied && isClassifier)
    network.refuse("tied = true is for language models, whose outputs are their inputs; remove it");
  if (result.tied && result.embedding != result.hidden.back())
    network.refuse(
        "tied = true needs an embedding as large as the top layer, but embedding = {} and hidden = {}",
        result.embedding, result.hidden.back());
  return result;
}

Configuration::Training readTraining(const Section& training, bool isClassifier) {
  training.table().refuseOtherKeys({"optimizer", "learning-rate", "decay", "decay-after", "initial-range",
                                    "clip", "batch", "steps", "epochs", "patience", "seed", "balance"});
  Configuration::Training result;
  result.optimizer = training.table()
                         .choice("optimizer", named(optimizers), "sgd, adam, rmsprop")
                         .value_or(result.optimizer);
  if (result.optimizer != Optimizer::sgd) {
    result.learningRate = 0.001;
    result.decay = 1;
  }
  const double largest = std::numeric_limits<float>::max();
  training.readPositive("learning-rate", result.learningRate);
  training.readPositive("decay", result.decay);
  if (result.decay > 1)
    training.refuse("decay = {} would raise the learning rate; give at most 1", result.decay);
  training.read("decay-after", result.decayAfter, 0, most);
  training.read("initial-range", result.initialRange, 0.0, largest);
  training.read("clip", result.clip, 0.0, largest);
  training.read("batch", result.batch, 1, most);
  training.read("steps", result.steps, 1, most);
  training.read("epochs", result.epochs, 1, most);
  training.read("patience", result.patience, 0, most);
  training.read("seed", result.seed, 0, std::numeric_limits<std::int64_t>::max());
  result.balance = training.table()
                       .choice("balance", named(balances), "none, over-sample, weights")
                       .value_or(result.balance);
  if (isClassifier && training.has("steps"))
    training.refuse("steps is for language models; a classifier reads whole documents: remove it");
  if (!isClassifier && training.has("balance")) training.refuse("balance is for classifiers; remove it");
  return result;
}

toml::table dataTable(const Configuration& configuration) {
  const Configuration::Data& data = configuration.data;
  toml::table table;
  const auto path = [&](std::string_view key, const fs::path& value) {
    if (!value.empty()) table.insert(key, value.string());
  };
  path("file", data.file);
  path("train", data.train);
  path("valid", data.valid);
  path("test", data.test);
  table.insert("level", text::nameOf(data.text.level));
  if (data.text.level == text::Level::word) table.insert("tokenizer", text::nameOf(data.text.splitting));
  table.insert("lowercase", data.text.lowercase);
  table.insert("vocabulary-size", static_cast<std::int64_t>(data.vocabularySize));
  table.insert("minimum-count", static_cast<std::int64_t>(data.minimumCount));
  table.insert("unknown", data.text.unknown.value_or(""));
  table.insert("end-of-line", data.text.endOfLine.value_or(""));
  toml::array classes;
  for (const std::string& name : data.classes) classes.push_back(name);
  if (!classes.empty()) table.insert("classes", std::move(classes));
  return table;
}

toml::table networkTable(const Configuration::Network& network) {
  toml::table table;
  toml::array hidden;
  for (std::size_t units : network.hidden) hidden.push_back(static_cast<std::int64_t>(units));
  table.insert("cell", nameOf(network.cell));
  table.insert("hidden", std::move(hidden));
  table.insert("embedding", static_cast<std::int64_t>(network.embedding));
  table.insert("dropout", network.dropout);
  table.insert("tied", network.tied);
  if (network.cell == model::CellKind::rnn) table.insert("nonlinearity", network.relu ? "relu" : "tanh");
  return table;
}

toml::table trainingTable(const Configuration& configuration) {
  const Configuration::Training& training = configuration.training;
  const auto whole = [](std::size_t value) { return static_cast<std::int64_t>(value); };
  toml::table table;
  table.insert("optimizer", nameOf(training.optimizer));
  table.insert("learning-rate", training.learningRate);
  table.insert("decay", training.decay);
  table.insert("decay-after", whole(training.decayAfter));
  table.insert("initial-range", training.initialRange);
  table.insert("clip", training.clip);
  table.insert("batch", whole(training.batch));
  if (!configuration.isClassifier()) table.insert("steps", whole(training.steps));
  table.insert("epochs", whole(training.epochs));
  table.insert("patience", whole(training.patience));
  table.insert("seed", static_cast<std::int64_t>(training.seed));
  if (configuration.isClassifier()) table.insert("balance", nameOf(training.balance));
  return table;
}

}  // namespace

std::string_view nameOf(Optimizer optimizer) {
  constexpr std::array<std::string_view, 3> names{"sgd", "adam", "rmsprop"};
  return names[static_cast<std::size_t>(optimizer)];
}

std::string_view nameOf(Balance balance) {
  constexpr std::array<std::string_view, 3> names{"none", "over-sample", "weights"};
  return names[static_cast<std::size_t>(balance)];
}

void setDefaultTokens(text::TextSettings& settings, bool isClassifier) {
  const bool isWords = settings.level == text::Level::word;
  settings.unknown = isWords ? std::optional<std::string>("<unk>") : std::nullopt;
  settings.endOfLine = isWords && !isClassifier ? std::optional<std::string>("<eos>") : std::nullopt;
}

Configuration readConfiguration(const fs::path& file) {
  const toml::table root = model::parseToml(file, "configuration");
  const std::vector<std::string_view> tables{"model", "data", "network", "training"};
  for (const auto& [key, node] : root) {
    if (std::find(tables.begin(), tables.end(), key.str()) != tables.end()) continue;
    const std::string_view nearest = model::nearestName(key.str(), tables);
    fail("{}: [{}] is not a table of a configuration (line {}); {}", file.string(), key.str(),
         node.source().begin.line,
         nearest.empty() ? std::string("the tables are [model], [data], [network] and [training]")
                         : fmt::format("did you mean [{}]?", nearest));
  }
  Configuration result;
  const Section head(file, root, "model");
  head.table().refuseOtherKeys({"name", "task"});
  result.name = file.stem().string();
  head.read("name", result.name);
  result.task =
      head.table().choice("task", trainableTaskNamed, "language-model, classifier").value_or(result.task);
  const bool isClassifier = result.isClassifier();
  result.data = readData(Section(file, root, "data"), file.parent_path(), isClassifier);
  result.network = readNetwork(Section(file, root, "network"), isClassifier);
  result.training = readTraining(Section(file, root, "training"), isClassifier);
  return result;
}

std::string formatConfiguration(const Configuration& configuration) {
  toml::table root, head;
  head.insert("name", configuration.name);
  head.insert("task", nameOf(configuration.task));
  root.insert("model", std::move(head));
  root.insert("data", dataTable(configuration));
  root.insert("network", networkTable(configuration.network));
  root.insert("training", trainingTable(configuration));
  std::ostringstream stream;
  // Basic strings on one line: whatever they hold is escaped.
  stream << toml::toml_formatter(root, toml::format_flags::allow_unicode_strings) << '\n';
  return stream.str();
}

}  // namespace rnnvis::training
