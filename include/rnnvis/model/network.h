#pragma once

#include "rnnvis/base/matrix.h"
#include "rnnvis/checkpoint/checkpoint.h"
#include "rnnvis/model/cell.h"
#include "rnnvis/model/manifest.h"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace rnnvis::model {

/// One direction of a recurrent layer, weights in PyTorch's layout with the gates in the order of gatesOf().
struct RecurrentLayer {
  Matrix weightIh;  ///< [gates·n, inputs]
  Matrix weightHh;  ///< [gates·n, outputs]
  Vector biasIh;    ///< [gates·n], zeros where the file has none.
  Vector biasHh;    ///< [gates·n], zeros where the file has none.
  Matrix
      weightHr;  ///< [outputs, n] of an LSTM with projection, h = W_hr (o⊙tanh c); else empty, outputs = n.
  /// Of the LSTM inside a nested one, gates in the order of innerGatesOf(); else empty.
  Matrix innerIh, innerHh;          ///< [4n, n] W_x̂, W_ĥ
  Vector innerBiasIh, innerBiasHh;  ///< [4n], zeros where the file has none.
  bool reverse = false;             ///< Reads every sequence from its end.

  /// Units n: size of c and of the gates.
  std::size_t size() const {
    return static_cast<std::size_t>(weightHr.size() > 0 ? weightHr.cols() : weightHh.cols());
  }
  /// Size of h.
  std::size_t outputs() const { return static_cast<std::size_t>(weightHh.cols()); }
  std::size_t inputs() const { return static_cast<std::size_t>(weightIh.cols()); }
  std::size_t sizeOf(Signal signal) const { return signal == Signal::h ? outputs() : size(); }
};

/// y = activation(weight · x + bias).
struct DenseLayer {
  Matrix weight;  ///< [outputs, inputs]
  Vector bias;    ///< [outputs]
  Activation activation = Activation::linear;
};

/// logits = weight · x + bias, x the top layer's h after the dense layers, in turn.
struct Head {
  std::vector<DenseLayer> dense;
  Matrix weight;  ///< [outputs, inputs]
  Vector bias;    ///< [outputs]

  std::size_t outputs() const { return static_cast<std::size_t>(weight.rows()); }
};

/// The numbers of a trained model; every value is finite.
struct Network {
  CellKind cell = CellKind::lstm;
  Activation activation = Activation::tanh;
  Activation gateActivation = Activation::sigmoid;
  bool resetAfter = true;
  bool bidirectional = false;
  /// Of bidirectional layers: whether the head reads the states that each direction ends in, of the reverse
  /// one at the first token, rather than both directions at the same token.
  bool readsFinalStates = false;
  Matrix embedding;  ///< [tokens, inputs of layer 0]; empty for one-hot input.
  /// Lowest first; of bidirectional layers the forward and the reverse direction in turn. Layers above read
  /// the h of both directions, forward first.
  std::vector<RecurrentLayer> layers;
  std::optional<Head> head;

  /// Number of token ids that the network reads.
  std::size_t inputTokens() const {
    return embedding.size() > 0 ? static_cast<std::size_t>(embedding.rows()) : layers.front().inputs();
  }
  std::size_t directions() const { return bidirectional ? 2 : 1; }
};

/// "layer0", "layer0.reverse": the index-th of a network's layers, as files name it.
std::string layerName(std::size_t index, bool bidirectional);

/// Where the numbers of a part lie: in a tensor, from element `offset` on.
struct Part {
  std::string tensor;
  std::size_t offset = 0;
  bool transposed = false;  ///< Stored [inputs, outputs].
  /// Stored as Keras' CuDNN layers do: [inputs, gates·n], whose columns of each gate hold, read row by row,
  /// the matrix [n, inputs] of that gate.
  bool cudnn = false;
  friend bool operator==(const Part&, const Part&) = default;
};

/// Which tensor of a checkpoint plays which part, the sizes that follow, and the functions in between.
struct Architecture {
  struct Dense {
    std::size_t size = 0;
    Activation activation = Activation::relu;
  };

  /// "embedding" (tensor "identity" for one-hot input), "layer<l>.weight_ih", "layer<l>.weight_hh",
  /// "layer<l>.bias_ih", "layer<l>.bias_hh", "layer<l>.weight_hr", of a nested LSTM
  /// "layer<l>.inner_weight_ih" and so on, the same of "layer<l>.reverse", "dense<k>.weight",
  /// "dense<k>.bias", "head.weight", "head.bias". Biases and head may be absent.
  std::map<std::string, Part> parts;
  CellKind cell = CellKind::lstm;
  bool bidirectional = false;
  std::vector<std::size_t> hidden;  ///< Units n of each layer, of one direction.
  std::vector<std::size_t>
      outputSizes;                ///< Size of h of each layer, of one direction: n, or the projection's.
  std::size_t embeddingSize = 0;  ///< Inputs of layer 0; 0 for one-hot input.
  std::size_t inputTokens = 0;    ///< Rows of the embedding; of recorded states, the least there can be.
  bool isRecorded = false;        ///< States were recorded in place of weights: there are sizes only.
  std::vector<Dense> dense;       ///< Linear layers between the top layer and the head.
  std::size_t outputs = 0;        ///< 0 without a head.

  Activation activation = Activation::tanh;
  Activation gateActivation = Activation::sigmoid;
  bool resetAfter = true;
  double forgetBias = 0;
  std::optional<std::string> gateOrder;  ///< Of the rows in the file; PyTorch's where absent.
  /// Of bidirectional layers: Network::readsFinalStates, where the file states it.
  std::optional<bool> readsFinalStates;

  /// What the file cannot tell and a default stands in for: "nonlinearity", "recurrent-activation",
  /// "reset-after", "head-activation", "head" (not understood: predictions cannot be had).
  std::vector<std::string> missing;
};

/// Infers the architecture of a weights file, by what wrote it. `names` (part → tensor) says what inference
/// cannot; `settings` overrides what the file states and must agree with the shapes. Throws Error saying
/// which parts were not found or do not fit, with their shapes, or what kind of model it is instead. Recorded
/// states (recording.h) have an architecture without parts.
Architecture inferArchitecture(const checkpoint::Checkpoint& checkpoint,
                               const std::map<std::string, std::string>& names = {},
                               const NetworkSettings& settings = {});

/// The network of that architecture: matrices and gates brought into PyTorch's order, forget bias added.
/// Throws Error naming the tensor for one that is absent, too small or of the wrong type, and the element for
/// a value that is not finite.
Network buildNetwork(const checkpoint::NamedArrays& arrays, const Architecture& architecture);

}  // namespace rnnvis::model
