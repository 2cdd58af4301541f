#include "import_vocabulary.h"
#include "rnnvis/base/error.h"
#include "rnnvis/model/import.h"

#include <algorithm>

namespace rnnvis::model {
namespace {

Question vocabularyQuestion(const Inspection& inspection) {
  Question question{"vocabulary", {}, {}};
  for (const VocabularySource& source : inspection.vocabularies)
    question.choices.push_back(source.describe());
  question.why = fmt::format(
      "The weights number their {} tokens but do not name them; {}", inspection.architecture->inputTokens,
      question.choices.empty() ? "no vocabulary of that size lies in or beside the file."
                               : "these vocabularies in or beside the file have the right size.");
  return question;
}

Question taskQuestion(const Inspection& inspection) {
  const Architecture& architecture = *inspection.architecture;
  Question question{"task", {}, {std::string(nameOf(inspection.task))}};
  for (Task task : {Task::languageModel, Task::classifier, Task::encoder})
    if (task != inspection.task && (architecture.outputs > 0 || task == Task::encoder) &&
        !(task == Task::languageModel && architecture.outputs > architecture.inputTokens))
      question.choices.emplace_back(nameOf(task));
  question.why =
      architecture.outputs == 0
          ? "Without an output layer that is understood, states can be analysed but nothing is predicted."
          : fmt::format("The {} outputs for {} input tokens may be the next token or classes.",
                        architecture.outputs, architecture.inputTokens);
  return question;
}

/// What stands in for a setting that the file does not state.
Question settingQuestion(const std::string& key) {
  const auto names = [](std::initializer_list<Activation> activations) {
    std::vector<std::string> result;
    for (Activation activation : activations) result.emplace_back(nameOf(activation));
    return result;
  };
  if (key == "nonlinearity")
    return {key, "Weights of a plain RNN look the same under either nonlinearity; tanh is PyTorch's default.",
            names({Activation::tanh, Activation::relu})};
  if (key == "head-activation")
    return {key, "Functions have no weights, so the one between the head's linear layers is not in the file.",
            names({Activation::relu, Activation::tanh, Activation::sigmoid, Activation::linear})};
  if (key == "recurrent-activation")
    return {key, "The gates' function is not in the file; Keras before 2.3 used hard-sigmoid.",
            names({Activation::sigmoid, Activation::hardSigmoid})};
  if (key == "reset-after")
    return {key,
            "A GRU can apply its reset gate before or after the product; the weights fit both.",
            {"true", "false"}};
  if (key == "head")
    return {
        key, "The output layer is not understood: the model opens as an encoder, without predictions.", {}};
  return {key, "The file does not state it.", {}};
}

}  // namespace

Task suggestedTask(const Architecture& architecture) {
  if (architecture.outputs == 0) return Task::encoder;
  // A head may leave out tokens that are only read, such as padding.
  const bool isNextToken = architecture.outputs <= architecture.inputTokens &&
                           (architecture.inputTokens - architecture.outputs) * 20 <= architecture.inputTokens;
  return isNextToken ? Task::languageModel : Task::classifier;
}

Inspection inspectWeights(const std::filesystem::path& file, const std::map<std::string, std::string>& names,
                          const NetworkSettings& settings) {
  Inspection inspection;
  inspection.file = file;
  inspection.checkpoint = checkpoint::readCheckpoint(file);
  try {
    inspection.architecture = inferArchitecture(inspection.checkpoint, names, settings);
  } catch (const Error& error) {
    inspection.problem = error.what();
    return inspection;
  }
  inspection.task = suggestedTask(*inspection.architecture);
  inspection.vocabularies = findVocabularies(inspection, inspection.architecture->inputTokens);
  inspection.questions = {
      vocabularyQuestion(inspection),
      {"level", "Whether tokens are words or characters follows from the vocabulary.", {"word", "char"}},
      taskQuestion(inspection)};
  for (const std::string& key : inspection.architecture->missing)
    inspection.questions.push_back(settingQuestion(key));
  return inspection;
}

}  // namespace rnnvis::model
