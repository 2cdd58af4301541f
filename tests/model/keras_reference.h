#pragma once

#include "weights.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <string>
#include <vector>

/// Recurrent layers in Keras' own form, step by step in double precision: rows x · kernel, gates in columns.
namespace rnnvis::test::keras {

using Row = std::vector<double>;
using Rows = std::vector<Row>;
using Function = std::function<double(double)>;

inline double sigmoid(double x) {
  return 1 / (1 + std::exp(-x));
}
inline double hardSigmoid(double x) {
  return std::clamp(0.2 * x + 0.5, 0.0, 1.0);
}
inline double hyperbolic(double x) {
  return std::tanh(x);
}

struct Layer {
  std::string cell;  ///< "lstm", "gru" or "rnn".
  std::size_t inputs, units;
  std::vector<float> kernel, recurrent;    ///< [inputs, gates·units], [units, gates·units]
  std::vector<float> bias, recurrentBias;  ///< [gates·units], or empty.
  bool resetAfter = true;
  Function activation = hyperbolic, gate = sigmoid;

  std::size_t columns() const { return units * (cell == "lstm" ? 4 : cell == "gru" ? 3 : 1); }
};

inline Layer randomLayer(const std::string& cell, std::size_t inputs, std::size_t units, Random& random) {
  Layer layer{cell, inputs, units, {}, {}, {}, {}};
  const auto fill = [&](std::vector<float>& values, std::size_t size) {
    for (std::size_t i = 0; i < size; ++i) values.push_back(static_cast<float>(random.uniform(-1, 1)));
  };
  fill(layer.kernel, inputs * layer.columns());
  fill(layer.recurrent, units * layer.columns());
  fill(layer.bias, layer.columns());
  return layer;
}

/// x · matrix + bias; the matrix has as many rows as x, the bias may be empty.
inline Row times(const Row& x, const std::vector<float>& matrix, const std::vector<float>& bias,
                 std::size_t columns) {
  Row y(columns, 0.0);
  for (std::size_t j = 0; j < columns; ++j) {
    if (!bias.empty()) y[j] = bias[j];
    for (std::size_t i = 0; i < x.size(); ++i) y[j] += x[i] * double{matrix[i * columns + j]};
  }
  return y;
}

/// h after every row of the input.
inline Rows run(const Layer& layer, const Rows& inputs) {
  const std::size_t n = layer.units;
  Row h(n, 0.0), c(n, 0.0);
  Rows result;
  for (const Row& x : inputs) {
    const Row a = times(x, layer.kernel, layer.bias, layer.columns());
    const Row b = times(h, layer.recurrent, layer.recurrentBias, layer.columns());
    Row reset(n), next(n);
    if (layer.cell == "gru")
      for (std::size_t j = 0; j < n; ++j) reset[j] = layer.gate(a[n + j] + b[n + j]);
    Row product(n);
    for (std::size_t j = 0; j < n; ++j) product[j] = reset[j] * h[j];
    const Row before = times(product, layer.recurrent, {}, layer.columns());
    for (std::size_t j = 0; j < n; ++j) {
      if (layer.cell == "rnn") next[j] = layer.activation(a[j] + b[j]);
      if (layer.cell == "lstm") {
        const double i = layer.gate(a[j] + b[j]), f = layer.gate(a[n + j] + b[n + j]);
        c[j] = f * c[j] + i * layer.activation(a[2 * n + j] + b[2 * n + j]);
        next[j] = layer.gate(a[3 * n + j] + b[3 * n + j]) * layer.activation(c[j]);
      }
      if (layer.cell == "gru") {
        const double z = layer.gate(a[j] + b[j]);
        const double inner = layer.resetAfter ? reset[j] * b[2 * n + j] : before[2 * n + j];
        next[j] = z * h[j] + (1 - z) * layer.activation(a[2 * n + j] + inner);
      }
    }
    h = next;
    result.push_back(h);
  }
  return result;
}

}  // namespace rnnvis::test::keras
