#include "import/preview.h"

#include "drawing.h"

#include "rnnvis/base/error.h"
#include "rnnvis/model/text_model.h"
#include "rnnvis/scene/display_token.h"
#include "rnnvis/sequence/sentence.h"

namespace rnnvis::gui {
namespace {

PreviewToken::Fate fateOf(const std::string& token, const model::TextModel& model) {
  if (model.vocabulary.find(token)) return PreviewToken::Fate::read;
  return model.manifest.text.unknown ? PreviewToken::Fate::unknown : PreviewToken::Fate::skipped;
}

std::vector<PreviewOutput> outputsAfter(const model::TextModel& model, const std::string& line) {
  const sequence::Sentence sentence = sequence::readSentence(model, line);
  const auto predictions = sequence::predictions(sentence.trace);
  std::vector<PreviewOutput> outputs;
  if (predictions.empty()) return outputs;
  const bool areTokens = model.manifest.task == model::Task::languageModel;
  for (const sequence::Prediction& likely : predictions.back()) {
    const std::string name = model.outputName(likely.output);
    outputs.push_back({toQt(areTokens ? scene::displayToken(name) : name), likely.probability});
  }
  return outputs;
}

}  // namespace

Preview previewOf(const model::TextModel& model, const QString& line) {
  Preview preview;
  const std::string text = line.toStdString();
  for (const std::string& token : tokenize(text, model.manifest.text))
    preview.tokens.push_back({toQt(scene::displayToken(token)), fateOf(token, model)});
  if (preview.tokens.empty()) return preview;
  if (!model.predicts()) {
    preview.problem = "An encoder predicts nothing.";
    return preview;
  }
  try {
    preview.outputs = outputsAfter(model, text);
  } catch (const Error& error) {
    preview.problem = error.what();
  }
  return preview;
}

}  // namespace rnnvis::gui
