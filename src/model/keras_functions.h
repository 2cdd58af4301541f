#pragma once

#include "keras_layers.h"
#include "rnnvis/model/network.h"

#include <optional>
#include <string>

namespace rnnvis::model {

/// Keras' version, as far as it changes what a model computes.
struct KerasVersion {
  bool known = false;
  bool beforeSigmoid = false;  ///< Before 2.3, when gates were hard sigmoids unless stated otherwise.
  bool third = false;          ///< 3 and later, whose hard sigmoid is another function.
};

/// Of "2.2.4-tf"; empty or malformed text is of no known version.
KerasVersion kerasVersion(const std::string& text);

/// The function at `key` of a layer's configuration; `fallback` where it is not stated. Throws Error naming
/// layer and function for one that is not known.
Activation kerasActivation(const KerasLayer& layer, const char* key, Activation fallback,
                           const KerasVersion& version);

}  // namespace rnnvis::model
