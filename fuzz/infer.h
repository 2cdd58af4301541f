#pragma once

#include "described_checkpoint.h"
#include "rnnvis/model/network.h"
#include "rnnvis/model/trace.h"
#include "target.h"

namespace rnnvis::fuzz {

/// Settings by a number, all of which occur.
inline model::NetworkSettings settingsOf(unsigned choice) {
  model::NetworkSettings settings;
  if (choice & 1) settings.transposed = (choice & 2) != 0;
  if (choice & 4) settings.resetAfter = (choice & 2) != 0;
  if (choice & 8) settings.readsFinalStates = (choice & 2) != 0;
  if (choice & 16) settings.forgetBias = 1;
  if (choice & 32)
    settings.activation = choice & 1 ? model::Activation::relu : model::Activation::hardSigmoid;
  if (choice & 64) settings.gateOrder = choice & 1 ? "ifog" : choice & 2 ? "zrn" : "h";
  if (choice & 128)
    settings.cell = choice & 1   ? model::CellKind::gru
                    : choice & 2 ? model::CellKind::rnn
                                 : model::CellKind::lstm;
  return settings;
}

/// From the arrays of a file to steps of the network.
inline void inferAndRun(const checkpoint::Checkpoint& checkpoint,
                        const std::map<std::string, std::string>& names = {},
                        const model::NetworkSettings& settings = {}) {
  const auto architecture = inferArchitecture(checkpoint, names, settings);
  const model::Network network = buildNetwork(checkpoint.arrays, architecture);
  if (network.inputTokens() != architecture.inputTokens) std::abort();
  if (network.inputTokens() == 0) return;
  const std::vector<WordId> ids(2);
  const model::Trace read = trace(network, ids, zeroState(network));
  if (network.head && read.logits.rows() != 2) std::abort();
}

/// The same of a described file after a byte that chooses the settings.
inline void inferDescribed(std::string_view input) {
  const model::NetworkSettings settings = settingsOf(takeByte(input));
  const DescribedCheckpoint file = describedCheckpoint(input);
  refusalsOnly([&] { inferAndRun(file.checkpoint, file.names, settings); });
}

}  // namespace rnnvis::fuzz
