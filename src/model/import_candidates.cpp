#include "import_vocabulary.h"
#include "rnnvis/base/error.h"
#include "rnnvis/model/import.h"
#include "rnnvis/text/utf8.h"

#include <algorithm>
#include <array>
#include <functional>
#include <initializer_list>
#include <numeric>

namespace rnnvis::model {
namespace {

constexpr std::size_t mostCandidates = 64;
constexpr std::size_t mostSources = 4;

/// Names that people give to the token for what is outside the vocabulary, for line ends and for padding.
constexpr std::array unknownNames{"<unk>", "<UNK>", "[UNK]", "<oov>", "<OOV>", "UNK", "unk", "<unknown>"};
constexpr std::array endOfLineNames{"<eos>", "</s>", "<EOS>", "<nl>"};
constexpr std::array paddingNames{"<pad>", "<PAD>", "[PAD]", "PAD"};

using Words = std::vector<std::string>;

/// What tokens tell of the text that they were made of.
struct TokenFacts {
  bool areCharacters = false;
  bool haveUpperCase = false, haveLowerCase = false;
  bool mixPunctuation = false;  ///< "word," is a token: split at white space only.
};

bool isSpecial(const std::string& token) {
  const bool bracketed =
      (token.front() == '<' && token.back() == '>') || (token.front() == '[' && token.back() == ']');
  return (token.size() > 2 && bracketed) || std::ranges::find(unknownNames, token) != unknownNames.end() ||
         std::ranges::find(paddingNames, token) != paddingNames.end();
}

TokenFacts factsOf(const text::Vocabulary& vocabulary) {
  TokenFacts facts;
  std::size_t tokens = 0, characters = 0, mixed = 0;
  text::TextSettings punctuation;
  punctuation.splitting = text::Splitting::punctuation;
  for (std::size_t i = 0; i < vocabulary.size(); ++i) {
    const WordId id{static_cast<std::int32_t>(i)};
    if (!vocabulary.hasToken(id)) continue;
    const std::string token = vocabulary.token(id);
    if (isSpecial(token)) continue;
    ++tokens;
    characters += text::splitScalars(token).size() == 1;
    mixed += text::tokenize(token, punctuation).size() > 1;
    facts.haveUpperCase |= text::lowerCase(token) != token;
    facts.haveLowerCase |= std::ranges::any_of(
        token, [](char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; });
  }
  facts.areCharacters = characters * 20 >= tokens * 19;
  facts.mixPunctuation = mixed * 100 > tokens;
  return facts;
}

template <std::size_t count>
std::optional<std::string> firstOf(const std::array<const char*, count>& names,
                                   const text::Vocabulary& vocabulary) {
  for (const char* name : names)
    if (vocabulary.find(name)) return name;
  return std::nullopt;
}

/// A token that was chosen, which must be in the vocabulary; empty: none.
std::optional<std::string> chosenToken(const std::string& token, const text::Vocabulary& vocabulary,
                                       std::string_view what, const VocabularySource& source) {
  if (token.empty()) return std::nullopt;
  if (!vocabulary.find(token))
    fail("the {} token \"{}\" is not in {}; correct it, or leave it out", what, token, source.describe());
  return token;
}

/// A vocabulary and what is chosen with it: a vocabulary made of a text fixes how the text is read.
struct Reading {
  VocabularySource source;
  text::Vocabulary vocabulary;
  ImportChoices choices;
};

/// Builds candidates of one reading: settings that are open, each with its values, the most usual first.
class CandidateMaker {
 public:
  CandidateMaker(const Reading& reading, const Architecture& architecture, Task task)
      : m_reading(reading),
        m_choices(reading.choices),
        m_architecture(architecture),
        m_task(task),
        m_facts(factsOf(reading.vocabulary)) {
    addTextSettings();
    addPadding();
    addNetworkSettings();
  }

  struct Alternative {
    std::size_t rank = 0;  ///< How far it is from what is most usual.
    std::vector<std::size_t> values;
  };

  /// Every combination.
  std::vector<Alternative> alternatives() const {
    std::vector<Alternative> result;
    std::vector<std::size_t> values(m_settings.size());
    for (bool more = true; more;) {
      result.push_back({std::accumulate(values.begin(), values.end(), std::size_t{0}), values});
      more = false;
      for (std::size_t k = values.size(); k-- > 0 && !more;) {
        more = ++values[k] < m_settings[k].size();
        if (!more) values[k] = 0;
      }
    }
    return result;
  }

  Candidate make(const Inspection& inspection, const Alternative& alternative) const {
    Candidate candidate;
    Manifest& manifest = candidate.manifest;
    manifest.name = m_choices.name.value_or(inspection.file.stem().string());
    manifest.task = m_task;
    (m_architecture.isRecorded ? manifest.states : manifest.weights) = inspection.file;
    (m_architecture.isRecorded ? manifest.stateNames : manifest.weightNames) = m_choices.weightNames;
    manifest.network = m_choices.network;
    manifest.text.level = level();
    manifest.text.outOfVocabulary = m_choices.outOfVocabulary.value_or(text::OutOfVocabulary::skip);
    manifest.vocabulary = "vocab.txt";
    manifest.corpora = m_choices.corpora;
    if (m_task == Task::classifier) manifest.classNames = m_choices.classNames;
    for (std::size_t k = 0; k < m_settings.size(); ++k) m_settings[k][alternative.values[k]](manifest);
    candidate.source = m_reading.source;
    candidate.vocabulary = m_reading.vocabulary;
    return candidate;
  }

 private:
  using Value = std::function<void(Manifest&)>;

  text::Level level() const {
    return m_choices.level.value_or(m_facts.areCharacters ? text::Level::character : text::Level::word);
  }

  /// A setting with the values that it may have.
  template <class Type, class Set>
  void add(std::vector<Type> values, Set set) {
    std::vector<Value> setting;
    for (const Type& value : values)
      setting.push_back([value, set](Manifest& manifest) { set(manifest, value); });
    m_settings.push_back(std::move(setting));
  }

  template <class Type>
  static std::vector<Type> openOr(const std::optional<Type>& chosen, std::vector<Type> open) {
    return chosen ? std::vector<Type>{*chosen} : std::move(open);
  }

  void addTextSettings() {
    const text::Vocabulary& vocabulary = m_reading.vocabulary;
    using Token = std::optional<std::string>;
    const Token unknown = m_choices.unknown
                              ? chosenToken(*m_choices.unknown, vocabulary, "unknown", m_reading.source)
                              : firstOf(unknownNames, vocabulary);
    add<Token>({unknown}, [](Manifest& m, const Token& token) { m.text.unknown = token; });

    const bool mayBeLower = m_facts.haveLowerCase && !m_facts.haveUpperCase;
    add(openOr(m_choices.lowercase, mayBeLower ? std::vector<bool>{true, false} : std::vector<bool>{false}),
        [](Manifest& m, bool lower) { m.text.lowercase = lower; });

    add(endsOfLine(), [](Manifest& m, const Token& token) { m.text.endOfLine = token; });

    using text::Splitting;
    std::vector<Splitting> splittings{Splitting::whitespace, Splitting::punctuation};
    if (!m_facts.mixPunctuation) std::swap(splittings[0], splittings[1]);
    if (level() == text::Level::character) splittings = {Splitting::whitespace};
    add(openOr(m_choices.splitting, splittings), [](Manifest& m, Splitting s) { m.text.splitting = s; });
  }

  std::vector<std::optional<std::string>> endsOfLine() const {
    const text::Vocabulary& vocabulary = m_reading.vocabulary;
    if (m_choices.endOfLine)
      return {chosenToken(*m_choices.endOfLine, vocabulary, "end-of-line", m_reading.source)};
    const auto token = firstOf(endOfLineNames, vocabulary);
    if (!token) return {std::nullopt};
    const bool isSecond =
        m_task == Task::classifier || (level() == text::Level::character && vocabulary.find("\n"));
    if (isSecond) return {std::nullopt, token};
    return {token, std::nullopt};
  }

  /// Padding is read by classifiers only; its side and length are not in the file.
  void addPadding() {
    if (m_task != Task::classifier) return;
    const text::Vocabulary& vocabulary = m_reading.vocabulary;
    std::vector<std::optional<Padding>> paddings;
    std::optional<std::string> token = firstOf(paddingNames, vocabulary);
    if (!m_choices.padding) paddings.push_back(std::nullopt);
    if (m_choices.padding)
      token = chosenToken(m_choices.padding->token, vocabulary, "padding", m_reading.source);
    if (m_choices.padding && (!token || m_choices.padding->length > 0))
      paddings.push_back(token ? m_choices.padding : std::nullopt);
    else if (token)
      for (bool right : {true, false})
        for (std::size_t length : {20u, 50u, 100u})
          if (!m_choices.padding || m_choices.padding->right == right)
            paddings.push_back(Padding{*token, length, right});
    add(std::move(paddings), [](Manifest& m, const std::optional<Padding>& p) { m.padding = p; });
  }

  /// Alternatives where the file does not tell and nobody has said.
  void addNetworkSettings() {
    const auto isMissing = [&](std::string_view what) {
      return std::ranges::find(m_architecture.missing, what) != m_architecture.missing.end();
    };
    if (isMissing("nonlinearity"))
      add<Activation>({Activation::tanh, Activation::relu},
                      [](Manifest& m, Activation a) { m.network.activation = a; });
    if (isMissing("head-activation"))
      add<Activation>({Activation::relu, Activation::tanh},
                      [](Manifest& m, Activation a) { m.network.headActivation = a; });
    if (isMissing("recurrent-activation")) {
      std::vector<Activation> activations{Activation::sigmoid, Activation::hardSigmoid};
      if (m_architecture.gateActivation == Activation::hardSigmoid) std::swap(activations[0], activations[1]);
      add(activations, [](Manifest& m, Activation a) { m.network.gateActivation = a; });
    }
    if (isMissing("reset-after"))
      add<bool>({m_architecture.resetAfter, !m_architecture.resetAfter},
                [](Manifest& m, bool after) { m.network.resetAfter = after; });
  }

  const Reading& m_reading;
  const ImportChoices& m_choices;
  const Architecture& m_architecture;
  Task m_task;
  TokenFacts m_facts;
  std::vector<std::vector<Value>> m_settings;
};

/// Vocabularies of a text under every setting that makes one that fits; the ones of exactly as many tokens as
/// there are rows first.
std::vector<Reading> readingsOfText(const Inspection& inspection, const ImportChoices& choices,
                                    std::size_t rows) {
  using text::Level, text::Splitting, text::TokenOrder;
  const VocabularySource& source = *choices.vocabulary;
  const auto open = [](const auto& chosen, auto... values) {
    using Type = std::decay_t<decltype(*chosen)>;
    return chosen ? std::vector<Type>{*chosen} : std::vector<Type>{values...};
  };
  std::vector<Reading> exact, close;
  std::string problem;
  for (Level level : open(choices.level, Level::word, Level::character))
    for (bool lower : open(choices.lowercase, false, true))
      for (Splitting splitting : open(choices.splitting, Splitting::whitespace, Splitting::punctuation))
        for (const std::string& end : open(choices.endOfLine, std::string("<eos>"), std::string()))
          for (TokenOrder order :
               open(source.order, TokenOrder::frequency, TokenOrder::appearance, TokenOrder::sorted)) {
            if (level == Level::character && splitting == Splitting::punctuation) continue;
            Reading reading{source, {}, choices};
            reading.source.order = order;
            reading.choices.level = level;
            reading.choices.lowercase = lower;
            reading.choices.splitting = splitting;
            reading.choices.endOfLine = end;
            text::TextSettings settings;
            settings.level = level;
            settings.splitting = splitting;
            settings.lowercase = lower;
            if (!end.empty()) settings.endOfLine = end;
            try {
              reading.vocabulary = loadVocabulary(inspection, reading.source, settings, rows);
              auto& readings = reading.vocabulary.size() == rows ? exact : close;
              readings.push_back(std::move(reading));
            } catch (const Error& error) {
              problem = error.what();
            }
          }
  exact.insert(exact.end(), std::make_move_iterator(close.begin()), std::make_move_iterator(close.end()));
  if (exact.empty()) throw Error(problem);
  return exact;
}

std::vector<Reading> readingsOf(const Inspection& inspection, const ImportChoices& choices,
                                std::size_t rows) {
  if (choices.vocabulary && choices.vocabulary->kind == VocabularySource::Kind::text)
    return readingsOfText(inspection, choices, rows);
  if (choices.vocabulary)
    return {{*choices.vocabulary, loadVocabulary(inspection, *choices.vocabulary, {}, rows), choices}};
  std::vector<Reading> readings;
  for (const VocabularySource& source : inspection.vocabularies)
    if (readings.size() < mostSources)
      readings.push_back({source, loadVocabulary(inspection, source, {}, rows), choices});
  if (readings.empty())
    fail(
        "{}: no vocabulary of its {} tokens is in the file or beside it; name a file that lists them, or the "
        "text "
        "that the model was trained on",
        inspection.file.string(), rows);
  return readings;
}

Task taskOf(const Inspection& inspection, const ImportChoices& choices, const Architecture& architecture) {
  const Task task = choices.task.value_or(suggestedTask(architecture));
  const std::string file = inspection.file.string();
  if (task != Task::encoder && architecture.outputs == 0)
    fail("{}: no output layer was found for a {}; name it as head.weight, or import an encoder", file,
         nameOf(task));
  if (task == Task::classifier && !choices.classNames.empty() &&
      choices.classNames.size() != architecture.outputs)
    fail("{}: {} class names are given but the model has {} outputs; name each", file,
         choices.classNames.size(), architecture.outputs);
  return task;
}

}  // namespace

std::string Candidate::describe() const {
  const text::TextSettings& settings = manifest.text;
  std::string line = settings.level == text::Level::character ? "characters" : "words";
  if (settings.level == text::Level::word)
    line += settings.splitting == text::Splitting::whitespace ? " at white space" : " and punctuation";
  if (settings.lowercase) line += ", lower case";
  if (settings.endOfLine) line += fmt::format(", {} at line ends", *settings.endOfLine);
  if (settings.unknown) line += fmt::format(", {} for others", *settings.unknown);
  if (manifest.padding)
    line += fmt::format(", {} to {} on the {}", manifest.padding->token, manifest.padding->length,
                        manifest.padding->right ? "right" : "left");
  const NetworkSettings& network = manifest.network;
  if (network.activation) line += fmt::format(", {}", nameOf(*network.activation));
  if (network.gateActivation) line += fmt::format(", gates {}", nameOf(*network.gateActivation));
  if (network.headActivation) line += fmt::format(", head {}", nameOf(*network.headActivation));
  if (network.resetAfter) line += *network.resetAfter ? ", reset after" : ", reset before";
  return line + ", " + source.describe();
}

std::vector<Candidate> candidatesOf(const Inspection& inspection, const ImportChoices& choices) {
  Architecture architecture;
  try {
    architecture = inferArchitecture(inspection.checkpoint, choices.weightNames, choices.network);
  } catch (const Error& error) {
    fail("{}: {}", inspection.file.string(), error.what());
  }
  const Task task = taskOf(inspection, choices, architecture);
  const std::vector<Reading> readings = readingsOf(inspection, choices, architecture.inputTokens);
  std::vector<CandidateMaker> makers;
  std::vector<std::pair<const CandidateMaker*, CandidateMaker::Alternative>> chosen;
  makers.reserve(readings.size());
  for (const Reading& reading : readings) {
    const CandidateMaker& maker = makers.emplace_back(reading, architecture, task);
    for (CandidateMaker::Alternative& alternative : maker.alternatives()) {
      alternative.rank += makers.size() - 1;
      chosen.emplace_back(&maker, std::move(alternative));
    }
  }
  std::ranges::stable_sort(chosen, {}, [](const auto& entry) { return entry.second.rank; });
  if (chosen.size() > mostCandidates) chosen.resize(mostCandidates);
  std::vector<Candidate> candidates;
  for (const auto& [maker, alternative] : chosen) candidates.push_back(maker->make(inspection, alternative));
  return candidates;
}

}  // namespace rnnvis::model
