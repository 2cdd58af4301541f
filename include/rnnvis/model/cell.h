#pragma once

#include <array>
#include <optional>
#include <span>
#include <string_view>

namespace rnnvis::model {

/// Recurrent cells (design.md, section 1). nestedLstm is the LSTM whose cell is an LSTM (Moniz and Krueger
/// 2017, arXiv 1801.10308): i, f, g, o as in an LSTM; from x̂ = i⊙g and ĥ' = f⊙c' the inner gates î, f̂, ĝ, ô =
/// W_x̂ x̂ + W_ĥ ĥ' + b̂ under their functions; ĉ = f̂⊙ĉ' + î⊙ĝ; c = ô⊙tanh(ĉ); h = o⊙tanh(c).
enum class CellKind { rnn, lstm, gru, nestedLstm };

/// Element-wise functions inside a cell; hardSigmoid is clip(0.2 x + 0.5, 0, 1), as old Keras has it.
enum class Activation { tanh, relu, sigmoid, hardSigmoid, linear };

/// What a cell computes at every step. h: hidden state; c: cell state; i, f, g, o: gates and candidate of an
/// LSTM; r, z, n: gates and candidate of a GRU; the inner ones: cell, gates and candidate of the LSTM inside
/// a nested LSTM, named by capitals: C, I, F, G, O.
enum class Signal { h, c, i, f, g, o, r, z, n, innerC, innerI, innerF, innerG, innerO };

std::string_view nameOf(CellKind cell);
std::string_view nameOf(Activation activation);
char nameOf(Signal signal);
std::optional<CellKind> cellNamed(std::string_view name);
std::optional<Activation> activationNamed(std::string_view name);
std::optional<Signal> signalNamed(std::string_view name);

/// All signals of a cell, states first: "hcifgo", "hrzn", "h", "hcCifgoIFGO".
std::span<const Signal> signalsOf(CellKind cell);
/// The signals that a cell carries from step to step: h and c of an LSTM, h, c and C of a nested one, else h.
std::span<const Signal> statesOf(CellKind cell);
/// The signals that are stacked in the rows of the weights, in PyTorch's order: i, f, g, o; r, z, n; h.
std::span<const Signal> gatesOf(CellKind cell);
/// The same of the inner weights of a nested LSTM: I, F, G, O; none of other cells.
std::span<const Signal> innerGatesOf(CellKind cell);
/// The state that is analysed unless another is asked for: c of an LSTM, nested or not, else h.
Signal analysedState(CellKind cell);

}  // namespace rnnvis::model
