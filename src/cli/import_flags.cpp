#include "import_flags.h"

#include "rnnvis/base/error.h"

#include <map>

namespace rnnvis::cli {
namespace {

using model::Activation;
using model::VocabularySource;

/// An option whose values have names.
template <class Value, class Target>
CLI::Option* addChoice(CLI::App& parser, const std::string& name, const std::map<std::string, Value>& values,
                       Target& target, const std::string& help) {
  return parser
      .add_option_function<std::string>(
          name, [values, &target](const std::string& text) { target = values.at(text); }, help)
      ->check(CLI::IsMember(values));
}

void addSwitch(CLI::App& parser, const std::string& name, std::optional<bool>& target,
               const std::string& help) {
  parser.add_flag_function(
      fmt::format("--{},!--no-{}", name, name), [&target](std::int64_t count) { target = count > 0; }, help);
}

/// NAME=VALUE.
std::pair<std::string, std::string> split(const std::string& text, const std::string& option) {
  const std::size_t equals = text.find('=');
  if (equals == 0 || equals == std::string::npos)
    throw CLI::ValidationError(option, "\"" + text + "\" must be NAME=VALUE");
  return {text.substr(0, equals), text.substr(equals + 1)};
}

const std::map<std::string, Activation> activations{{"tanh", Activation::tanh},
                                                    {"relu", Activation::relu},
                                                    {"sigmoid", Activation::sigmoid},
                                                    {"hard-sigmoid", Activation::hardSigmoid},
                                                    {"linear", Activation::linear}};

}  // namespace

ImportFlags::ImportFlags(CLI::App& parser) {
  addVocabulary(parser);
  parser.add_option("--name", m_choices.name, "Name of the model; the file's by default");
  addChoice(parser, "--task",
            std::map<std::string, model::Task>{{"language-model", model::Task::languageModel},
                                               {"classifier", model::Task::classifier},
                                               {"encoder", model::Task::encoder}},
            m_choices.task, "By the outputs where absent");
  parser
      .add_option_function<std::vector<std::string>>(
          "--corpus",
          [this](const std::vector<std::string>& corpora) {
            for (const std::string& corpus : corpora) m_corpora.emplace_back(split(corpus, "--corpus"));
          },
          "NAME=FILE, repeatable: a text that goes into the folder")
      ->expected(1)
      ->take_all();
  parser.add_option("--classes", m_choices.classNames, "Names of the classes, a,b,…")->delimiter(',');
  parser.add_option("--prove", m_sample,
                    "Text that open settings are tried on, of a classifier label<TAB>text; the first corpus "
                    "by default");
  addText(parser);
  addNetwork(parser);
}

void ImportFlags::addVocabulary(CLI::App& parser) {
  parser
      .add_option(
          "--vocabulary", m_vocabulary,
          "A file (lines, JSON, pickle); printable: Python's string.printable; inside or inside:TABLE: "
          "of the weights file; text or text:FILE, repeatable: the tokens of the corpora or of FILE")
      ->expected(1)
      ->take_all();
  parser.add_option("--table", m_table, "Which vocabulary of a pickle that holds several");
  addChoice(parser, "--order",
            std::map<std::string, text::TokenOrder>{{"frequency", text::TokenOrder::frequency},
                                                    {"appearance", text::TokenOrder::appearance},
                                                    {"sorted", text::TokenOrder::sorted}},
            m_order, "Of a text's tokens; every one is tried by default");
  parser.add_option("--special", m_special, "Token before those of a text, repeatable")
      ->expected(1)
      ->take_all();
}

void ImportFlags::addText(CLI::App& parser) {
  addChoice(parser, "--level",
            std::map<std::string, text::Level>{{"word", text::Level::word}, {"char", text::Level::character}},
            m_choices.level, "By the vocabulary where absent");
  addChoice(parser, "--tokenizer",
            std::map<std::string, text::Splitting>{{"whitespace", text::Splitting::whitespace},
                                                   {"punctuation", text::Splitting::punctuation}},
            m_choices.splitting, "Both are tried by default");
  addSwitch(parser, "lowercase", m_choices.lowercase, "Text is read in lower case");
  parser.add_option("--unknown", m_choices.unknown, "Token for what is outside the vocabulary; \"\": none");
  parser.add_option("--end-of-line", m_choices.endOfLine, "Token that a newline becomes; \"\": none");
  addChoice(parser, "--out-of-vocabulary",
            std::map<std::string, text::OutOfVocabulary>{{"skip", text::OutOfVocabulary::skip},
                                                         {"error", text::OutOfVocabulary::error}},
            m_choices.outOfVocabulary, "Without an unknown token; skip by default");
  auto* padding = parser.add_option("--padding", m_padding,
                                    "Token that a classifier reads around short texts; \"\": none");
  parser.add_option("--pad-to", m_padTo, "Length in tokens; usual ones are tried by default")
      ->check(CLI::Range(0, 1'000'000))
      ->needs(padding);
  addChoice(parser, "--pad-side", std::map<std::string, bool>{{"right", true}, {"left", false}}, m_padRight,
            "right by default")
      ->needs(padding);
}

void ImportFlags::addNetwork(CLI::App& parser) {
  model::NetworkSettings& network = m_choices.network;
  addChoice(parser, "--nonlinearity,--activation", activations, network.activation, "Of the cells");
  addChoice(parser, "--recurrent-activation", activations, network.gateActivation, "Of the gates");
  parser.add_option("--gate-order", network.gateOrder, "Of the weights' rows: ifog, zrn, …")
      ->check([](const std::string& order) {
        std::string sorted = order;
        std::sort(sorted.begin(), sorted.end());
        return sorted == "fgio" || sorted == "nrz" ? std::string() : "must be an order of ifgo or of rzn";
      });
  parser.add_option("--forget-bias", network.forgetBias, "Added to the forget gate's input")
      ->check(CLI::Range(-1e6, 1e6));
  addSwitch(parser, "reset-after", network.resetAfter, "A GRU's reset gate comes after the product");
  addSwitch(parser, "transposed", network.transposed, "Matrices are stored [inputs, outputs]");
  addChoice(parser, "--head-activation", activations, network.headActivation,
            "Between the head's linear layers; tried by default");
  addChoice(parser, "--head-reads",
            std::map<std::string, bool>{{"final-states", true}, {"every-step", false}},
            network.readsFinalStates, "What the head of a bidirectional model reads");
  parser
      .add_option_function<std::vector<std::string>>(
          "--key",
          [this](const std::vector<std::string>& keys) {
            for (const std::string& key : keys) m_choices.weightNames.insert(split(key, "--key"));
          },
          "PART=TENSOR, repeatable: where names and shapes do not tell, such as head.weight=out.weight")
      ->expected(1)
      ->take_all();
}

std::optional<VocabularySource> ImportFlags::vocabulary() const {
  if (m_vocabulary.empty()) return std::nullopt;
  VocabularySource source;
  source.table = m_table;
  source.order = m_order;
  source.special = m_special;
  for (const std::string& text : m_vocabulary) {
    if (text == "printable") {
      source.kind = VocabularySource::Kind::printable;
    } else if (text == "inside" || text.starts_with("inside:")) {
      source.kind = VocabularySource::Kind::inside;
      if (text != "inside") source.table = text.substr(7);
    } else if (text.starts_with("text:")) {
      source.kind = VocabularySource::Kind::text;
      source.texts.emplace_back(text.substr(5));
    } else if (text == "text") {
      source.kind = VocabularySource::Kind::text;
      for (const auto& [name, path] : m_corpora) source.texts.push_back(path);
    } else {
      source.path = text;
    }
  }
  const bool ofTexts = source.kind == VocabularySource::Kind::text;
  if (m_vocabulary.size() > 1 && (!ofTexts || !source.path.empty()))
    fail("--vocabulary is given {} times; only text:FILE can be repeated", m_vocabulary.size());
  if (ofTexts && source.texts.empty())
    fail("--vocabulary text needs a --corpus, or name the text as text:FILE");
  return source;
}

model::ImportChoices ImportFlags::choices() const {
  model::ImportChoices choices = m_choices;
  choices.vocabulary = vocabulary();
  choices.corpora.insert(m_corpora.begin(), m_corpora.end());
  if (choices.corpora.size() < m_corpora.size()) fail("two --corpus have the same name; give each its own");
  if (m_padding) choices.padding = model::Padding{*m_padding, m_padTo, m_padRight};
  return choices;
}

std::filesystem::path ImportFlags::sample() const {
  if (!m_sample.empty()) return m_sample;
  return m_corpora.empty() ? std::filesystem::path() : m_corpora.front().second;
}

}  // namespace rnnvis::cli
