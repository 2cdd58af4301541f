#pragma once

#include "rnnvis/base/matrix.h"
#include "rnnvis/checkpoint/array.h"
#include "rnnvis/model/cell.h"
#include "rnnvis/model/manifest.h"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace rnnvis::model {

/// One recurrent layer, weights in PyTorch's layout with the gates in the order of gatesOf().
struct RecurrentLayer {
  Matrix weightIh;  ///< [gates·n, inputs]
  Matrix weightHh;  ///< [gates·n, n]
  Vector biasIh;    ///< [gates·n], zeros where the file has none.
  Vector biasHh;    ///< [gates·n], zeros where the file has none.

  std::size_t size() const { return static_cast<std::size_t>(weightHh.cols()); }
  std::size_t inputs() const { return static_cast<std::size_t>(weightIh.cols()); }
};

/// logits = weight · h + bias.
struct Head {
  Matrix weight;  ///< [outputs, n of the top layer]
  Vector bias;    ///< [outputs]

  std::size_t outputs() const { return static_cast<std::size_t>(weight.rows()); }
};

/// The numbers of a trained model; every value is finite.
struct Network {
  CellKind cell = CellKind::lstm;
  Activation activation = Activation::tanh;
  Activation gateActivation = Activation::sigmoid;
  bool resetAfter = true;
  Matrix embedding;  ///< [tokens, inputs of layer 0]; empty for one-hot input.
  std::vector<RecurrentLayer> layers;
  std::optional<Head> head;

  /// Number of token ids that the network reads.
  std::size_t inputTokens() const {
    return embedding.size() > 0 ? static_cast<std::size_t>(embedding.rows()) : layers.front().inputs();
  }
};

/// Which tensor of a checkpoint plays which part, and the sizes that follow.
struct Architecture {
  /// "embedding" (a tensor name or "identity" for one-hot input), "layer<l>.weight_ih", "layer<l>.weight_hh",
  /// "layer<l>.bias_ih", "layer<l>.bias_hh", "head.weight", "head.bias" → tensor name. Biases and head may be
  /// absent.
  std::map<std::string, std::string> parts;
  CellKind cell = CellKind::lstm;
  std::vector<std::size_t> hidden;  ///< Units of each layer.
  std::size_t embeddingSize = 0;    ///< Inputs of layer 0; 0 for one-hot input.
  std::size_t inputTokens = 0;
  std::size_t outputs = 0;  ///< 0 without a head.
  std::vector<std::string>
      missing;  ///< What the file cannot tell and must be asked for: "vocabulary", "nonlinearity".
};

/// Infers the architecture from names and shapes: layers named …weight_ih_l<l> under any prefix (rows of
/// weight_hh over its columns give the cell), the embedding as the matrix with as many columns as layer 0 has
/// inputs (one-hot input without one), the head as the matrix with as many columns as the top layer has
/// units. `names` says what inference cannot; `settings.cell` must agree with the shapes. Throws Error saying
/// which parts were not found or do not fit, with their shapes.
Architecture inferArchitecture(const checkpoint::NamedArrays& arrays,
                               const std::map<std::string, std::string>& names = {},
                               const RecurrentSettings& settings = {});

/// The network of that architecture: gates brought into PyTorch's order, forget bias added. Throws Error
/// naming the tensor and the element for a value that is not finite.
Network buildNetwork(const checkpoint::NamedArrays& arrays, const Architecture& architecture,
                     const RecurrentSettings& settings = {});

}  // namespace rnnvis::model
