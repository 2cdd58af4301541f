#include "target.h"

#include "rnnvis/scene/display_token.h"

#include <fmt/format.h>

namespace rnnvis::scene {
namespace {

/// The likeliest output after the first sentence that could be read.
std::optional<std::size_t> likeliest(const Workspace& workspace) {
  for (const SentenceReading& reading : workspace.sentences)
    if (!reading.predictions.empty()) return reading.predictions.back().front().output;
  return std::nullopt;
}

Target findTarget(const AnalyticState& state, const Workspace& workspace) {
  const model::TextModel& model = *workspace.model;
  if (workspace.sentences.empty() || !model.predicts()) return {};
  if (!sequence::decomposes(model.network))
    return {{}, {}, "the outputs of this model are no sums over tokens"};
  const auto output = state.target.empty() ? likeliest(workspace) : sequence::findOutput(model, state.target);
  if (output) return {output, displayToken(model.outputName(*output)), {}};
  if (state.target.empty()) return {};
  return {{}, {}, fmt::format("the model has no output “{}”; choose another", state.target)};
}

}  // namespace

void decomposeOutputs(const AnalyticState& state, Workspace& workspace) {
  workspace.target = findTarget(state, workspace);
  const auto& output = workspace.target.output;
  for (SentenceReading& reading : workspace.sentences) {
    if (!output || !reading.sentence)
      reading.contributions.reset();
    else if (!reading.contributions || reading.contributions->target != *output)
      reading.contributions =
          sequence::contributions(workspace.model->network, reading.sentence->trace, *output);
  }
}

}  // namespace rnnvis::scene
