#include "model_folder.h"

#include "rnnvis/base/file.h"
#include "rnnvis/checkpoint/state_dict.h"

#include <algorithm>

namespace rnnvis::training {
namespace {

namespace fs = std::filesystem;

/// Where a part of the texts lies as the manifest names it. The training text is large and stays where it is,
/// unless it was cut out of a file.
fs::path placeOf(const DataPart& part, const TrainingData& data, const fs::path& folder) {
  if (part.name == "train" && !data.isCut)
    return fs::proximate(fs::absolute(part.path), fs::absolute(folder));
  return part.name + (data.classNames.empty() ? ".txt" : ".tsv");
}

/// The configuration with paths that hold from the folder.
Configuration movedTo(Configuration configuration, const fs::path& folder) {
  Configuration::Data& data = configuration.data;
  for (fs::path* path : {&data.file, &data.train, &data.valid, &data.test})
    if (!path->empty()) *path = fs::proximate(fs::absolute(*path), fs::absolute(folder));
  return configuration;
}

}  // namespace

std::vector<std::vector<float>> valuesOf(const std::vector<Parameter<float>>& parameters) {
  std::vector<std::vector<float>> values;
  for (const Parameter<float>& parameter : parameters)
    values.emplace_back(parameter.values.begin(), parameter.values.end());
  return values;
}

checkpoint::NamedArrays weightsOf(const std::vector<Parameter<float>>& parameters,
                                  const std::vector<std::vector<float>>& values, bool tied) {
  checkpoint::NamedArrays arrays;
  const auto add = [&](const std::string& name, std::size_t k) {
    arrays.push_back({name, checkpoint::Array(checkpoint::DType::float32, parameters[k].shape,
                                              std::as_bytes(std::span(values[k])), nullptr)});
  };
  for (std::size_t k = 0; k < parameters.size(); ++k) {
    if (tied && parameters[k].name == "decoder.bias") add("decoder.weight", 0);
    add(parameters[k].name, k);
  }
  return arrays;
}

model::Manifest manifestOf(const Configuration& configuration, const TrainingData& data,
                           const fs::path& folder) {
  model::Manifest manifest;
  manifest.name = configuration.name;
  manifest.task = configuration.task;
  manifest.weights = "weights.pt";
  manifest.vocabulary = "vocab.txt";
  manifest.text = configuration.data.text;
  if (manifest.text.unknown)
    manifest.text.outOfVocabulary = text::OutOfVocabulary::error;  // Never comes to it.
  if (configuration.network.relu) manifest.network.activation = model::Activation::relu;
  for (const DataPart& part : data.parts) manifest.corpora[part.name] = placeOf(part, data, folder);
  manifest.classNames = data.classNames;
  return manifest;
}

void writeText(const fs::path& file, std::string_view text) {
  writeFileAtomically(file, [&](std::ostream& stream) { stream << text; });
}

void writeSurroundings(const fs::path& folder, const Configuration& configuration, const TrainingData& data) {
  writeText(folder / "training.toml", formatConfiguration(movedTo(configuration, folder)));
  writeText(folder / "vocab.txt", formatVocabulary(data.vocabulary));
  for (const DataPart& part : data.parts)
    if (const fs::path place = placeOf(part, data, folder); !place.has_parent_path())
      writeText(folder / place, part.text);
}

void writeModel(const fs::path& folder, const model::Manifest& manifest,
                const checkpoint::NamedArrays& weights) {
  std::vector<checkpoint::OutputArray> arrays;
  for (const checkpoint::NamedArray& weight : weights)
    arrays.push_back({weight.name, weight.array.type(), weight.array.shape(), weight.array.bytes()});
  checkpoint::writeStateDict(folder / manifest.weights, arrays);
  writeText(folder / "model.toml", formatManifest(manifest));
}

}  // namespace rnnvis::training
