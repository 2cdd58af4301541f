#pragma once

#include "rnnvis/checkpoint/checkpoint.h"

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace rnnvis::model {

/// The tensors of one Keras layer, or of one direction of a bidirectional one; those that it lacks are null.
struct KerasWeights {
  std::vector<std::string> path;  ///< Of the folder they lie in: {"bidirectional", "forward_lstm"}.
  const checkpoint::NamedArray* kernel = nullptr;
  const checkpoint::NamedArray* recurrentKernel = nullptr;
  const checkpoint::NamedArray* bias = nullptr;
  const checkpoint::NamedArray* embeddings = nullptr;
};

enum class KerasKind { embedding, recurrent, dense, activation, passing, other };

/// A layer of a model, in the order in which they are computed.
struct KerasLayer {
  std::string name;
  KerasKind kind = KerasKind::other;
  std::vector<KerasWeights> weights;  ///< Forward and backward of a bidirectional layer.
  nlohmann::json config;         ///< Of the layer, of the one inside a wrapper; null where the file has none.
  nlohmann::json wrapperConfig;  ///< Of a Bidirectional or TimeDistributed wrapper, else null.
};

/// The layers by the configuration where the file has one, else by the names of the tensors. Throws Error for
/// a configuration that is damaged.
std::vector<KerasLayer> kerasLayersOf(const checkpoint::Checkpoint& checkpoint);

/// The text at `key`, also where Keras 3 wraps it; empty where there is none.
std::string kerasText(const nlohmann::json& config, const char* key);

}  // namespace rnnvis::model
