#pragma once

#include "network.h"

#include "rnnvis/checkpoint/array.h"
#include "rnnvis/model/text_model.h"
#include "rnnvis/training/data.h"

#include <filesystem>
#include <span>
#include <vector>

namespace rnnvis::training {

/// Values of each parameter as they are now.
std::vector<std::vector<float>> valuesOf(const std::vector<Parameter<float>>& parameters);

/// The weights under PyTorch's names, as views of `values`; tied ones under both.
checkpoint::NamedArrays weightsOf(const std::vector<Parameter<float>>& parameters,
                                  const std::vector<std::vector<float>>& values, bool tied);

/// The manifest of the model folder that a run leaves.
model::Manifest manifestOf(const Configuration& configuration, const TrainingData& data,
                           const std::filesystem::path& folder);

/// Writes texts, vocabulary and configuration, once at the start of a run.
void writeSurroundings(const std::filesystem::path& folder, const Configuration& configuration,
                       const TrainingData& data);
/// Writes weights.pt and then model.toml: from then on it is a model folder.
void writeModel(const std::filesystem::path& folder, const model::Manifest& manifest,
                const checkpoint::NamedArrays& weights);

void writeText(const std::filesystem::path& file, std::string_view text);

}  // namespace rnnvis::training
