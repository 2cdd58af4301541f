#include "dialects.h"
#include "rnnvis/base/error.h"
#include "rnnvis/model/recording.h"
#include "tensor_names.h"

#include <algorithm>

namespace rnnvis::model {
namespace {

using checkpoint::Checkpoint;

bool isKeras(const Checkpoint& checkpoint) {
  return checkpoint.container.starts_with("Keras") || checkpoint.metadata.contains("keras.config");
}

Architecture inferByFamily(const Checkpoint& checkpoint, const std::map<std::string, std::string>& names,
                           const NetworkSettings& settings) {
  if (names.empty() && checkpoint.metadata.contains("onnx.graph")) return inferOnnxArchitecture(checkpoint);
  if (names.empty() && isKeras(checkpoint)) return inferKerasArchitecture(checkpoint);
  return inferTorchArchitecture(checkpoint.arrays, names, settings);
}

/// `settings` say more than the file: what they state is no longer missing.
void override(Architecture& architecture, const NetworkSettings& settings) {
  const auto know = [&](std::string_view what) { std::erase(architecture.missing, what); };
  if (settings.activation) architecture.activation = *settings.activation, know("nonlinearity");
  if (settings.gateActivation)
    architecture.gateActivation = *settings.gateActivation, know("recurrent-activation");
  if (settings.resetAfter) architecture.resetAfter = *settings.resetAfter, know("reset-after");
  if (settings.gateOrder) architecture.gateOrder = settings.gateOrder;
  architecture.forgetBias += settings.forgetBias;
  if (!settings.headActivation) return;
  for (Architecture::Dense& dense : architecture.dense) dense.activation = *settings.headActivation;
  know("head-activation");
}

}  // namespace

std::string layerName(std::size_t index, bool bidirectional) {
  return bidirectional ? fmt::format("layer{}{}", index / 2, index % 2 ? ".reverse" : "")
                       : fmt::format("layer{}", index);
}

Architecture inferArchitecture(const Checkpoint& checkpoint, const std::map<std::string, std::string>& names,
                               const NetworkSettings& settings) {
  if (checkpoint.arrays.empty()) fail("the file holds no tensors; open a file of trained weights");
  if (holdsRecording(checkpoint)) {
    const Recording recording = readRecording(checkpoint, names);
    return architectureOf(recording, leastTokens(recording));
  }
  Architecture architecture;
  try {
    architecture = inferByFamily(checkpoint, names, settings);
  } catch (const Error& error) {
    // A tensor that was left out may be the one that is missing.
    const auto unsupported = checkpoint.metadata.find("unsupported");
    if (unsupported == checkpoint.metadata.end()) throw;
    fail("{}; left out was {}", error.what(),
         std::string_view(unsupported->second).substr(0, unsupported->second.find('\n')));
  }
  if (settings.cell && *settings.cell != architecture.cell)
    fail("the layers are of a {} but [recurrent] cell says {}; correct the manifest",
         nameOf(architecture.cell), nameOf(*settings.cell));
  override(architecture, settings);
  return architecture;
}

}  // namespace rnnvis::model
