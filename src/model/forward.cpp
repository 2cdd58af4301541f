#include "rnnvis/model/forward.h"

#include "blas.h"
#include "gates.h"
#include "prepared_network.h"
#include "rnnvis/base/error.h"

#include <algorithm>
#include <cassert>

namespace rnnvis::model {
State zeroState(const Network& network) {
  State state;
  for (const RecurrentLayer& layer : network.layers)
    state.push_back(
        {Vector::Zero(static_cast<Eigen::Index>(layer.outputs())),
         Vector::Zero(static_cast<Eigen::Index>(network.cell == CellKind::lstm ? layer.size() : 0))});
  return state;
}

Forward::Forward(const Network& network, std::size_t lanes, const Intervention* held)
    : Forward(std::make_shared<const PreparedNetwork>(network), lanes, held) {}

Forward::Forward(std::shared_ptr<const PreparedNetwork> network, std::size_t lanes, const Intervention* held)
    : m_prepared(std::move(network)),
      m_network(m_prepared->network()),
      m_held(held),
      m_layers(m_network.layers.size()) {
  for (std::size_t l = 0; l < m_layers.size(); ++l) {
    const RecurrentLayer& layer = m_network.layers[l];
    m_layers[l].carriedH.assign(lanes * layer.outputs(), 0.0f);
    if (m_network.cell == CellKind::lstm) m_layers[l].carriedC.assign(lanes * layer.size(), 0.0f);
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
  layer.h.resize((m_firstActive + rows()) * weights.outputs());
  std::copy_n(layer.carriedH.begin(), m_firstActive * weights.outputs(), layer.h.begin());
  if (m_network.cell == CellKind::lstm) {
    layer.c.resize((m_firstActive + rows()) * weights.size());
    std::copy_n(layer.carriedC.begin(), m_firstActive * weights.size(), layer.c.begin());
  }
  projectInput(l, tokens);
  if (weights.reverse)
    runReverse(l, active);
  else
    runForward(l, active);
}

void Forward::runForward(std::size_t l, std::span<const std::size_t> active) {
  const std::size_t width = m_network.layers[l].outputs(), n = m_network.layers[l].size();
  const bool isLstm = m_network.cell == CellKind::lstm;
  Buffers& layer = m_layers[l];
  std::size_t row = 0, previous = 0;
  for (std::size_t t = 0; t < active.size(); ++t) {
    const std::size_t lanes = active[t], goOn = t + 1 < active.size() ? active[t + 1] : 0, end = lanes - goOn;
    run(l, {row, lanes, layer.h.data() + previous * width, isLstm ? layer.c.data() + previous * n : nullptr,
            m_isZero && row == 0});
    const std::size_t now = m_firstActive + row;
    std::copy_n(layer.h.begin() + (now + goOn) * width, end * width, layer.carriedH.begin() + goOn * width);
    if (isLstm) std::copy_n(layer.c.begin() + (now + goOn) * n, end * n, layer.carriedC.begin() + goOn * n);
    previous = now;
    row += lanes;
  }
}

/// From the last step to the first; a lane joins, from zero, at the last step of its sequence.
void Forward::runReverse(std::size_t l, std::span<const std::size_t> active) {
  const std::size_t width = m_network.layers[l].outputs(), n = m_network.layers[l].size();
  const bool isLstm = m_network.cell == CellKind::lstm;
  const Buffers& layer = m_layers[l];
  m_startH.assign(m_firstActive * width, 0.0f);
  m_startC.assign(isLstm ? m_firstActive * n : 0, 0.0f);
  std::size_t row = rows();
  for (std::size_t t = active.size(); t > 0; --t) {
    const std::size_t lanes = active[t - 1];
    row -= lanes;
    run(l, {row, lanes, m_startH.data(), m_startC.data(), false});
    const std::size_t now = m_firstActive + row;
    std::copy_n(layer.h.begin() + now * width, lanes * width, m_startH.begin());
    if (isLstm) std::copy_n(layer.c.begin() + now * n, lanes * n, m_startC.begin());
  }
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
  const float* below = m_network.bidirectional
                           ? m_joined.data()
                           : m_layers[l - 1].h.data() + m_firstActive * m_network.layers[l].inputs();
  m_prepared->projectInput(l, rows(), below, gates.data());
}

void Forward::joinDirections(std::size_t l) {
  const std::size_t forward = m_network.layers[l].outputs(), reverse = m_network.layers[l + 1].outputs();
  m_joined.resize(rows() * (forward + reverse));
  const float* ofForward = m_layers[l].h.data() + m_firstActive * forward;
  const float* ofReverse = m_layers[l + 1].h.data() + m_firstActive * reverse;
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
  Buffers& layer = m_layers[l];
  const std::size_t n = weights.size(), outputs = weights.outputs(), now = m_firstActive + step.row;
  const bool isCell = m_held->state == Signal::c, isProjected = weights.weightHr.size() > 0;
  float* h = layer.h.data() + now * outputs;
  float* hidden = isProjected ? m_hidden.data() : h;
  for (std::size_t lane = 0; lane < step.lanes; ++lane)
    for (std::size_t i = 0; i < m_held->units.size(); ++i) {
      const std::size_t unit = m_held->units[i];
      if (!isCell) {
        h[lane * outputs + unit] = m_held->values[i];
        continue;
      }
      layer.c[(now + lane) * n + unit] = m_held->values[i];
      rnnStep(1, m_network.activation, &m_held->values[i], hidden + lane * n + unit);
      hidden[lane * n + unit] *= layer.gates[((step.row + lane) * 4 + 3) * n + unit];  // o
    }
  if (isCell && isProjected) m_prepared->multiplyProjection(l, step.lanes, hidden, h);
}

void Forward::run(std::size_t l, const Step& step) {
  if (m_stop.stop_requested()) throw Cancelled{};
  if (m_network.cell == CellKind::gru)
    runGru(l, step);
  else
    runRnnOrLstm(l, step);
  hold(l, step);
}

void Forward::runRnnOrLstm(std::size_t l, const Step& step) {
  const RecurrentLayer& weights = m_network.layers[l];
  Buffers& layer = m_layers[l];
  const std::size_t n = weights.size(), outputs = weights.outputs();
  const auto width = static_cast<std::size_t>(weights.weightHh.rows());
  const bool isProjected = weights.weightHr.size() > 0;
  float* gates = layer.gates.data() + step.row * width;
  addRecurrent(l, step, gates);
  const std::size_t now = m_firstActive + step.row;
  float* h = layer.h.data() + now * outputs;
  if (isProjected) m_hidden.resize(step.lanes * n);
  float* hidden = isProjected ? m_hidden.data() : h;
  for (std::size_t lane = 0; lane < step.lanes; ++lane) {
    if (m_network.cell == CellKind::rnn)
      rnnStep(n, m_network.activation, gates + lane * width, hidden + lane * n);
    else
      lstmStep(n, m_network.activation, m_network.gateActivation, gates + lane * width,
               step.previousC + lane * n, layer.c.data() + (now + lane) * n, hidden + lane * n);
  }
  if (isProjected) m_prepared->multiplyProjection(l, step.lanes, hidden, h);
}

/// gates += W_hh h'
void Forward::addRecurrent(std::size_t l, const Step& step, float* gates) {
  const auto width = static_cast<std::size_t>(m_network.layers[l].weightHh.rows());
  const bool startsElsewhere = l < m_network.directions() && !m_tokenRows.empty();
  if (!startsElsewhere) {
    if (!step.fromZero) m_prepared->multiplyRecurrent(l, step.lanes, step.previousH, gates);
    return;
  }
  const float* const* start = m_tokenRows.data() + step.row;
  if (!step.fromZero) return m_prepared->multiplyRecurrentFrom(l, step.lanes, start, step.previousH, gates);
  for (std::size_t lane = 0; lane < step.lanes; ++lane) std::copy_n(start[lane], width, gates + lane * width);
}

void Forward::runGru(std::size_t l, const Step& step) {
  const RecurrentLayer& weights = m_network.layers[l];
  Buffers& layer = m_layers[l];
  const std::size_t n = weights.size(), width = 3 * n, lanes = step.lanes;
  float* gates = layer.gates.data() + step.row * width;
  const float* before = step.previousH;
  float* now = layer.h.data() + (m_firstActive + step.row) * n;
  m_recurrent.resize(lanes * (width + n));
  for (std::size_t lane = 0; lane < lanes; ++lane)
    std::copy_n(weights.biasHh.data(), width, m_recurrent.data() + lane * width);
  if (!step.fromZero) m_prepared->multiplyRecurrent(l, lanes, before, m_recurrent.data());
  if (m_network.resetAfter) {
    for (std::size_t lane = 0; lane < lanes; ++lane)
      gruStep(n, m_network.activation, m_network.gateActivation, gates + lane * width,
              m_recurrent.data() + lane * width, before + lane * n, now + lane * n);
    return;
  }
  float* reset = m_recurrent.data() + lanes * width;
  for (std::size_t lane = 0; lane < lanes; ++lane)
    gruResetStep(n, m_network.gateActivation, gates + lane * width, m_recurrent.data() + lane * width,
                 before + lane * n, reset + lane * n);
  m_prepared->multiplyCandidate(l, lanes, reset, m_recurrent.data());
  for (std::size_t lane = 0; lane < lanes; ++lane)
    gruCandidateStep(n, m_network.activation, gates + lane * width, m_recurrent.data() + lane * width + 2 * n,
                     before + lane * n, now + lane * n);
}

MatrixView Forward::signal(std::size_t l, Signal signal) const {
  const Buffers& layer = m_layers[l];
  const std::size_t n = m_network.layers[l].sizeOf(signal);
  const auto columns = static_cast<Eigen::Index>(n), count = static_cast<Eigen::Index>(rows());
  if (signal == Signal::h || signal == Signal::c)
    return viewOf((signal == Signal::h ? layer.h : layer.c).data() + m_firstActive * n, count, columns);
  const auto gates = gatesOf(m_network.cell);
  const auto place = std::find(gates.begin(), gates.end(), signal) - gates.begin();
  return MatrixView(layer.gates.data() + place * columns, count, columns,
                    Eigen::OuterStride<>(static_cast<Eigen::Index>(gates.size()) * columns));
}

MatrixView Forward::withPrevious(std::size_t l, Signal state) const {
  const Buffers& layer = m_layers[l];
  return viewOf((state == Signal::h ? layer.h : layer.c).data(),
                static_cast<Eigen::Index>(m_firstActive + rows()),
                static_cast<Eigen::Index>(m_network.layers[l].sizeOf(state)));
}

MatrixView Forward::top() const {
  const std::size_t last = m_network.layers.size() - 1;
  if (!m_network.bidirectional) return signal(last, Signal::h);
  const std::size_t width = m_network.layers[last - 1].outputs() + m_network.layers[last].outputs();
  return viewOf(m_joined.data(), static_cast<Eigen::Index>(rows()), static_cast<Eigen::Index>(width));
}

State Forward::state(std::size_t lane) const {
  State state;
  for (std::size_t l = 0; l < m_layers.size(); ++l) {
    const auto carried = [&](const std::vector<float>& values, std::size_t n) {
      return values.empty()
                 ? Vector()
                 : Vector(Eigen::Map<const Vector>(values.data() + lane * n, static_cast<Eigen::Index>(n)));
    };
    state.push_back({carried(m_layers[l].carriedH, m_network.layers[l].outputs()),
                     carried(m_layers[l].carriedC, m_network.layers[l].size())});
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
  const auto put = [lane](const Vector& values, std::vector<float>& carried) {
    const auto n = static_cast<std::size_t>(values.size());
    std::copy_n(values.data(), n, carried.begin() + lane * n);
  };
  m_isZero = false;
  for (std::size_t l = 0; l < m_layers.size(); ++l) {
    if (m_network.layers[l].reverse) continue;  // Starts from zero at each sequence's end.
    put(state[l].h, m_layers[l].carriedH);
    put(state[l].c, m_layers[l].carriedC);
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
