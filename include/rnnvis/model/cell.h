#pragma once

#include <array>
#include <optional>
#include <span>
#include <string_view>

namespace rnnvis::model {

/// Recurrent cells (design.md, section 1).
enum class CellKind { rnn, lstm, gru };

/// Element-wise functions inside a cell; hardSigmoid is clip(0.2 x + 0.5, 0, 1), as old Keras has it.
enum class Activation { tanh, relu, sigmoid, hardSigmoid, linear };

/// What a cell computes at every step. h: hidden state; c: cell state; i, f, g, o: gates and candidate of an
/// LSTM; r, z, n: gates and candidate of a GRU.
enum class Signal { h, c, i, f, g, o, r, z, n };

std::string_view nameOf(CellKind cell);
std::string_view nameOf(Activation activation);
char nameOf(Signal signal);
std::optional<CellKind> cellNamed(std::string_view name);
std::optional<Activation> activationNamed(std::string_view name);
std::optional<Signal> signalNamed(std::string_view name);

/// All signals of a cell, states first: "hcifgo", "hrzn", "h".
std::span<const Signal> signalsOf(CellKind cell);
/// The signals that a cell carries from step to step: h and c of an LSTM, else h.
std::span<const Signal> statesOf(CellKind cell);
/// The signals that are stacked in the rows of the weights, in PyTorch's order: i, f, g, o; r, z, n; h.
std::span<const Signal> gatesOf(CellKind cell);
/// The state that is analysed unless another is asked for: c of an LSTM, else h.
Signal analysedState(CellKind cell);

}  // namespace rnnvis::model
