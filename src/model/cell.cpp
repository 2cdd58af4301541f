#include "rnnvis/model/cell.h"

#include <utility>

namespace rnnvis::model {
namespace {

template <class Value, std::size_t count>
using Names = std::array<std::pair<Value, std::string_view>, count>;

constexpr Names<CellKind, 4> cellNames{{{CellKind::rnn, "rnn"},
                                        {CellKind::lstm, "lstm"},
                                        {CellKind::gru, "gru"},
                                        {CellKind::nestedLstm, "nested-lstm"}}};
constexpr Names<Activation, 5> activationNames{{{Activation::tanh, "tanh"},
                                                {Activation::relu, "relu"},
                                                {Activation::sigmoid, "sigmoid"},
                                                {Activation::hardSigmoid, "hard-sigmoid"},
                                                {Activation::linear, "linear"}}};
constexpr std::string_view signalNames = "hcifgorznCIFGO";

template <class Value, std::size_t count>
std::string_view nameIn(const Names<Value, count>& names, Value value) {
  for (const auto& [candidate, name] : names)
    if (candidate == value) return name;
  return {};
}

template <class Value, std::size_t count>
std::optional<Value> valueIn(const Names<Value, count>& names, std::string_view name) {
  for (const auto& [value, candidate] : names)
    if (candidate == name) return value;
  return std::nullopt;
}

constexpr std::array lstmSignals{Signal::h, Signal::c, Signal::i, Signal::f, Signal::g, Signal::o};
constexpr std::array nestedLstmSignals{Signal::h,      Signal::c,      Signal::innerC, Signal::i,
                                       Signal::f,      Signal::g,      Signal::o,      Signal::innerI,
                                       Signal::innerF, Signal::innerG, Signal::innerO};
constexpr std::array gruSignals{Signal::h, Signal::r, Signal::z, Signal::n};
constexpr std::array rnnSignals{Signal::h};

}  // namespace

std::string_view nameOf(CellKind cell) {
  return nameIn(cellNames, cell);
}
std::string_view nameOf(Activation activation) {
  return nameIn(activationNames, activation);
}
char nameOf(Signal signal) {
  return signalNames[static_cast<std::size_t>(signal)];
}
std::optional<CellKind> cellNamed(std::string_view name) {
  return valueIn(cellNames, name);
}
std::optional<Activation> activationNamed(std::string_view name) {
  return valueIn(activationNames, name);
}

std::optional<Signal> signalNamed(std::string_view name) {
  const std::size_t place = name.size() == 1 ? signalNames.find(name[0]) : std::string_view::npos;
  if (place == std::string_view::npos) return std::nullopt;
  return static_cast<Signal>(place);
}

std::span<const Signal> signalsOf(CellKind cell) {
  switch (cell) {
    case CellKind::lstm:
      return lstmSignals;
    case CellKind::gru:
      return gruSignals;
    case CellKind::nestedLstm:
      return nestedLstmSignals;
    case CellKind::rnn:
      break;
  }
  return rnnSignals;
}

std::span<const Signal> statesOf(CellKind cell) {
  return signalsOf(cell).first(cell == CellKind::lstm ? 2 : cell == CellKind::nestedLstm ? 3 : 1);
}

std::span<const Signal> gatesOf(CellKind cell) {
  if (cell == CellKind::rnn) return signalsOf(cell);
  const auto gates = signalsOf(cell).subspan(statesOf(cell).size());
  return gates.first(gates.size() - innerGatesOf(cell).size());
}

std::span<const Signal> innerGatesOf(CellKind cell) {
  return signalsOf(cell).last(cell == CellKind::nestedLstm ? 4 : 0);
}

Signal analysedState(CellKind cell) {
  return cell == CellKind::lstm || cell == CellKind::nestedLstm ? Signal::c : Signal::h;
}

}  // namespace rnnvis::model
