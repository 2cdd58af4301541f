#include "keras_order.h"

#include "attributes.h"
#include "describe.h"
#include "handle.h"

#include <algorithm>

namespace rnnvis::checkpoint {
namespace {

/// The group of a whole model that holds its weights.
constexpr const char* kModelWeights = "model_weights";

using Names = std::optional<std::vector<std::string>>;

Names listAt(hid_t file, const std::string& path, const std::string& attribute, Budget& budget) {
  const std::string what = "group " + inQuotes("/" + path);
  const Handle group(H5Gopen2(file, ("/" + path).c_str(), H5P_DEFAULT), H5Gclose, what);
  return splitStringsOf(group.get(), attribute, what, budget);
}

/// The arrays that a list of layers in the group at `path` leads to; nothing without such a list.
Names listedIn(hid_t file, const std::string& path, const Contents& contents, Budget& budget) {
  auto layers = listAt(file, path, "layer_names", budget);
  if (!layers) return std::nullopt;
  layers->emplace_back("top_level_model_weights");  // of the model itself, which later versions add
  std::vector<std::string> arrays;
  for (const std::string& layer : *layers) {
    const std::string group = path.empty() ? layer : path + "/" + layer;
    if (!contents.groups.contains(group)) continue;
    const Names weights = listAt(file, group, "weight_names", budget);
    if (!weights) continue;
    for (const std::string& weight : *weights) arrays.push_back(group + "/" + weight);
  }
  return arrays;
}

std::string textOf(hid_t file, const std::string& path, const std::string& attribute, Budget& budget) {
  const Names strings = listAt(file, path, attribute, budget);
  return strings && strings->size() == 1 ? strings->front() : std::string();
}

}  // namespace

std::vector<std::string> arraysInOrder(hid_t file, const Contents& contents, Budget& budget) {
  Names listed = listedIn(file, "", contents, budget);
  if (!listed && contents.groups.contains(kModelWeights))
    listed = listedIn(file, kModelWeights, contents, budget);
  if (!listed) return contents.datasets;
  std::vector<std::string> known = contents.datasets;
  std::ranges::sort(known);
  std::set<std::string> seen;
  for (const std::string& name : *listed) {
    if (!std::ranges::binary_search(known, name))
      fail("the weight {} is listed and missing; {}", inQuotes(name), kDamaged);
    if (!seen.insert(name).second) fail("the weight {} is listed twice; {}", inQuotes(name), kDamaged);
  }
  return *listed;
}

std::map<std::string, std::string> kerasMetadata(hid_t file, const Contents& contents, Budget& budget) {
  std::map<std::string, std::string> metadata;
  const auto add = [&](const std::string& key, const std::string& path, const std::string& attribute) {
    std::string text = textOf(file, path, attribute, budget);
    if (!text.empty()) metadata.emplace(key, std::move(text));
  };
  add("keras.config", "", "model_config");
  add("keras.version", "", "keras_version");
  if (contents.groups.contains(kModelWeights)) add("keras.version", kModelWeights, "keras_version");
  return metadata;
}

}  // namespace rnnvis::checkpoint
