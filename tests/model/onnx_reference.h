#pragma once

#include "onnx_file.h"
#include "random.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

/// RNN, LSTM and GRU as the ONNX operators define them, in double precision, and the nodes that state them.
namespace rnnvis::test::onnx {

using Vector = std::vector<double>;
using Sequence = std::vector<Vector>;

/// One node with its W, R and B.
struct Layer {
  std::string op = "LSTM";
  std::int64_t inputs = 3;
  std::int64_t units = 4;
  std::int64_t directions = 1;
  bool hasBias = true;
  bool linearBeforeReset = false;
  std::string gate = "Sigmoid";    ///< f
  std::string candidate = "Tanh";  ///< g, or f of an RNN, and h of an LSTM
  std::vector<float> w{}, r{}, b{};

  std::int64_t gates() const { return op == "LSTM" ? 4 : op == "GRU" ? 3 : 1; }
  std::int64_t rows() const { return gates() * units; }
};

inline std::vector<float> randomValues(Random& random, std::int64_t count) {
  std::vector<float> values(static_cast<std::size_t>(count));
  for (float& value : values) value = static_cast<float>(random.uniform(-0.8, 0.8));
  return values;
}

inline Layer withWeights(Layer layer, Random& random) {
  layer.w = randomValues(random, layer.directions * layer.rows() * layer.inputs);
  layer.r = randomValues(random, layer.directions * layer.rows() * layer.units);
  if (layer.hasBias) layer.b = randomValues(random, layer.directions * 2 * layer.rows());
  return layer;
}

inline std::string prefixed(const std::string& prefix, const std::string& name) {
  return prefix + "." + name;
}

inline void addInitializers(Names& initializers, const Layer& layer, const std::string& prefix) {
  initializers.push_back(
      tensor(prefixed(prefix, "W"), {layer.directions, layer.rows(), layer.inputs}, layer.w));
  initializers.push_back(
      tensor(prefixed(prefix, "R"), {layer.directions, layer.rows(), layer.units}, layer.r));
  if (layer.hasBias)
    initializers.push_back(tensor(prefixed(prefix, "B"), {layer.directions, 2 * layer.rows()}, layer.b));
}

/// The node, named `prefix`, with outputs prefix.Y, prefix.Y_h and prefix.Y_c.
inline std::string nodeOf(const Layer& layer, const std::string& x, const std::string& prefix,
                          Names more = {}) {
  Names activations;
  for (std::int64_t direction = 0; direction < layer.directions; ++direction) {
    if (layer.op != "RNN") activations.push_back(layer.gate);
    activations.push_back(layer.candidate);
    if (layer.op == "LSTM") activations.push_back(layer.candidate);
  }
  if (layer.gate != "Sigmoid" || layer.candidate != "Tanh")
    more.push_back(attribute("activations", activations));
  more.push_back(attribute("hidden_size", layer.units));
  if (layer.directions == 2) more.push_back(attribute("direction", "bidirectional"));
  if (layer.linearBeforeReset) more.push_back(attribute("linear_before_reset", std::int64_t{1}));
  const auto name = [&](const char* part) { return prefixed(prefix, part); };
  Names inputs{x, name("W"), name("R")}, outputs{name("Y"), name("Y_h")};
  if (layer.hasBias) inputs.push_back(name("B"));
  if (layer.op == "LSTM") outputs.push_back(name("Y_c"));
  return node(layer.op, inputs, outputs, more, prefix);
}

inline double apply(const std::string& activation, double x) {
  if (activation == "Sigmoid") return 1 / (1 + std::exp(-x));
  if (activation == "Relu") return std::max(0.0, x);
  if (activation == "HardSigmoid") return std::max(0.0, std::min(1.0, 0.2 * x + 0.5));
  return std::tanh(x);
}

/// One direction of one layer.
class Cell {
 public:
  Cell(const Layer& layer, std::int64_t direction) : m_layer(layer), m_direction(direction) {}

  Sequence run(Sequence x) {
    if (m_direction == 1) std::reverse(x.begin(), x.end());
    Vector h(static_cast<std::size_t>(m_layer.units)), c = h;
    Sequence y;
    for (const Vector& now : x) {
      step(now, h, c);
      y.push_back(h);
    }
    if (m_direction == 1) std::reverse(y.begin(), y.end());
    return y;
  }

 private:
  double f(double x) const { return apply(m_layer.gate, x); }
  double g(double x) const { return apply(m_layer.candidate, x); }

  static double product(const std::vector<float>& matrix, std::int64_t row, const Vector& x) {
    double sum = 0;
    for (std::size_t k = 0; k < x.size(); ++k)
      sum += double{matrix[static_cast<std::size_t>(row) * x.size() + k]} * x[k];
    return sum;
  }
  std::int64_t row(std::int64_t gate, std::int64_t unit) const {
    return m_direction * m_layer.rows() + gate * m_layer.units + unit;
  }
  /// X · W^T, H · R^T, Wb and Rb of one unit of the gate-th gate in the file.
  double xw(std::int64_t gate, std::int64_t unit, const Vector& x) const {
    return product(m_layer.w, row(gate, unit), x);
  }
  double hr(std::int64_t gate, std::int64_t unit, const Vector& h) const {
    return product(m_layer.r, row(gate, unit), h);
  }
  double bias(std::int64_t half, std::int64_t gate, std::int64_t unit) const {
    const std::int64_t place =
        m_direction * 2 * m_layer.rows() + half * m_layer.rows() + gate * m_layer.units + unit;
    return m_layer.hasBias ? double{m_layer.b[static_cast<std::size_t>(place)]} : 0.0;
  }
  double sum(std::int64_t gate, std::int64_t unit, const Vector& x, const Vector& h) const {
    return xw(gate, unit, x) + hr(gate, unit, h) + bias(0, gate, unit) + bias(1, gate, unit);
  }

  void step(const Vector& x, Vector& h, Vector& c) const {
    const Vector before = h;
    for (std::int64_t j = 0; j < m_layer.units; ++j) {
      double& now = h[static_cast<std::size_t>(j)];
      if (m_layer.op == "RNN") now = g(sum(0, j, x, before));
      if (m_layer.op == "LSTM") {  // i, o, f, c
        double& cell = c[static_cast<std::size_t>(j)];
        cell = f(sum(2, j, x, before)) * cell + f(sum(0, j, x, before)) * g(sum(3, j, x, before));
        now = f(sum(1, j, x, before)) * g(cell);
      }
      if (m_layer.op == "GRU") {  // z, r, h
        const double z = f(sum(0, j, x, before));
        now = (1 - z) * g(xw(2, j, x) + bias(0, 2, j) + resetTerm(j, x, before)) +
              z * before[static_cast<std::size_t>(j)];
      }
    }
  }

  double resetTerm(std::int64_t j, const Vector& x, const Vector& h) const {
    if (m_layer.linearBeforeReset) return f(sum(1, j, x, h)) * (hr(2, j, h) + bias(1, 2, j));
    Vector reset = h;
    for (std::int64_t k = 0; k < m_layer.units; ++k) reset[static_cast<std::size_t>(k)] *= f(sum(1, k, x, h));
    return hr(2, j, reset) + bias(1, 2, j);
  }

  const Layer& m_layer;
  std::int64_t m_direction;
};

/// Y: the directions side by side.
inline Sequence run(const Layer& layer, const Sequence& x) {
  Sequence y(x.size());
  for (std::int64_t direction = 0; direction < layer.directions; ++direction) {
    const Sequence h = Cell(layer, direction).run(x);
    for (std::size_t t = 0; t < x.size(); ++t) y[t].insert(y[t].end(), h[t].begin(), h[t].end());
  }
  return y;
}

/// x W + b, W stored [inputs, outputs].
inline Vector linear(const std::vector<float>& weight, const std::vector<float>& bias, const Vector& x) {
  Vector y(weight.size() / x.size());
  for (std::size_t k = 0; k < y.size(); ++k) {
    y[k] = bias.empty() ? 0.0 : double{bias[k]};
    for (std::size_t i = 0; i < x.size(); ++i) y[k] += double{weight[i * y.size() + k]} * x[i];
  }
  return y;
}

}  // namespace rnnvis::test::onnx
