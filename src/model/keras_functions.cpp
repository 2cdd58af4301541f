#include "keras_functions.h"

#include "rnnvis/base/error.h"

#include <algorithm>
#include <charconv>

namespace rnnvis::model {

KerasVersion kerasVersion(const std::string& text) {
  int major = 0, minor = 0;
  const char* const end = text.data() + text.size();
  const auto first = std::from_chars(text.data(), end, major);
  if (first.ec != std::errc() || first.ptr == end || *first.ptr != '.') return {};
  const auto second = std::from_chars(first.ptr + 1, end, minor);
  if (second.ec != std::errc()) return {};
  return {true, major < 2 || (major == 2 && minor < 3), major >= 3};
}

Activation kerasActivation(const KerasLayer& layer, const char* key, Activation fallback,
                           const KerasVersion& version) {
  std::string name = kerasText(layer.config, key);
  const bool none = name.empty() && layer.config.is_object() && layer.config.contains(key);
  if (name.empty()) return none ? Activation::linear : fallback;
  if (name == "hard_sigmoid" && version.third)
    fail("layer {} uses Keras 3's hard_sigmoid, x / 6 + 0.5, which is not computed here; train with sigmoid",
         layer.name);
  std::ranges::replace(name, '_', '-');
  const auto activation = activationNamed(name);
  if (!activation)
    fail(
        "layer {} uses the {} {}, which is not computed here; tanh, relu, sigmoid, hard_sigmoid and linear "
        "are",
        layer.name, key, name);
  return *activation;
}

}  // namespace rnnvis::model
