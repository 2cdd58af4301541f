#pragma once

#include "packed_matrix.h"
#include "rnnvis/base/id.h"
#include "rnnvis/base/parallel.h"
#include "rnnvis/base/run_control.h"
#include "rnnvis/model/network.h"

#include <span>
#include <vector>

namespace rnnvis::model {

/// A network's matrices laid out for many steps of many sequences. Forward objects share it.
class PreparedNetwork {
 public:
  /// For a few steps. `network` must outlive the object.
  explicit PreparedNetwork(const Network& network);

  /// For reading `tokens`: where it is less work, W_ih x + b of the lowest layers is computed here, once for
  /// each token that occurs.
  PreparedNetwork(const Network& network, std::span<const WordId> tokens, ThreadPool& pool,
                  const RunControl& control = {});

  const Network& network() const { return m_network; }

  /// gates[row] = W_ih x + b for rows of input [rows, inputs]. Of a GRU b is the input's bias alone, since
  /// its recurrent bias of n stands inside r⊙(…).
  void projectInput(std::size_t layer, std::size_t rows, const float* input, float* gates) const;
  /// The same for tokens, of a layer that reads them.
  void projectTokens(std::size_t layer, std::span<const WordId> tokens, float* gates) const;

  /// Whether what tokens give is at hand: then tokenRow() points at it, [gates·n] for a layer that reads
  /// tokens.
  bool hasTokenRows() const { return !m_rowOfToken.empty(); }
  const float* tokenRow(std::size_t layer, WordId token) const {
    return m_layers[layer].ofToken.row(m_rowOfToken[token.index()]).data();
  }

  /// result += W_hh h for `lanes` rows; of a GRU that resets before the product those of r and z alone.
  void multiplyRecurrent(std::size_t layer, std::size_t lanes, const float* h, float* result) const;
  /// result[lane] = start[lane] + W_hh h
  void multiplyRecurrentFrom(std::size_t layer, std::size_t lanes, const float* const* start, const float* h,
                             float* result) const;
  /// result[n] += W_hn (r⊙h) of such a GRU.
  void multiplyCandidate(std::size_t layer, std::size_t lanes, const float* h, float* result) const;
  /// gates = W_x̂ input + W_ĥ hidden + b̂ of the LSTM inside a nested one.
  void projectInner(std::size_t layer, std::size_t lanes, const float* input, const float* hidden,
                    float* gates) const;
  /// h = W_hr hidden.
  void multiplyProjection(std::size_t layer, std::size_t lanes, const float* hidden, float* h) const;

 private:
  struct Layer {
    Vector bias;
    PackedMatrix input, recurrent, projection;
    PackedMatrix candidate;  // W_hn of a GRU that resets before the product; then `recurrent` is W_hr, W_hz.
    Vector innerBias;
    PackedMatrix innerInput, innerRecurrent;
    Matrix ofToken;  // [tokens that occur, gates·n]
  };

  PreparedNetwork(const Network& network, Packing packing);
  bool readsTokens(std::size_t layer) const { return layer < m_network.directions(); }
  void projectEachToken(std::span<const WordId> tokens, ThreadPool& pool, const RunControl& control);

  const Network& m_network;
  std::vector<Layer> m_layers;
  std::vector<std::int32_t> m_rowOfToken;  // Of Layer::ofToken.
};

}  // namespace rnnvis::model
