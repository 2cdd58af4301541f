#pragma once

#include "network.h"
#include "optimizer.h"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <filesystem>
#include <limits>
#include <string>
#include <vector>

namespace rnnvis::training {

/// What a run has come to after some epochs. Random numbers are functions of seed, epoch and step, so nothing
/// else need be kept beside weights and moments.
struct RunState {
  std::size_t epoch = 0;      ///< Epochs done.
  std::size_t bestEpoch = 0;  ///< The one with the least validation loss.
  unsigned threads = 0;       ///< That it ran on, on which the order of sums depends; 0: not known.
  double bestLoss = std::numeric_limits<double>::infinity();
  nlohmann::json epochs = nlohmann::json::array();  ///< The events of all epochs.
  std::vector<std::vector<float>> bestWeights;      ///< Values of each parameter after the best epoch.
};

/// What a checkpoint belongs to.
struct RunIdentity {
  std::string configuration;  ///< formatConfiguration() without name and paths.
  std::string data;           ///< TrainingData::sha256

  RunIdentity(Configuration configuration, std::string dataSha256);
};

/// Writes everything that a run goes on from into one file, atomically: a safetensors container of
/// "weights.NAME", "best.NAME" and "moment<k>.NAME" with a JSON object "rnnvis-training" in its metadata.
void saveCheckpoint(const std::filesystem::path& file, const RunIdentity& identity, const RunState& state,
                    const std::vector<Parameter<float>>& parameters, Updater& updater);

/// Reads it back into the parameters and the updater. Throws Error for a file that is damaged, of a newer
/// format, of another configuration (naming the setting that differs) or of other data.
RunState loadCheckpoint(const std::filesystem::path& file, const RunIdentity& identity,
                        const std::vector<Parameter<float>>& parameters, Updater& updater);

}  // namespace rnnvis::training
