#pragma once

#include "rnnvis/base/id.h"
#include "rnnvis/base/matrix.h"
#include "rnnvis/model/forward.h"
#include "rnnvis/model/network.h"

#include <map>
#include <span>
#include <vector>

namespace rnnvis::model {

/// Everything that happens inside a network while it reads T tokens.
struct Trace {
  State start;                                   ///< Before the first token.
  std::vector<std::map<Signal, Matrix>> layers;  ///< [T, n] of every signal of each of Network::layers.
  Matrix top;                                    ///< [T, width] what the head reads.
  Matrix logits;                                 ///< [T, outputs]; empty without a head.

  bool bidirectional = false;                    ///< Whether every second layer reads from the end.

  std::size_t steps() const {
    return layers.empty() ? 0 : static_cast<std::size_t>(layers[0].begin()->second.rows());
  }
  bool isReverse(std::size_t layer) const { return bidirectional && layer % 2 == 1; }
  /// The state that token `t` changed: after the token before it or, in reverse, the one behind it; at the
  /// sequence's first or last token the state that the layer started from.
  Eigen::RowVectorXf before(std::size_t layer, Signal state, Eigen::Index t) const;
  /// Δs at token `t`.
  Eigen::RowVectorXf response(std::size_t layer, Signal state, Eigen::Index t) const {
    return layers[layer].at(state).row(t) - before(layer, state, t);
  }
};

/// Reads `ids` one after another from `start`. Throws Error naming the position of an id that the network
/// lacks.
Trace trace(const Network& network, std::span<const WordId> ids, const State& start);

/// The state after reading `ids` from zero.
State stateAfter(const Network& network, std::span<const WordId> ids);

/// Probabilities of the outputs, softmax of one row of logits, in double.
VectorD softmax(const Eigen::Ref<const Eigen::RowVectorXf>& logits);

}  // namespace rnnvis::model
