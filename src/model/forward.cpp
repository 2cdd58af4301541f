#include "rnnvis/model/forward.h"

#include "blas.h"
#include "gates.h"

#include <algorithm>
#include <cassert>

namespace rnnvis::model {
namespace {

/// Writes the same bias into every row, for a product to be added to.
void fillRows(float* rows, std::size_t count, const Vector& bias) {
  const auto width = static_cast<std::size_t>(bias.size());
  for (std::size_t row = 0; row < count; ++row) std::copy_n(bias.data(), width, rows + row * width);
}

}  // namespace

State zeroState(const Network& network) {
  State state;
  for (const RecurrentLayer& layer : network.layers) {
    const auto n = static_cast<Eigen::Index>(layer.size());
    state.push_back({Vector::Zero(n), Vector::Zero(network.cell == CellKind::lstm ? n : 0)});
  }
  return state;
}

Forward::Forward(const Network& network, std::size_t lanes)
    : m_network(network), m_layers(network.layers.size()) {
  for (std::size_t l = 0; l < m_layers.size(); ++l) {
    const RecurrentLayer& layer = network.layers[l];
    // A GRU's recurrent bias of n stands inside r⊙(…), so it cannot join the input's.
    m_bias.push_back(network.cell == CellKind::gru ? layer.biasIh : Vector(layer.biasIh + layer.biasHh));
    m_layers[l].carriedH.assign(lanes * layer.size(), 0.0f);
    if (network.cell == CellKind::lstm) m_layers[l].carriedC.assign(lanes * layer.size(), 0.0f);
  }
}

void Forward::run(std::span<const WordId> tokens, std::span<const std::size_t> active) {
  m_previous.clear();
  m_firstActive = active.empty() ? 0 : active[0];
  std::size_t before = 0;  // First row, in withPrevious(), of the step before.
  for (std::size_t lanes : active) {
    const std::size_t now = m_firstActive + m_previous.size();
    for (std::size_t lane = 0; lane < lanes; ++lane) m_previous.push_back(before + lane);
    before = now;
  }
  assert(m_previous.size() == tokens.size());
  for (std::size_t layer = 0; layer < m_layers.size(); ++layer) runLayer(layer, tokens, active);
}

void Forward::runLayer(std::size_t l, std::span<const WordId> tokens, std::span<const std::size_t> active) {
  const std::size_t n = m_network.layers[l].size();
  const bool isLstm = m_network.cell == CellKind::lstm;
  Buffers& layer = m_layers[l];
  layer.h.resize((m_firstActive + rows()) * n);
  std::copy_n(layer.carriedH.begin(), m_firstActive * n, layer.h.begin());
  if (isLstm) {
    layer.c.resize(layer.h.size());
    std::copy_n(layer.carriedC.begin(), m_firstActive * n, layer.c.begin());
  }
  projectInput(l, tokens);
  std::size_t row = 0, previous = 0;
  for (std::size_t lanes : active) {
    step(l, row, lanes, previous);
    const std::size_t now = m_firstActive + row;
    std::copy_n(layer.h.begin() + now * n, lanes * n, layer.carriedH.begin());
    if (isLstm) std::copy_n(layer.c.begin() + now * n, lanes * n, layer.carriedC.begin());
    previous = now;
    row += lanes;
  }
}

void Forward::projectInput(std::size_t l, std::span<const WordId> tokens) {
  const RecurrentLayer& layer = m_network.layers[l];
  const auto width = static_cast<std::size_t>(layer.weightIh.rows());
  std::vector<float>& gates = m_layers[l].gates;
  gates.resize(rows() * width);
  fillRows(gates.data(), rows(), m_bias[l]);
  if (l == 0 && m_network.embedding.size() == 0) {  // One-hot input selects a column.
    for (std::size_t row = 0; row < rows(); ++row)
      Eigen::Map<Vector>(gates.data() + row * width, static_cast<Eigen::Index>(width)) +=
          layer.weightIh.col(tokens[row].value);
    return;
  }
  const float* input = nullptr;
  if (l == 0) {
    m_input.resize(rows() * layer.inputs());
    for (std::size_t row = 0; row < rows(); ++row)
      std::copy_n(m_network.embedding.row(tokens[row].value).data(), layer.inputs(),
                  m_input.data() + row * layer.inputs());
    input = m_input.data();
  } else {
    input = m_layers[l - 1].h.data() + m_firstActive * layer.inputs();
  }
  multiplyTransposed(rows(), width, layer.inputs(), input, layer.inputs(), layer.weightIh.data(),
                     layer.inputs(), gates.data(), width, true);
}

void Forward::step(std::size_t l, std::size_t row, std::size_t lanes, std::size_t previous) {
  if (m_network.cell == CellKind::gru) return stepGru(l, row, lanes, previous);
  const RecurrentLayer& weights = m_network.layers[l];
  Buffers& layer = m_layers[l];
  const std::size_t n = weights.size(), width = static_cast<std::size_t>(weights.weightHh.rows());
  float* gates = layer.gates.data() + row * width;
  multiplyTransposed(lanes, width, n, layer.h.data() + previous * n, n, weights.weightHh.data(), n, gates,
                     width, true);
  const std::size_t now = m_firstActive + row;
  for (std::size_t lane = 0; lane < lanes; ++lane) {
    float* h = layer.h.data() + (now + lane) * n;
    if (m_network.cell == CellKind::rnn) {
      rnnStep(n, m_network.activation, gates + lane * width, h);
    } else {
      lstmStep(n, m_network.activation, m_network.gateActivation, gates + lane * width,
               layer.c.data() + (previous + lane) * n, layer.c.data() + (now + lane) * n, h);
    }
  }
}

void Forward::stepGru(std::size_t l, std::size_t row, std::size_t lanes, std::size_t previous) {
  const RecurrentLayer& weights = m_network.layers[l];
  Buffers& layer = m_layers[l];
  const std::size_t n = weights.size(), width = 3 * n;
  float* gates = layer.gates.data() + row * width;
  const float* before = layer.h.data() + previous * n;
  float* now = layer.h.data() + (m_firstActive + row) * n;
  m_recurrent.resize(lanes * (width + n));
  fillRows(m_recurrent.data(), lanes, weights.biasHh);
  if (m_network.resetAfter) {
    multiplyTransposed(lanes, width, n, before, n, weights.weightHh.data(), n, m_recurrent.data(), width,
                       true);
    for (std::size_t lane = 0; lane < lanes; ++lane)
      gruStep(n, m_network.activation, m_network.gateActivation, gates + lane * width,
              m_recurrent.data() + lane * width, before + lane * n, now + lane * n);
    return;
  }
  multiplyTransposed(lanes, 2 * n, n, before, n, weights.weightHh.data(), n, m_recurrent.data(), width, true);
  float* reset = m_recurrent.data() + lanes * width;
  for (std::size_t lane = 0; lane < lanes; ++lane)
    gruResetStep(n, m_network.gateActivation, gates + lane * width, m_recurrent.data() + lane * width,
                 before + lane * n, reset + lane * n);
  multiplyTransposed(lanes, n, n, reset, n, weights.weightHh.data() + 2 * n * n, n,
                     m_recurrent.data() + 2 * n, width, true);
  for (std::size_t lane = 0; lane < lanes; ++lane)
    gruCandidateStep(n, m_network.activation, gates + lane * width, m_recurrent.data() + lane * width + 2 * n,
                     before + lane * n, now + lane * n);
}

MatrixView Forward::signal(std::size_t l, Signal signal) const {
  const Buffers& layer = m_layers[l];
  const auto n = static_cast<Eigen::Index>(m_network.layers[l].size());
  const auto count = static_cast<Eigen::Index>(rows());
  if (signal == Signal::h || signal == Signal::c)
    return viewOf(
        (signal == Signal::h ? layer.h : layer.c).data() + m_firstActive * static_cast<std::size_t>(n), count,
        n);
  const auto gates = gatesOf(m_network.cell);
  const auto place = std::find(gates.begin(), gates.end(), signal) - gates.begin();
  return MatrixView(layer.gates.data() + place * n, count, n,
                    Eigen::OuterStride<>(static_cast<Eigen::Index>(gates.size()) * n));
}

MatrixView Forward::withPrevious(std::size_t l, Signal state) const {
  const Buffers& layer = m_layers[l];
  const auto n = static_cast<Eigen::Index>(m_network.layers[l].size());
  return viewOf((state == Signal::h ? layer.h : layer.c).data(),
                static_cast<Eigen::Index>(m_firstActive + rows()), n);
}

State Forward::state(std::size_t lane) const {
  State state;
  for (std::size_t l = 0; l < m_layers.size(); ++l) {
    const auto n = static_cast<Eigen::Index>(m_network.layers[l].size());
    const Buffers& layer = m_layers[l];
    const auto carried = [&](const std::vector<float>& values) {
      return values.empty()
                 ? Vector()
                 : Vector(Eigen::Map<const Vector>(values.data() + static_cast<Eigen::Index>(lane) * n, n));
    };
    state.push_back({carried(layer.carriedH), carried(layer.carriedC)});
  }
  return state;
}

State Forward::stateAt(std::size_t row) const {
  State state = zeroState(m_network);
  for (std::size_t l = 0; l < m_layers.size(); ++l) {
    state[l].h = signal(l, Signal::h).row(static_cast<Eigen::Index>(row));
    if (state[l].c.size() > 0) state[l].c = signal(l, Signal::c).row(static_cast<Eigen::Index>(row));
  }
  return state;
}

void Forward::setState(std::size_t lane, const State& state) {
  for (std::size_t l = 0; l < m_layers.size(); ++l) {
    const auto n = static_cast<std::size_t>(state[l].h.size());
    std::copy_n(state[l].h.data(), n, m_layers[l].carriedH.begin() + lane * n);
    if (state[l].c.size() > 0) std::copy_n(state[l].c.data(), n, m_layers[l].carriedC.begin() + lane * n);
  }
}

Matrix logits(const Network& network, const MatrixView& h) {
  const Head& head = *network.head;
  const std::size_t rows = static_cast<std::size_t>(h.rows()), n = static_cast<std::size_t>(h.cols());
  Matrix result(h.rows(), head.weight.rows());
  fillRows(result.data(), rows, head.bias);
  multiplyTransposed(rows, head.outputs(), n, h.data(), static_cast<std::size_t>(h.outerStride()),
                     head.weight.data(), n, result.data(), head.outputs(), true);
  return result;
}

}  // namespace rnnvis::model
