#include "import/answers.h"

#include "drawing.h"

#include <map>

namespace rnnvis::gui {
namespace {

struct Wording {
  const char* title;
  std::map<std::string, const char*> choices;
};

const std::map<std::string, Wording>& wordings() {
  static const std::map<std::string, Wording> all{
      {"vocabulary", {"Vocabulary", {}}},
      {"task",
       {"Task",
        {{"language-model", "language model: predicts what comes next"},
         {"classifier", "classifier: predicts a class of a whole line"},
         {"encoder", "encoder: no predictions"}}}},
      {"level", {"A token is", {{"word", "a word"}, {"char", "a character"}}}},
      {"tokenizer",
       {"Words end at", {{"whitespace", "white space"}, {"punctuation", "white space and punctuation"}}}},
      {"lowercase", {"Lower case", {{"true", "yes: text is put into lower case"}, {"false", "no"}}}},
      {"unknown", {"Unknown token", {{"", "none"}}}},
      {"end-of-line", {"End of line", {{"", "no token"}}}},
      {"out-of-vocabulary",
       {"Other tokens", {{"skip", "are left out and counted"}, {"error", "are an error"}}}},
      {"nonlinearity", {"Nonlinearity", {{"relu", "ReLU"}}}},
      {"activation", {"Activation", {{"relu", "ReLU"}}}},
      {"recurrent-activation", {"Gate activation", {{"hard-sigmoid", "hard sigmoid"}}}},
      {"head-activation", {"Head activation", {{"relu", "ReLU"}, {"linear", "linear: none"}}}},
      {"gate-order", {"Order of gates", {}}},
      {"cell", {"Cell", {{"rnn", "RNN"}, {"lstm", "LSTM"}, {"gru", "GRU"}, {"nested-lstm", "Nested LSTM"}}}},
      {"reset-after",
       {"Reset gate",
        {{"true", "after the product (PyTorch, new Keras)"}, {"false", "before the product (old Keras)"}}}},
      {"transposed", {"Matrices", {{"true", "[inputs, outputs]"}, {"false", "[outputs, inputs]"}}}},
      {"reads",
       {"Head reads",
        {{"final-states", "the states that both directions end in"},
         {"every-step", "both directions at every token"}}}},
      {"padding", {"Padding", {{"", "none"}}}},
      {"classes", {"Classes", {}}},
      {"head", {"Head", {}}},
  };
  return all;
}

}  // namespace

QString titleOf(const std::string& key) {
  const auto found = wordings().find(key);
  if (found != wordings().end()) return found->second.title;
  QString title = toQt(key).replace('-', ' ');
  if (!title.isEmpty()) title[0] = title[0].toUpper();
  return title;
}

QString titleOf(const std::string& key, const std::string& choice) {
  if (const auto found = wordings().find(key); found != wordings().end())
    if (const auto title = found->second.choices.find(choice); title != found->second.choices.end())
      return title->second;
  return toQt(choice);
}

void answer(model::ImportChoices& choices, const std::string& key, const std::string& choice) {
  const bool isTrue = choice == "true";
  model::NetworkSettings& network = choices.network;
  if (key == "task") choices.task = model::taskNamed(choice);
  if (key == "level") choices.level = choice == "char" ? text::Level::character : text::Level::word;
  if (key == "tokenizer")
    choices.splitting = choice == "punctuation" ? text::Splitting::punctuation : text::Splitting::whitespace;
  if (key == "lowercase") choices.lowercase = isTrue;
  if (key == "unknown") choices.unknown = choice;
  if (key == "end-of-line") choices.endOfLine = choice;
  if (key == "out-of-vocabulary")
    choices.outOfVocabulary = choice == "skip" ? text::OutOfVocabulary::skip : text::OutOfVocabulary::error;
  if (key == "nonlinearity" || key == "activation") network.activation = model::activationNamed(choice);
  if (key == "recurrent-activation") network.gateActivation = model::activationNamed(choice);
  if (key == "head-activation") network.headActivation = model::activationNamed(choice);
  if (key == "gate-order") network.gateOrder = choice;
  if (key == "cell") network.cell = model::cellNamed(choice);
  if (key == "reset-after") network.resetAfter = isTrue;
  if (key == "transposed") network.transposed = isTrue;
  if (key == "reads") network.readsFinalStates = choice == "final-states";
}

bool canBeTried(const std::string& key) {
  return key != "task";
}

}  // namespace rnnvis::gui
