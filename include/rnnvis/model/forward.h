#pragma once

#include "rnnvis/base/id.h"
#include "rnnvis/base/matrix.h"
#include "rnnvis/model/network.h"

#include <cstddef>
#include <span>
#include <vector>

namespace rnnvis::model {

/// What one layer carries from one step to the next.
struct LayerState {
  Vector h;  ///< [n]
  Vector c;  ///< [n] of an LSTM, else empty.
};

/// One a layer, lowest first.
using State = std::vector<LayerState>;

/// The state before the first token.
State zeroState(const Network& network);

/// Runs several sequences ("lanes") through a network side by side, some steps at a time, and keeps every
/// state and gate of those steps. Single-threaded; single precision.
///
/// A run of steps t = 0, 1, … has active[t] lanes at step t, a prefix of the lanes, never more than at the
/// step before: sequences that are longer come first. Its values are rows in time-major order: lane i of step
/// t is row active[0] + … + active[t−1] + i.
class Forward {
 public:
  /// All lanes start from zero. `network` must outlive the object.
  Forward(const Network& network, std::size_t lanes);

  /// Reads tokens[row] at each row. Every id must be below network.inputTokens().
  void run(std::span<const WordId> tokens, std::span<const std::size_t> active);

  /// [rows, n]: a signal of the latest run.
  MatrixView signal(std::size_t layer, Signal signal) const;
  /// [active[0] + rows, n]: h or c with the lanes' state before the run in the first active[0] rows, so that
  /// the value a step before that of row r is row r of it where all lanes stay active, and previousRow(r) in
  /// general.
  MatrixView withPrevious(std::size_t layer, Signal state) const;
  /// Row of withPrevious() that precedes row `row` of the latest run.
  std::size_t previousRow(std::size_t row) const { return m_previous[row]; }
  std::size_t rows() const { return m_previous.size(); }

  /// What a lane carries now, or is to start the next run from.
  State state(std::size_t lane) const;
  /// The state after row `row` of the latest run.
  State stateAt(std::size_t row) const;
  void setState(std::size_t lane, const State& state);

 private:
  struct Buffers {
    std::vector<float> h, c;                // [active + rows, n], the previous states first.
    std::vector<float> gates;               // [rows, gates·n]
    std::vector<float> carriedH, carriedC;  // [lanes, n]
  };

  void runLayer(std::size_t layer, std::span<const WordId> tokens, std::span<const std::size_t> active);
  void projectInput(std::size_t layer, std::span<const WordId> tokens);
  void step(std::size_t layer, std::size_t row, std::size_t lanes, std::size_t previous);
  void stepGru(std::size_t layer, std::size_t row, std::size_t lanes, std::size_t previous);

  const Network& m_network;
  std::vector<Vector>
      m_bias;  // Input bias of each layer, with the recurrent one where it may be added at once.
  std::vector<Buffers> m_layers;
  std::vector<std::size_t> m_previous;
  std::size_t m_firstActive = 0;
  std::vector<float> m_input;      // Embedded tokens of a run.
  std::vector<float> m_recurrent;  // GRU: W_hh h' + b_hh of one step, then W_hn (r⊙h').
};

/// logits = W h + b for each row of `h`; [rows, outputs]. The network must have a head.
Matrix logits(const Network& network, const MatrixView& h);

}  // namespace rnnvis::model
