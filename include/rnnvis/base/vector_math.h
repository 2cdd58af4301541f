#pragma once

#include <bit>
#include <cmath>
#include <cstdint>

/// A body that several clones of a function share: each compiles it for its own instruction set.
#define RNNVIS_INLINE inline __attribute__((always_inline))

namespace rnnvis {

// Functions without a branch, for loops that the compiler turns into vectors.

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

}  // namespace rnnvis
