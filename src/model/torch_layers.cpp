#include "torch_layers.h"

#include "tensor_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <vector>

namespace rnnvis::model {
namespace {

using checkpoint::NamedArray;
using checkpoint::NamedArrays;

struct Layer {
  std::map<std::string, const NamedArray*> tensors;  // "weight_hh", "reverse.weight_hh" → tensor
};

/// An nn.LSTM, nn.GRU, nn.RNN or one of their cells.
struct Module {
  std::string name;
  std::map<std::size_t, Layer> layers;

  /// Layers from 0 on without a gap.
  std::size_t depth() const {
    std::size_t depth = 0;
    while (layers.contains(depth) && layers.at(depth).tensors.contains("weight_hh")) ++depth;
    return depth;
  }
};

std::string withoutNumbers(const std::string& name) {
  std::string result;
  for (const char c : name)
    if (!std::isdigit(static_cast<unsigned char>(c))) result += c;
  return result;
}

/// Whether `a` comes before `b`, numbers by value: rnns.2 before rnns.10.
bool comesBefore(const std::string& a, const std::string& b) {
  const auto digitsAt = [](const std::string& text, std::size_t at) {
    return std::min(text.find_first_not_of("0123456789", at), text.size()) - at;
  };
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    const std::size_t m = digitsAt(a, i), n = digitsAt(b, j);
    if (m > 0 && n > 0 && m != n) return m < n;
    if (a[i] != b[j]) return a[i] < b[j];
    ++i, ++j;
  }
  return a.size() < b.size();
}

std::vector<Module> modulesOf(const NamedArrays& arrays) {
  std::vector<Module> modules;
  for (const NamedArray& array : arrays) {
    const auto name = parseRecurrentName(array.name);
    if (!name || isOptimizerState(array.name)) continue;
    auto module =
        std::find_if(modules.begin(), modules.end(), [&](const Module& m) { return m.name == name->module; });
    if (module == modules.end()) module = modules.insert(module, {name->module, {}});
    const std::string part = (name->reverse ? "reverse." : "") + std::string(name->part);
    const NamedArray*& tensor = module->layers[name->layer].tensors[part];
    if (!tensor || name->raw) tensor = &array;
  }
  std::erase_if(modules, [](const Module& module) { return module.depth() == 0; });
  return modules;
}

std::int64_t extent(const Layer& layer, const std::string& part, std::size_t dimension) {
  const auto found = layer.tensors.find(part);
  if (found == layer.tensors.end()) return 0;
  const auto& shape = found->second->array.shape();
  return shape.size() == 2 ? shape[dimension] : 0;
}

/// Values that a layer hands on: h of both directions.
std::int64_t outputsOf(const Layer& layer) {
  return extent(layer, "weight_hh", 1) + extent(layer, "reverse.weight_hh", 1);
}

/// Whether each module reads what the one before it gives.
bool isStack(const std::vector<const Module*>& modules) {
  for (std::size_t i = 1; i < modules.size(); ++i) {
    const Layer& below = modules[i - 1]->layers.at(modules[i - 1]->depth() - 1);
    if (extent(modules[i]->layers.at(0), "weight_ih", 1) != outputsOf(below)) return false;
  }
  return true;
}

std::vector<const Module*> deepestStack(const std::vector<Module>& modules) {
  std::vector<const Module*> best;
  std::size_t bestDepth = 0;
  for (const Module& first : modules) {
    std::vector<const Module*> stack;
    for (const Module& other : modules)
      if (withoutNumbers(other.name) == withoutNumbers(first.name)) stack.push_back(&other);
    std::sort(stack.begin(), stack.end(),
              [](const Module* a, const Module* b) { return comesBefore(a->name, b->name); });
    if (!isStack(stack)) stack = {&first};
    std::size_t depth = 0;
    for (const Module* module : stack) depth += module->depth();
    if (depth > bestDepth) {
      best = std::move(stack);
      bestDepth = depth;
    }
  }
  return best;
}

}  // namespace

std::map<std::string, std::string> findTorchLayers(const NamedArrays& arrays) {
  std::map<std::string, std::string> parts;
  std::size_t level = 0;
  const std::vector<Module> modules = modulesOf(arrays);
  for (const Module* module : deepestStack(modules))
    for (std::size_t l = 0; l < module->depth(); ++l, ++level)
      for (const auto& [part, tensor] : module->layers.at(l).tensors)
        parts[fmt::format("layer{}.{}", level, part)] = tensor->name;
  return parts;
}

}  // namespace rnnvis::model
