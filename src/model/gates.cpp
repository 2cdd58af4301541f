#include "gates.h"

#include "rnnvis/base/vector_clones.h"
#include "rnnvis/base/vector_math.h"

#include <algorithm>
#include <cmath>

namespace rnnvis::model {
namespace {

template <Activation activation>
RNNVIS_INLINE float apply(float x) {
  if constexpr (activation == Activation::tanh) return fastTanh(x);
  if constexpr (activation == Activation::sigmoid) return fastSigmoid(x);
  if constexpr (activation == Activation::relu) return x < 0.0f ? 0.0f : x;
  if constexpr (activation == Activation::hardSigmoid) {
    const float y = 0.2f * x + 0.5f;
    return y < 0.0f ? 0.0f : (y > 1.0f ? 1.0f : y);
  }
  return x;
}

RNNVIS_VECTOR_CLONES void applyTanh(std::size_t n, const float* x, float* y) {
  for (std::size_t j = 0; j < n; ++j) y[j] = apply<Activation::tanh>(x[j]);
}
RNNVIS_VECTOR_CLONES void applySigmoid(std::size_t n, const float* x, float* y) {
  for (std::size_t j = 0; j < n; ++j) y[j] = apply<Activation::sigmoid>(x[j]);
}
RNNVIS_VECTOR_CLONES void applyRelu(std::size_t n, const float* x, float* y) {
  for (std::size_t j = 0; j < n; ++j) y[j] = apply<Activation::relu>(x[j]);
}
RNNVIS_VECTOR_CLONES void applyHardSigmoid(std::size_t n, const float* x, float* y) {
  for (std::size_t j = 0; j < n; ++j) y[j] = apply<Activation::hardSigmoid>(x[j]);
}

void apply(Activation activation, std::size_t n, const float* x, float* y) {
  switch (activation) {
    case Activation::tanh:
      return applyTanh(n, x, y);
    case Activation::sigmoid:
      return applySigmoid(n, x, y);
    case Activation::relu:
      return applyRelu(n, x, y);
    case Activation::hardSigmoid:
      return applyHardSigmoid(n, x, y);
    case Activation::linear:
      break;
  }
  if (x != y) std::copy(x, x + n, y);
}

/// The whole step of the usual LSTM in one pass.
RNNVIS_VECTOR_CLONES void usualLstmStep(std::size_t n, float* __restrict i, float* __restrict f,
                                        float* __restrict g, float* __restrict o,
                                        const float* __restrict previousC, float* __restrict c,
                                        float* __restrict h) {
  for (std::size_t j = 0; j < n; ++j) {
    i[j] = fastSigmoid(i[j]);
    f[j] = fastSigmoid(f[j]);
    g[j] = fastTanh(g[j]);
    o[j] = fastSigmoid(o[j]);
    c[j] = f[j] * previousC[j] + i[j] * g[j];
    h[j] = o[j] * fastTanh(c[j]);
  }
}
RNNVIS_VECTOR_CLONES void lstmCell(std::size_t n, const float* i, const float* f, const float* g,
                                   const float* previousC, float* c) {
  for (std::size_t j = 0; j < n; ++j) c[j] = f[j] * previousC[j] + i[j] * g[j];
}
RNNVIS_VECTOR_CLONES void product(std::size_t n, const float* a, float* b) {
  for (std::size_t j = 0; j < n; ++j) b[j] *= a[j];
}
RNNVIS_VECTOR_CLONES void mix(std::size_t n, const float* z, const float* candidate, const float* previousH,
                              float* h) {
  for (std::size_t j = 0; j < n; ++j) h[j] = (1.0f - z[j]) * candidate[j] + z[j] * previousH[j];
}
RNNVIS_VECTOR_CLONES void add(std::size_t n, const float* a, float* b) {
  for (std::size_t j = 0; j < n; ++j) b[j] += a[j];
}
RNNVIS_VECTOR_CLONES float sumExp(std::size_t n, const float* x, float shift) {
  constexpr std::size_t lanes = 16;  // Independent sums, so that the compiler may use vectors.
  float sums[lanes] = {};
  std::size_t j = 0;
  for (; j + lanes <= n; j += lanes)
    for (std::size_t lane = 0; lane < lanes; ++lane) sums[lane] += fastExp(x[j + lane] - shift);
  for (; j < n; ++j) sums[j % lanes] += fastExp(x[j] - shift);
  float sum = 0;
  for (float part : sums) sum += part;
  return sum;
}

}  // namespace

void lstmStep(std::size_t n, Activation activation, Activation gateActivation, float* gates,
              const float* previousC, float* c, float* h) {
  if (activation == Activation::tanh && gateActivation == Activation::sigmoid)
    return usualLstmStep(n, gates, gates + n, gates + 2 * n, gates + 3 * n, previousC, c, h);
  apply(gateActivation, 2 * n, gates, gates);
  apply(activation, n, gates + 2 * n, gates + 2 * n);
  apply(gateActivation, n, gates + 3 * n, gates + 3 * n);
  lstmCell(n, gates, gates + n, gates + 2 * n, previousC, c);
  apply(activation, n, c, h);
  multiply(n, gates + 3 * n, h);
}

void multiply(std::size_t n, const float* a, float* b) {
  product(n, a, b);
}

void nestedOuterGates(std::size_t n, Activation activation, Activation gateActivation, float* gates,
                      const float* previousC, float* input, float* hidden) {
  apply(gateActivation, 2 * n, gates, gates);
  apply(activation, n, gates + 2 * n, gates + 2 * n);
  apply(gateActivation, n, gates + 3 * n, gates + 3 * n);
  std::copy_n(gates + 2 * n, n, input);
  multiply(n, gates, input);
  std::copy_n(previousC, n, hidden);
  multiply(n, gates + n, hidden);
}

void gruStep(std::size_t n, Activation activation, Activation gateActivation, float* gates,
             const float* recurrent, const float* previousH, float* h) {
  add(2 * n, recurrent, gates);
  apply(gateActivation, 2 * n, gates, gates);
  std::copy(recurrent + 2 * n, recurrent + 3 * n, h);  // h serves as scratch for r⊙(W_hn h' + b_hn).
  multiply(n, gates, h);
  add(n, h, gates + 2 * n);
  apply(activation, n, gates + 2 * n, gates + 2 * n);
  mix(n, gates + n, gates + 2 * n, previousH, h);
}

void gruResetStep(std::size_t n, Activation gateActivation, float* gates, const float* recurrent,
                  const float* previousH, float* reset) {
  add(2 * n, recurrent, gates);
  apply(gateActivation, 2 * n, gates, gates);
  std::copy(previousH, previousH + n, reset);
  multiply(n, gates, reset);
}

void gruCandidateStep(std::size_t n, Activation activation, float* gates, const float* candidate,
                      const float* previousH, float* h) {
  add(n, candidate, gates + 2 * n);
  apply(activation, n, gates + 2 * n, gates + 2 * n);
  mix(n, gates + n, gates + 2 * n, previousH, h);
}

void rnnStep(std::size_t n, Activation activation, const float* input, float* h) {
  apply(activation, n, input, h);
}

double logSumExp(const float* x, std::size_t n) {
  const float shift = *std::max_element(x, x + n);
  double sum = 0;
  constexpr std::size_t block = 256;  // Short enough for single-precision partial sums.
  for (std::size_t j = 0; j < n; j += block) sum += sumExp(std::min(block, n - j), x + j, shift);
  return shift + std::log(sum);
}

}  // namespace rnnvis::model
