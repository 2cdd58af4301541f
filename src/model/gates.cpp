#include "gates.h"

#include "rnnvis/base/vector_clones.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>

#define RNNVIS_INLINE inline __attribute__((always_inline))

namespace rnnvis::model {
namespace {

/// exp(x) without a branch, relative error below 2e-7 on [-87, 88], clamped outside; NaN stays NaN.
/// x = k ln 2 + r with |r| ≤ ln 2 / 2; exp(r) by its Taylor polynomial of degree 6.
RNNVIS_INLINE float fastExp(float x) {
  x = x < -87.0f ? -87.0f : x;
  x = x > 88.0f ? 88.0f : x;
  constexpr float rounding = 12582912.0f;  // 1.5 · 2^23: adding it rounds to an integer in the low bits.
  const float shifted = x * 1.44269504f + rounding;
  const float k = shifted - rounding;
  const float r = (x - k * 0.693145752f) - k * 1.42860677e-6f;  // ln 2 in two parts.
  float p = 1.0f / 720.0f;
  p = p * r + 1.0f / 120.0f;
  p = p * r + 1.0f / 24.0f;
  p = p * r + 1.0f / 6.0f;
  p = p * r + 0.5f;
  p = p * r + 1.0f;
  p = p * r + 1.0f;
  const std::uint32_t exponent = (std::bit_cast<std::uint32_t>(shifted) + 127u) << 23;
  return p * std::bit_cast<float>(exponent);
}

RNNVIS_INLINE float fastSigmoid(float x) {
  return 1.0f / (1.0f + fastExp(-x));
}

/// Near 0, where 1 − 2/(e^{2x}+1) cancels, an odd polynomial.
RNNVIS_INLINE float fastTanh(float x) {
  const float a = std::fabs(x);
  const float far = 1.0f - 2.0f / (fastExp(2.0f * a) + 1.0f);
  const float s = x * x;
  float p = -0.00886323552990f;  // x⁻¹ tanh x = 1 − x²/3 + 2x⁴/15 − 17x⁶/315 + 62x⁸/2835 − 1382x¹⁰/155925
  p = p * s + 0.0218694885362f;
  p = p * s - 0.0539682539683f;
  p = p * s + 0.133333333333f;
  p = p * s - 0.333333333333f;
  const float near = a + a * s * p;
  return std::copysign(a < 0.3f ? near : far, x);
}

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
