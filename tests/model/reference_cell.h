#pragma once

#include "rnnvis/model/intervention.h"
#include "rnnvis/model/trace.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <span>
#include <vector>

namespace rnnvis::test {

/// What a network computes, step by step in double precision from the equations of the cells alone.
struct ReferenceTrace {
  std::vector<std::map<model::Signal, MatrixD>> layers;  ///< [T, n]
  MatrixD logits;                                        ///< [T, outputs]
};

inline double activate(model::Activation activation, double x) {
  switch (activation) {
    case model::Activation::tanh:
      return std::tanh(x);
    case model::Activation::relu:
      return std::max(0.0, x);
    case model::Activation::sigmoid:
      return 1 / (1 + std::exp(-x));
    case model::Activation::hardSigmoid:
      return std::clamp(0.2 * x + 0.5, 0.0, 1.0);
    case model::Activation::linear:
      break;
  }
  return x;
}

/// weights[row] · x + bias[row]
inline double affine(const Matrix& weights, const Vector& bias, Eigen::Index row, const VectorD& x) {
  double sum = bias[row];
  for (Eigen::Index k = 0; k < x.size(); ++k) sum += double{weights(row, k)} * x[k];
  return sum;
}

inline void stepOfUnit(const model::Network& network, const model::RecurrentLayer& layer, Eigen::Index j,
                       const VectorD& x, const VectorD& h, double cBefore,
                       std::map<model::Signal, double>& now) {
  using model::Signal;
  const auto n = static_cast<Eigen::Index>(layer.size());
  const auto input = [&](Eigen::Index gate) { return affine(layer.weightIh, layer.biasIh, gate * n + j, x); };
  const auto recurrent = [&](Eigen::Index gate) {
    return affine(layer.weightHh, layer.biasHh, gate * n + j, h);
  };
  const auto gate = [&](Eigen::Index g) { return activate(network.gateActivation, input(g) + recurrent(g)); };
  switch (network.cell) {
    case model::CellKind::nestedLstm:
      break;  // Not unit by unit: referenceNestedLayer().
    case model::CellKind::rnn:
      now[Signal::h] = activate(network.activation, input(0) + recurrent(0));
      break;
    case model::CellKind::lstm:
      now[Signal::i] = gate(0);
      now[Signal::f] = gate(1);
      now[Signal::g] = activate(network.activation, input(2) + recurrent(2));
      now[Signal::o] = gate(3);
      now[Signal::c] = now[Signal::f] * cBefore + now[Signal::i] * now[Signal::g];
      now[Signal::h] = now[Signal::o] * activate(network.activation, now[Signal::c]);
      break;
    case model::CellKind::gru: {
      now[Signal::r] = gate(0);
      now[Signal::z] = gate(1);
      double candidate = now[Signal::r] * recurrent(2);
      if (!network.resetAfter) {
        VectorD reset = h;
        for (Eigen::Index k = 0; k < n; ++k)
          reset[k] *= activate(network.gateActivation, affine(layer.weightIh, layer.biasIh, k, x) +
                                                           affine(layer.weightHh, layer.biasHh, k, h));
        candidate = affine(layer.weightHh, layer.biasHh, 2 * n + j, reset);
      }
      now[Signal::n] = activate(network.activation, input(2) + candidate);
      now[Signal::h] = (1 - now[Signal::z]) * now[Signal::n] + now[Signal::z] * h[j];
      break;
    }
  }
}

/// Holds units of one state at fixed values.
inline void holdUnits(const model::Intervention& held, model::Signal state, VectorD& values) {
  if (held.state != state) return;
  for (std::size_t i = 0; i < held.units.size(); ++i)
    values[static_cast<Eigen::Index>(held.units[i])] = double{held.values[i]};
}

/// One direction of a layer of nested LSTMs: the outer gates from x and h', then an LSTM that reads i⊙g and
/// holds f⊙c' and its own cell.
inline std::map<model::Signal, MatrixD> referenceNestedLayer(const model::Network& network,
                                                             const model::RecurrentLayer& layer,
                                                             const MatrixD& inputs,
                                                             const model::Intervention* held) {
  using model::Signal;
  const auto n = static_cast<Eigen::Index>(layer.size());
  std::map<Signal, MatrixD> signals;
  for (Signal signal : signalsOf(network.cell)) signals[signal] = MatrixD::Zero(inputs.rows(), n);
  const auto squash = [&](const VectorD& x, bool isGate) {
    return VectorD(x.unaryExpr(
        [&](double value) { return activate(isGate ? network.gateActivation : network.activation, value); }));
  };
  VectorD h = VectorD::Zero(n), c = h, inner = h;
  for (Eigen::Index step = 0; step < inputs.rows(); ++step) {
    const Eigen::Index t = layer.reverse ? inputs.rows() - 1 - step : step;
    const VectorD outer = layer.weightIh.cast<double>() * inputs.row(t).transpose() +
                          layer.biasIh.cast<double>() + layer.weightHh.cast<double>() * h +
                          layer.biasHh.cast<double>();
    const VectorD i = squash(outer.segment(0, n), true), f = squash(outer.segment(n, n), true),
                  g = squash(outer.segment(2 * n, n), false), o = squash(outer.segment(3 * n, n), true);
    const VectorD read = i.cwiseProduct(g), kept = f.cwiseProduct(c);
    const VectorD within = layer.innerIh.cast<double>() * read + layer.innerBiasIh.cast<double>() +
                           layer.innerHh.cast<double>() * kept + layer.innerBiasHh.cast<double>();
    const VectorD innerI = squash(within.segment(0, n), true), innerF = squash(within.segment(n, n), true),
                  innerG = squash(within.segment(2 * n, n), false),
                  innerO = squash(within.segment(3 * n, n), true);
    inner = innerF.cwiseProduct(inner) + innerI.cwiseProduct(innerG);
    if (held) holdUnits(*held, Signal::innerC, inner);
    c = innerO.cwiseProduct(squash(inner, false));
    if (held) holdUnits(*held, Signal::c, c);
    h = o.cwiseProduct(squash(c, false));
    if (held) holdUnits(*held, Signal::h, h);
    const std::pair<Signal, const VectorD*> computed[] = {
        {Signal::h, &h},           {Signal::c, &c},           {Signal::innerC, &inner},
        {Signal::i, &i},           {Signal::f, &f},           {Signal::g, &g},
        {Signal::o, &o},           {Signal::innerI, &innerI}, {Signal::innerF, &innerF},
        {Signal::innerG, &innerG}, {Signal::innerO, &innerO}};
    for (const auto& [signal, values] : computed) signals[signal].row(t) = values->transpose();
  }
  return signals;
}

/// One direction of one layer over the whole sequence, with units held where `held` is given.
inline std::map<model::Signal, MatrixD> referenceLayer(const model::Network& network,
                                                       const model::RecurrentLayer& layer,
                                                       const MatrixD& inputs,
                                                       const model::Intervention* held = nullptr) {
  if (network.cell == model::CellKind::nestedLstm) return referenceNestedLayer(network, layer, inputs, held);
  const auto n = static_cast<Eigen::Index>(layer.size()),
             outputs = static_cast<Eigen::Index>(layer.outputs());
  std::map<model::Signal, MatrixD> signals;
  for (model::Signal signal : signalsOf(network.cell))
    signals[signal] = MatrixD::Zero(inputs.rows(), static_cast<Eigen::Index>(layer.sizeOf(signal)));
  VectorD h = VectorD::Zero(outputs), c = VectorD::Zero(n);
  for (Eigen::Index step = 0; step < inputs.rows(); ++step) {
    const Eigen::Index t = layer.reverse ? inputs.rows() - 1 - step : step;
    VectorD hidden = VectorD::Zero(n);
    for (Eigen::Index j = 0; j < n; ++j) {
      std::map<model::Signal, double> now;
      stepOfUnit(network, layer, j, inputs.row(t).transpose(), h, c[j], now);
      hidden[j] = now[model::Signal::h];
      for (const auto& [signal, value] : now)
        if (signal != model::Signal::h) signals[signal](t, j) = value;
    }
    if (held && held->state == model::Signal::c) {
      VectorD cells = signals[model::Signal::c].row(t);
      holdUnits(*held, model::Signal::c, cells);
      signals[model::Signal::c].row(t) = cells;
      for (Eigen::Index j = 0; j < n; ++j)
        hidden[j] = signals[model::Signal::o](t, j) * activate(network.activation, cells[j]);
    }
    if (layer.weightHr.size() > 0) hidden = layer.weightHr.cast<double>() * hidden;
    if (held) holdUnits(*held, model::Signal::h, hidden);
    signals[model::Signal::h].row(t) = h = hidden;
    if (network.cell == model::CellKind::lstm) c = signals[model::Signal::c].row(t);
  }
  return signals;
}

inline VectorD referenceDense(const Matrix& weight, const Vector& bias, model::Activation activation,
                              const VectorD& x) {
  VectorD y(weight.rows());
  for (Eigen::Index k = 0; k < y.size(); ++k) y[k] = activate(activation, affine(weight, bias, k, x));
  return y;
}

inline ReferenceTrace referenceTrace(const model::Network& network, std::span<const WordId> ids,
                                     const model::Intervention* held = nullptr) {
  ReferenceTrace result;
  const auto steps = static_cast<Eigen::Index>(ids.size());
  MatrixD inputs(steps, static_cast<Eigen::Index>(network.layers.front().inputs()));
  for (Eigen::Index t = 0; t < steps; ++t) {
    const std::int32_t id = ids[static_cast<std::size_t>(t)].value;
    for (Eigen::Index k = 0; k < inputs.cols(); ++k)
      inputs(t, k) = network.embedding.size() > 0 ? double{network.embedding(id, k)} : (id == k ? 1.0 : 0.0);
  }
  for (std::size_t l = 0; l < network.layers.size(); l += network.directions()) {
    MatrixD outputs(steps, 0);
    for (std::size_t d = 0; d < network.directions(); ++d) {
      const auto& signals = result.layers.emplace_back(referenceLayer(
          network, network.layers[l + d], inputs, held && held->layer == l + d ? held : nullptr));
      const MatrixD& h = signals.at(model::Signal::h);
      outputs.conservativeResize(steps, outputs.cols() + h.cols());
      outputs.rightCols(h.cols()) = h;
    }
    inputs = outputs;
  }
  if (!network.head) return result;
  result.logits.resize(steps, static_cast<Eigen::Index>(network.head->outputs()));
  for (Eigen::Index t = 0; t < steps; ++t) {
    VectorD x = inputs.row(t);
    for (const model::DenseLayer& dense : network.head->dense)
      x = referenceDense(dense.weight, dense.bias, dense.activation, x);
    result.logits.row(t) =
        referenceDense(network.head->weight, network.head->bias, model::Activation::linear, x);
  }
  return result;
}

/// ‖got − expected‖∞ / ‖expected‖∞; infinite where the shapes differ.
inline double relativeError(const Eigen::Ref<const Matrix>& got, const MatrixD& expected) {
  if (got.rows() != expected.rows() || got.cols() != expected.cols()) return INFINITY;
  return (got.cast<double>() - expected).cwiseAbs().maxCoeff() / expected.cwiseAbs().maxCoeff();
}

/// The largest relative error of any signal and of the logits.
inline double worstError(const model::Trace& got, const ReferenceTrace& expected) {
  if (got.layers.size() != expected.layers.size()) return INFINITY;
  double worst = 0;
  for (std::size_t l = 0; l < expected.layers.size(); ++l) {
    if (got.layers[l].size() != expected.layers[l].size()) return INFINITY;
    for (const auto& [signal, values] : expected.layers[l])
      worst = std::max(worst, relativeError(got.layers[l].at(signal), values));
  }
  return expected.logits.size() == 0 && got.logits.size() == 0
             ? worst
             : std::max(worst, relativeError(got.logits, expected.logits));
}

}  // namespace rnnvis::test
