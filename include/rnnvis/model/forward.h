#pragma once

#include "rnnvis/base/id.h"
#include "rnnvis/base/matrix.h"
#include "rnnvis/model/intervention.h"
#include "rnnvis/model/network.h"
#include "rnnvis/model/step_values.h"

#include <array>
#include <cstddef>
#include <memory>
#include <span>
#include <stop_token>
#include <vector>

namespace rnnvis::model {

/// What one layer carries from one step to the next.
struct LayerState {
  Vector h;       ///< [outputs of the layer]
  Vector c;       ///< [n] of an LSTM, nested or not, else empty.
  Vector innerC;  ///< [n] of a nested LSTM, else empty.

  const Vector& of(Signal state) const { return state == Signal::h ? h : state == Signal::c ? c : innerC; }
  Vector& of(Signal state) { return state == Signal::h ? h : state == Signal::c ? c : innerC; }
};

/// One a layer, in the order of Network::layers.
using State = std::vector<LayerState>;

class PreparedNetwork;

/// The state before the first token.
State zeroState(const Network& network);

/// Runs several sequences ("lanes") through a network side by side, some steps at a time, and keeps every
/// state and gate of those steps. Single-threaded; single precision.
///
/// A run of steps t = 0, 1, … has active[t] lanes at step t, a prefix of the lanes, never more than at the
/// step before: sequences that are longer come first. Its values are rows in time-major order: lane i of step
/// t is row active[0] + … + active[t−1] + i.
///
/// A bidirectional network's reverse layers start from zero at the last step of each sequence, so that a run
/// must hold whole sequences.
class Forward : public StepValues {
 public:
  /// All lanes start from zero. `network` and what `held` points at, units that are held in every lane, must
  /// outlive the object; `held` must fit the network.
  Forward(const Network& network, std::size_t lanes, const Intervention* held = nullptr);
  /// The same with matrices laid out for many steps, which several objects share.
  Forward(std::shared_ptr<const PreparedNetwork> network, std::size_t lanes,
          const Intervention* held = nullptr);

  /// Reads tokens[row] at each row. Every id must be below network.inputTokens(). Throws Cancelled between
  /// two steps after a stop request.
  void run(std::span<const WordId> tokens, std::span<const std::size_t> active,
           const std::stop_token& stop = {});

  std::size_t rows() const override { return m_previous.size(); }
  MatrixView signal(std::size_t layer, Signal signal) const override;
  /// [active[0] + rows, n]: the values of the latest run after the states that the lanes started from.
  MatrixView withPrevious(std::size_t layer, Signal state) const override;
  std::size_t previousRow(std::size_t layer, std::size_t row) const override {
    return (m_network.layers[layer].reverse ? m_following : m_previous)[row];
  }
  /// [rows, width]: what the head reads, h of the top layer, of both directions where there are two.
  MatrixView top() const;

  /// What a lane carries now, or is to start the next run from.
  State state(std::size_t lane) const;
  /// The state after row `row` of the latest run.
  State stateAt(std::size_t row) const;
  void setState(std::size_t lane, const State& state);

 private:
  static constexpr std::size_t mostStates = 3;
  struct StateBuffer {
    std::size_t size = 0;        // Of the state: outputs or n.
    std::vector<float> values;   // [active + rows, size], those before the first step first.
    std::vector<float> carried;  // [lanes, size]
  };
  struct Buffers {
    std::vector<StateBuffer> states;       // In the order of statesOf(): h, c, inner c.
    std::vector<float> gates, innerGates;  // [rows, gates·n]
  };
  /// Lanes of one step and where the states that they come from lie.
  struct Step {
    std::size_t row;
    std::size_t lanes;
    std::array<const float*, mostStates> previous;
    bool fromZero;  ///< All of them start: W_hh h' is 0.
  };

  void placeRows(std::span<const std::size_t> active);
  void runLayer(std::size_t layer, std::span<const WordId> tokens, std::span<const std::size_t> active);
  void runForward(std::size_t layer, std::span<const std::size_t> active);
  void runReverse(std::size_t layer, std::span<const std::size_t> active);
  void projectInput(std::size_t layer, std::span<const WordId> tokens);
  void run(std::size_t layer, const Step& step);
  void addRecurrent(std::size_t layer, const Step& step, float* gates);
  void runRnnOrLstm(std::size_t layer, const Step& step);
  void runGru(std::size_t layer, const Step& step);
  void runNestedLstm(std::size_t layer, const Step& step);
  const StateBuffer& bufferOf(std::size_t layer, Signal state) const;
  float* now(std::size_t layer, std::size_t state, std::size_t row);
  void hold(std::size_t layer, const Step& step);
  void joinDirections(std::size_t firstLayer);

  std::shared_ptr<const PreparedNetwork> m_prepared;
  const Network& m_network;
  const Intervention* m_held;
  std::stop_token m_stop;
  std::vector<Buffers> m_layers;
  bool m_isZero = true;                  // No lane has left its zero state.
  std::vector<std::size_t> m_previous;   // Row of withPrevious() before each row …
  std::vector<std::size_t> m_following;  // … and after it.
  std::size_t m_firstActive = 0;
  std::vector<const float*> m_tokenRows;  // W_ih x + b of each row's token, of a layer that reads tokens.
  std::vector<float> m_joined;            // h of both directions of the latest pair of layers.
  std::vector<float> m_recurrent;         // GRU: W_hh h' + b_hh of one step, then W_hn (r⊙h').
  std::vector<float> m_hidden;            // Projection: o⊙tanh(c) of one step.
  std::vector<float> m_inner;             // Nested LSTM: i⊙g, then f⊙c', of one step.
  std::array<std::vector<float>, mostStates> m_start;  // Reverse: what the lanes of one step come from.
};

/// The head's outputs for each row of `top`, [rows, outputs]. The network must have a head.
Matrix logits(const Network& network, const MatrixView& top);

}  // namespace rnnvis::model
