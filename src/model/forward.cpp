#include "rnnvis/model/forward.h"

#include "blas.h"
#include "gates.h"
#include "prepared_network.h"
#include "rnnvis/base/error.h"

#include <algorithm>
#include <cassert>

namespace rnnvis::model {

State zeroState(const Network& network) {
  State state(network.layers.size());
  for (std::size_t l = 0; l < state.size(); ++l)
    for (Signal signal : statesOf(network.cell))
      state[l].of(signal).setZero(static_cast<Eigen::Index>(network.layers[l].sizeOf(signal)));
  return state;
}

Forward::Forward(const Network& network, std::size_t lanes, const Intervention* held)
    : Forward(std::make_shared<const PreparedNetwork>(network), lanes, held) {}

Forward::Forward(std::shared_ptr<const PreparedNetwork> network, std::size_t lanes, const Intervention* held)
    : m_prepared(std::move(network)),
      m_network(m_prepared->network()),
      m_held(held),
      m_layers(m_network.layers.size()) {
  for (std::size_t l = 0; l < m_layers.size(); ++l)
    for (Signal state : statesOf(m_network.cell)) {
      const std::size_t size = m_network.layers[l].sizeOf(state);
      m_layers[l].states.push_back({size, {}, std::vector<float>(lanes * size)});
    }
}

void Forward::run(std::span<const WordId> tokens, std::span<const std::size_t> active,
                  const std::stop_token& stop) {
  m_stop = stop;
  placeRows(active);
  assert(m_previous.size() == tokens.size());
  for (std::size_t layer = 0; layer < m_layers.size(); ++layer) {
    runLayer(layer, tokens, active);
    if (m_network.layers[layer].reverse) joinDirections(layer - 1);
  }
  m_isZero = m_isZero && active.empty();
}

/// Rows of withPrevious(): the lanes' start states first, then those of each step.
void Forward::placeRows(std::span<const std::size_t> active) {
  m_previous.clear();
  m_following.clear();
  m_firstActive = active.empty() ? 0 : active[0];
  std::size_t before = 0, now = m_firstActive;
  for (std::size_t t = 0; t < active.size(); ++t) {
    const std::size_t after = now + active[t], lanesAfter = t + 1 < active.size() ? active[t + 1] : 0;
    for (std::size_t lane = 0; lane < active[t]; ++lane) {
      m_previous.push_back(before + lane);
      m_following.push_back(lane < lanesAfter ? after + lane : lane);
    }
    before = now;
    now = after;
  }
}

void Forward::runLayer(std::size_t l, std::span<const WordId> tokens, std::span<const std::size_t> active) {
  const RecurrentLayer& weights = m_network.layers[l];
  Buffers& layer = m_layers[l];
  for (StateBuffer& state : layer.states) {
    state.values.resize((m_firstActive + rows()) * state.size);
    std::copy_n(state.carried.begin(), m_firstActive * state.size, state.values.begin());
  }
  projectInput(l, tokens);
  if (weights.reverse)
    runReverse(l, active);
  else
    runForward(l, active);
}

void Forward::runForward(std::size_t l, std::span<const std::size_t> active) {
  Buffers& layer = m_layers[l];
  std::size_t row = 0, previous = 0;
  for (std::size_t t = 0; t < active.size(); ++t) {
    const std::size_t lanes = active[t], goOn = t + 1 < active.size() ? active[t + 1] : 0;
    Step step{row, lanes, {}, m_isZero && row == 0};
    for (std::size_t i = 0; i < layer.states.size(); ++i)
      step.previous[i] = layer.states[i].values.data() + previous * layer.states[i].size;
    run(l, step);
    // The next step finds the others among the values; only those of lanes that end here are carried.
    for (std::size_t i = 0; i < layer.states.size(); ++i) {
      const std::size_t size = layer.states[i].size;
      std::copy_n(now(l, i, row) + goOn * size, (lanes - goOn) * size,
                  layer.states[i].carried.begin() + static_cast<std::ptrdiff_t>(goOn * size));
    }
    previous = m_firstActive + row;
    row += lanes;
  }
}

/// From the last step to the first; a lane joins, from zero, at the last step of its sequence.
void Forward::runReverse(std::size_t l, std::span<const std::size_t> active) {
  const Buffers& layer = m_layers[l];
  Step step{rows(), 0, {}, false};
  for (std::size_t i = 0; i < layer.states.size(); ++i) {
    m_start[i].assign(m_firstActive * layer.states[i].size, 0.0f);
    step.previous[i] = m_start[i].data();
  }
  for (std::size_t t = active.size(); t > 0; --t) {
    step.lanes = active[t - 1];
    step.row -= step.lanes;
    run(l, step);
    for (std::size_t i = 0; i < layer.states.size(); ++i)
      std::copy_n(now(l, i, step.row), step.lanes * layer.states[i].size, m_start[i].begin());
  }
}

/// Where the values of a state (by its place) after row `row` lie.
float* Forward::now(std::size_t l, std::size_t state, std::size_t row) {
  StateBuffer& buffer = m_layers[l].states[state];
  return buffer.values.data() + (m_firstActive + row) * buffer.size;
}

void Forward::projectInput(std::size_t l, std::span<const WordId> tokens) {
  std::vector<float>& gates = m_layers[l].gates;
  gates.resize(rows() * static_cast<std::size_t>(m_network.layers[l].weightIh.rows()));
  if (l < m_network.directions()) {
    m_tokenRows.clear();
    if (m_prepared->hasTokenRows() && m_network.cell != CellKind::gru)  // Taken up by the recurrent product.
      for (WordId token : tokens) m_tokenRows.push_back(m_prepared->tokenRow(l, token));
    else
      m_prepared->projectTokens(l, tokens, gates.data());
    return;
  }
  const float* below = m_network.bidirectional ? m_joined.data() : now(l - 1, 0, 0);
  m_prepared->projectInput(l, rows(), below, gates.data());
}

void Forward::joinDirections(std::size_t l) {
  const std::size_t forward = m_network.layers[l].outputs(), reverse = m_network.layers[l + 1].outputs();
  m_joined.resize(rows() * (forward + reverse));
  const float *ofForward = now(l, 0, 0), *ofReverse = now(l + 1, 0, 0);
  float* to = m_joined.data();
  for (std::size_t row = 0; row < rows(); ++row) {
    to = std::copy_n(ofForward + row * forward, forward, to);
    to = std::copy_n(ofReverse + row * reverse, reverse, to);
  }
}

/// Puts held values in place of what a step computed, and with them what follows from them within the step.
void Forward::hold(std::size_t l, const Step& step) {
  if (!m_held || m_held->layer != l) return;
  const RecurrentLayer& weights = m_network.layers[l];
  const std::size_t n = weights.size(), outputs = weights.outputs();
  const bool isProjected = weights.weightHr.size() > 0;
  float* h = now(l, 0, step.row);
  float* hidden = isProjected ? m_hidden.data() : h;
  // gate⊙activation(value), what an LSTM makes of its cell.
  const auto follow = [&](float value, const std::vector<float>& gates, std::size_t lane, std::size_t unit) {
    float result = 0;
    rnnStep(1, m_network.activation, &value, &result);
    return result * gates[((step.row + lane) * 4 + 3) * n + unit];
  };
  for (std::size_t lane = 0; lane < step.lanes; ++lane)
    for (std::size_t i = 0; i < m_held->units.size(); ++i) {
      const std::size_t unit = m_held->units[i];
      float value = m_held->values[i];
      if (m_held->state == Signal::h) {
        h[lane * outputs + unit] = value;
        continue;
      }
      if (m_held->state == Signal::innerC) {
        now(l, 2, step.row)[lane * n + unit] = value;
        value = follow(value, m_layers[l].innerGates, lane, unit);
      }
      now(l, 1, step.row)[lane * n + unit] = value;
      hidden[lane * n + unit] = follow(value, m_layers[l].gates, lane, unit);
    }
  if (m_held->state != Signal::h && isProjected) m_prepared->multiplyProjection(l, step.lanes, hidden, h);
}

void Forward::run(std::size_t l, const Step& step) {
  if (m_stop.stop_requested()) throw Cancelled{};
  if (m_network.cell == CellKind::gru)
    runGru(l, step);
  else if (m_network.cell == CellKind::nestedLstm)
    runNestedLstm(l, step);
  else
    runRnnOrLstm(l, step);
  hold(l, step);
}

void Forward::runRnnOrLstm(std::size_t l, const Step& step) {
  const RecurrentLayer& weights = m_network.layers[l];
  Buffers& layer = m_layers[l];
  const std::size_t n = weights.size();
  const auto width = static_cast<std::size_t>(weights.weightHh.rows());
  const bool isProjected = weights.weightHr.size() > 0;
  float* gates = layer.gates.data() + step.row * width;
  addRecurrent(l, step, gates);
  float* h = now(l, 0, step.row);
  if (isProjected) m_hidden.resize(step.lanes * n);
  float* hidden = isProjected ? m_hidden.data() : h;
  for (std::size_t lane = 0; lane < step.lanes; ++lane) {
    if (m_network.cell == CellKind::rnn)
      rnnStep(n, m_network.activation, gates + lane * width, hidden + lane * n);
    else
      lstmStep(n, m_network.activation, m_network.gateActivation, gates + lane * width,
               step.previous[1] + lane * n, now(l, 1, step.row + lane), hidden + lane * n);
  }
  if (isProjected) m_prepared->multiplyProjection(l, step.lanes, hidden, h);
}

/// gates += W_hh h'
void Forward::addRecurrent(std::size_t l, const Step& step, float* gates) {
  const auto width = static_cast<std::size_t>(m_network.layers[l].weightHh.rows());
  const bool startsElsewhere = l < m_network.directions() && !m_tokenRows.empty();
  if (!startsElsewhere) {
    if (!step.fromZero) m_prepared->multiplyRecurrent(l, step.lanes, step.previous[0], gates);
    return;
  }
  const float* const* start = m_tokenRows.data() + step.row;
  if (!step.fromZero) return m_prepared->multiplyRecurrentFrom(l, step.lanes, start, step.previous[0], gates);
  for (std::size_t lane = 0; lane < step.lanes; ++lane) std::copy_n(start[lane], width, gates + lane * width);
}

void Forward::runGru(std::size_t l, const Step& step) {
  const RecurrentLayer& weights = m_network.layers[l];
  Buffers& layer = m_layers[l];
  const std::size_t n = weights.size(), width = 3 * n, lanes = step.lanes;
  float* gates = layer.gates.data() + step.row * width;
  const float* before = step.previous[0];
  float* h = now(l, 0, step.row);
  m_recurrent.resize(lanes * (width + n));
  for (std::size_t lane = 0; lane < lanes; ++lane)
    std::copy_n(weights.biasHh.data(), width, m_recurrent.data() + lane * width);
  if (!step.fromZero) m_prepared->multiplyRecurrent(l, lanes, before, m_recurrent.data());
  if (m_network.resetAfter) {
    for (std::size_t lane = 0; lane < lanes; ++lane)
      gruStep(n, m_network.activation, m_network.gateActivation, gates + lane * width,
              m_recurrent.data() + lane * width, before + lane * n, h + lane * n);
    return;
  }
  float* reset = m_recurrent.data() + lanes * width;
  for (std::size_t lane = 0; lane < lanes; ++lane)
    gruResetStep(n, m_network.gateActivation, gates + lane * width, m_recurrent.data() + lane * width,
                 before + lane * n, reset + lane * n);
  m_prepared->multiplyCandidate(l, lanes, reset, m_recurrent.data());
  for (std::size_t lane = 0; lane < lanes; ++lane)
    gruCandidateStep(n, m_network.activation, gates + lane * width, m_recurrent.data() + lane * width + 2 * n,
                     before + lane * n, h + lane * n);
}

void Forward::runNestedLstm(std::size_t l, const Step& step) {
  const std::size_t n = m_network.layers[l].size(), lanes = step.lanes;
  float* gates = m_layers[l].gates.data() + step.row * 4 * n;
  addRecurrent(l, step, gates);
  m_inner.resize(2 * lanes * n);
  float *input = m_inner.data(), *hidden = input + lanes * n;
  for (std::size_t lane = 0; lane < lanes; ++lane)
    nestedOuterGates(n, m_network.activation, m_network.gateActivation, gates + lane * 4 * n,
                     step.previous[1] + lane * n, input + lane * n, hidden + lane * n);
  m_layers[l].innerGates.resize(rows() * 4 * n);
  float* inner = m_layers[l].innerGates.data() + step.row * 4 * n;
  m_prepared->projectInner(l, lanes, input, hidden, inner);
  for (std::size_t lane = 0; lane < lanes; ++lane) {
    float *c = now(l, 1, step.row + lane), *h = now(l, 0, step.row + lane);
    lstmStep(n, m_network.activation, m_network.gateActivation, inner + lane * 4 * n,
             step.previous[2] + lane * n, now(l, 2, step.row + lane), c);
    rnnStep(n, m_network.activation, c, h);
    multiply(n, gates + (lane * 4 + 3) * n, h);
  }
}

const Forward::StateBuffer& Forward::bufferOf(std::size_t l, Signal state) const {
  const auto states = statesOf(m_network.cell);
  return m_layers[l].states[static_cast<std::size_t>(std::ranges::find(states, state) - states.begin())];
}

MatrixView Forward::signal(std::size_t l, Signal signal) const {
  const auto states = statesOf(m_network.cell);
  const auto count = static_cast<Eigen::Index>(rows());
  if (std::ranges::find(states, signal) != states.end()) {
    const StateBuffer& state = bufferOf(l, signal);
    return viewOf(state.values.data() + m_firstActive * state.size, count,
                  static_cast<Eigen::Index>(state.size));
  }
  const auto columns = static_cast<Eigen::Index>(m_network.layers[l].size());
  const auto outer = gatesOf(m_network.cell), inner = innerGatesOf(m_network.cell);
  const bool isInner = std::ranges::find(inner, signal) != inner.end();
  const auto gates = isInner ? inner : outer;
  const auto place = std::ranges::find(gates, signal) - gates.begin();
  return MatrixView((isInner ? m_layers[l].innerGates : m_layers[l].gates).data() + place * columns, count,
                    columns, Eigen::OuterStride<>(static_cast<Eigen::Index>(gates.size()) * columns));
}

MatrixView Forward::withPrevious(std::size_t l, Signal state) const {
  const StateBuffer& buffer = bufferOf(l, state);
  return viewOf(buffer.values.data(), static_cast<Eigen::Index>(m_firstActive + rows()),
                static_cast<Eigen::Index>(buffer.size));
}

MatrixView Forward::top() const {
  const std::size_t last = m_network.layers.size() - 1;
  if (!m_network.bidirectional) return signal(last, Signal::h);
  const std::size_t width = m_network.layers[last - 1].outputs() + m_network.layers[last].outputs();
  return viewOf(m_joined.data(), static_cast<Eigen::Index>(rows()), static_cast<Eigen::Index>(width));
}

State Forward::state(std::size_t lane) const {
  State state(m_layers.size());
  for (std::size_t l = 0; l < m_layers.size(); ++l)
    for (Signal signal : statesOf(m_network.cell)) {
      const StateBuffer& buffer = bufferOf(l, signal);
      state[l].of(signal) = Eigen::Map<const Vector>(buffer.carried.data() + lane * buffer.size,
                                                     static_cast<Eigen::Index>(buffer.size));
    }
  return state;
}

State Forward::stateAt(std::size_t row) const {
  State state(m_layers.size());
  for (std::size_t l = 0; l < m_layers.size(); ++l)
    for (Signal signal : statesOf(m_network.cell))
      state[l].of(signal) = this->signal(l, signal).row(static_cast<Eigen::Index>(row));
  return state;
}

void Forward::setState(std::size_t lane, const State& state) {
  m_isZero = false;
  for (std::size_t l = 0; l < m_layers.size(); ++l) {
    if (m_network.layers[l].reverse) continue;  // Starts from zero at each sequence's end.
    const auto signals = statesOf(m_network.cell);
    for (std::size_t i = 0; i < signals.size(); ++i) {
      const Vector& values = state[l].of(signals[i]);
      StateBuffer& buffer = m_layers[l].states[i];
      std::copy_n(values.data(), values.size(),
                  buffer.carried.begin() + static_cast<std::ptrdiff_t>(lane * buffer.size));
    }
  }
}

namespace {

/// [rows, outputs] of weight · x + bias for each row of `x`.
Matrix affine(const MatrixView& x, const Matrix& weight, const Vector& bias) {
  const auto rows = static_cast<std::size_t>(x.rows()), inputs = static_cast<std::size_t>(x.cols()),
             outputs = static_cast<std::size_t>(weight.rows());
  Matrix result(x.rows(), weight.rows());
  result.rowwise() = bias.transpose();
  multiplyTransposed(rows, outputs, inputs, x.data(), static_cast<std::size_t>(x.outerStride()),
                     weight.data(), inputs, result.data(), outputs, true);
  return result;
}

}  // namespace

Matrix logits(const Network& network, const MatrixView& top) {
  const Head& head = *network.head;
  if (head.dense.empty()) return affine(top, head.weight, head.bias);
  Matrix values = top;
  for (const DenseLayer& layer : head.dense) {
    values = affine(viewOf(values.data(), values.rows(), values.cols()), layer.weight, layer.bias);
    rnnStep(static_cast<std::size_t>(values.size()), layer.activation, values.data(), values.data());
  }
  return affine(viewOf(values.data(), values.rows(), values.cols()), head.weight, head.bias);
}

}  // namespace rnnvis::model
