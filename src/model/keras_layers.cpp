#include "keras_layers.h"

#include "rnnvis/base/error.h"
#include "tensor_names.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <utility>

namespace rnnvis::model {
namespace {

using checkpoint::Checkpoint;
using checkpoint::NamedArray;
using nlohmann::json;

constexpr std::array<std::pair<std::string_view, KerasKind>, 20> kKinds{{
    {"Embedding", KerasKind::embedding},   {"SimpleRNN", KerasKind::recurrent},
    {"LSTM", KerasKind::recurrent},        {"GRU", KerasKind::recurrent},
    {"CuDNNLSTM", KerasKind::recurrent},   {"CuDNNGRU", KerasKind::recurrent},
    {"Dense", KerasKind::dense},           {"Activation", KerasKind::activation},
    {"Softmax", KerasKind::activation},    {"ReLU", KerasKind::activation},
    {"InputLayer", KerasKind::passing},    {"Masking", KerasKind::passing},
    {"NotEqual", KerasKind::passing},  // the mask of an embedding, which Keras 3 lists as a layer
    {"Dropout", KerasKind::passing},       {"SpatialDropout1D", KerasKind::passing},
    {"GaussianNoise", KerasKind::passing}, {"GaussianDropout", KerasKind::passing},
    {"AlphaDropout", KerasKind::passing},  {"ActivityRegularization", KerasKind::passing},
    {"Identity", KerasKind::passing},
}};

KerasKind kindNamed(std::string_view className) {
  for (const auto& [name, kind] : kKinds)
    if (name == className) return kind;
  return KerasKind::other;
}

/// Components of a path; some versions have backslashes in it.
std::vector<std::string> componentsOf(std::string_view path) {
  std::vector<std::string> components;
  while (!path.empty()) {
    const std::size_t length = std::min(path.find_first_of("/\\"), path.size());
    if (length > 0) components.emplace_back(path.substr(0, length));
    path.remove_prefix(std::min(length + 1, path.size()));
  }
  return components;
}

/// Whether the last component but one numbers variables instead of naming them, as Keras 3 does.
bool isNumbered(const std::vector<std::string>& components) {
  return components.size() > 1 && components[components.size() - 2] == "vars";
}

/// What the tensor is to its layer: "kernel", "recurrent_kernel", "bias", "embeddings" or another name.
std::string roleOf(const std::vector<std::string>& components) {
  const std::string& last = components.back();
  if (!isNumbered(components)) return last.substr(0, last.find(':'));
  const bool cell = std::ranges::find(components, "cell") != components.end();
  const bool embedding = std::ranges::any_of(
      components, [](const std::string& component) { return component.starts_with("embedding"); });
  if (last == "0") return embedding ? "embeddings" : "kernel";
  if (last == "1") return cell ? "recurrent_kernel" : "bias";
  return last == "2" && cell ? "bias" : last;
}

/// The folder of the layer's tensors, without what every layer has in front.
std::vector<std::string> folderOf(std::vector<std::string> components) {
  components.resize(components.size() - (isNumbered(components) ? 2 : 1));
  if (!components.empty() && (components[0] == "model_weights" || components[0] == "layers" ||
                              components[0] == "_layer_checkpoint_dependencies"))
    components.erase(components.begin());
  return components;
}

std::vector<KerasWeights> weightsIn(const checkpoint::NamedArrays& arrays) {
  std::vector<KerasWeights> all;
  std::map<std::vector<std::string>, std::size_t> places;
  for (const NamedArray& array : arrays) {
    const auto components = componentsOf(array.name);
    if (components.empty() || !isFloating(array.array)) continue;
    const auto [place, isNew] = places.emplace(folderOf(components), all.size());
    if (isNew) all.push_back({place->first});
    KerasWeights& weights = all[place->second];
    const std::string role = roleOf(components);
    if (role == "kernel") weights.kernel = &array;
    if (role == "recurrent_kernel") weights.recurrentKernel = &array;
    if (role == "bias") weights.bias = &array;
    if (role == "embeddings") weights.embeddings = &array;
  }
  return all;
}

bool isBackward(const KerasWeights& weights) {
  return std::ranges::any_of(weights.path,
                             [](const std::string& component) { return component.starts_with("backward_"); });
}

/// The weights of the layer whose folder is `name`, the backward direction last.
std::vector<KerasWeights> weightsOf(const std::string& name, const std::vector<KerasWeights>& all) {
  std::vector<KerasWeights> found;
  for (const KerasWeights& weights : all)
    if (!weights.path.empty() && weights.path.front() == name) found.push_back(weights);
  std::ranges::stable_partition(found, [](const KerasWeights& weights) { return !isBackward(weights); });
  return found;
}

KerasKind kindOf(const std::vector<KerasWeights>& weights) {
  const auto any = [&](auto member) {
    return std::ranges::any_of(weights, [&](const KerasWeights& w) { return w.*member != nullptr; });
  };
  if (any(&KerasWeights::recurrentKernel)) return KerasKind::recurrent;
  if (weights.size() == 1 && any(&KerasWeights::embeddings)) return KerasKind::embedding;
  if (weights.size() == 1 && weights[0].kernel && isMatrix(weights[0].kernel->array)) return KerasKind::dense;
  return KerasKind::other;
}

/// Where Keras 3 numbers variables, files order layers by name: what a text model computes first comes first.
void orderByKind(std::vector<KerasLayer>& layers) {
  std::ranges::stable_sort(layers, {}, &KerasLayer::kind);
}

std::vector<KerasLayer> layersByNames(const std::vector<KerasWeights>& all, bool numbered) {
  std::vector<KerasLayer> layers;
  for (const KerasWeights& weights : all) {
    const std::string name = weights.path.empty() ? std::string() : weights.path.front();
    if (std::ranges::find(layers, name, &KerasLayer::name) != layers.end()) continue;
    KerasLayer layer{name, KerasKind::other, weightsOf(name, all), nullptr, nullptr};
    layer.kind = kindOf(layer.weights);
    layers.push_back(std::move(layer));
  }
  if (numbered) orderByKind(layers);
  return layers;
}

/// "simple_rnn" of "SimpleRNN": a line between a small and a large letter, and before the last large one of
/// several that a small one follows.
std::string inSnakeCase(std::string_view className) {
  const auto isUpper = [](char c) { return std::isupper(static_cast<unsigned char>(c)) != 0; };
  const auto isLower = [](char c) { return std::islower(static_cast<unsigned char>(c)) != 0; };
  std::string result;
  for (std::size_t i = 0; i < className.size(); ++i) {
    const bool starts =
        i > 0 && isUpper(className[i]) &&
        (isLower(className[i - 1]) || (i + 1 < className.size() && isLower(className[i + 1])));
    if (starts) result += '_';
    result += static_cast<char>(std::tolower(static_cast<unsigned char>(className[i])));
  }
  return result;
}

const json& memberOf(const json& object, const char* key) {
  static const json none;
  if (!object.is_object()) return none;
  const auto found = object.find(key);
  return found == object.end() ? none : *found;
}

/// The list of layers: the configuration itself of an old Sequential model.
const json& layerListOf(const json& model) {
  const json& config = memberOf(model, "config");
  const json& layers = config.is_array() ? config : memberOf(config, "layers");
  if (!layers.is_array())
    fail(
        "the Keras configuration has no list of layers; save the model again as a Sequential or Functional "
        "one");
  return layers;
}

KerasLayer layerFrom(const json& description) {
  KerasLayer layer;
  std::string className = kerasText(description, "class_name");
  layer.config = memberOf(description, "config");
  layer.name = kerasText(layer.config, "name");
  if (className == "Bidirectional" || className == "TimeDistributed") {
    layer.wrapperConfig = std::exchange(layer.config, nullptr);
    const json& inner = memberOf(layer.wrapperConfig, "layer");
    className = kerasText(inner, "class_name");
    layer.config = memberOf(inner, "config");
  }
  layer.kind = kindNamed(className);
  if (className == "Softmax" || className == "ReLU") layer.config = {{"activation", inSnakeCase(className)}};
  return layer;
}

std::vector<KerasLayer> layersByConfig(const std::string& text, const std::vector<KerasWeights>& all,
                                       bool numbered) {
  const json model = json::parse(text, nullptr, false);
  if (model.is_discarded())
    fail("the Keras configuration is not valid JSON; copy or download the file again");
  std::vector<KerasLayer> layers;
  std::map<std::string, std::size_t> counts;
  for (const json& description : layerListOf(model)) {
    KerasLayer layer = layerFrom(description);
    std::string folder = layer.name;
    if (numbered) {
      folder = inSnakeCase(kerasText(description, "class_name"));
      const std::size_t count = counts[folder]++;
      if (count > 0) folder += "_" + std::to_string(count);
    }
    layer.weights = weightsOf(folder, all);
    if (layer.name.empty()) layer.name = folder;
    layers.push_back(std::move(layer));
  }
  return layers;
}

}  // namespace

std::string kerasText(const json& config, const char* key) {
  const json& value = memberOf(config, key);
  if (value.is_string()) return value.get<std::string>();
  const json& inner = memberOf(value, "config");
  if (inner.is_string()) return inner.get<std::string>();
  const json& name = memberOf(value, "class_name");
  return name.is_string() ? inSnakeCase(name.get<std::string>()) : std::string();
}

std::vector<KerasLayer> kerasLayersOf(const Checkpoint& checkpoint) {
  const std::vector<KerasWeights> all = weightsIn(checkpoint.arrays);
  const bool numbered = std::ranges::any_of(
      checkpoint.arrays, [](const NamedArray& array) { return isNumbered(componentsOf(array.name)); });
  const auto config = checkpoint.metadata.find("keras.config");
  return config == checkpoint.metadata.end() ? layersByNames(all, numbered)
                                             : layersByConfig(config->second, all, numbered);
}

}  // namespace rnnvis::model
