#include "rnnvis/checkpoint/half.h"

#include <bit>

#if defined(__x86_64__) && defined(__GNUC__)
#include <cpuid.h>
#include <immintrin.h>
#endif

namespace rnnvis::checkpoint {
namespace {

constexpr std::uint32_t kFloatInfinity = 0x7f800000;
constexpr std::uint32_t kSmallestNormalHalf = 113u << 23;  // 2^-14 as binary32
constexpr std::uint32_t kFirstHalfOverflow = 143u << 23;   // 2^16 as binary32
constexpr std::uint32_t kExponentShift = 112u << 23;       // the difference of the two exponent biases

/// `value` >> `shift`, rounded to nearest, ties to even.
std::uint32_t shiftRounded(std::uint32_t value, unsigned shift) {
  const std::uint32_t kept = value >> shift;
  const std::uint32_t dropped = value & ((1u << shift) - 1);
  const std::uint32_t tie = 1u << (shift - 1);
  return kept + (dropped > tie || (dropped == tie && (kept & 1u)) ? 1 : 0);
}

/// The magnitude of a binary32 below 2^-14 as a subnormal binary16: a multiple of 2^-24.
std::uint32_t toSubnormalHalf(std::uint32_t magnitude) {
  const std::uint32_t exponent = magnitude >> 23;
  if (exponent < 102) return 0;  // below 2^-25, half of the smallest subnormal
  const std::uint32_t significand = (magnitude & 0x7fffffu) | 0x800000u;
  return shiftRounded(significand, 126 - exponent);
}

/// 10 bits of a NaN's payload, never none: that would be an infinity.
std::uint32_t toHalfNaN(std::uint32_t magnitude) {
  const std::uint32_t payload = (magnitude >> 13) & 0x3ffu;
  return 0x7c00u | (payload ? payload : 0x200u);
}

#if defined(__x86_64__) && defined(__GNUC__)
/// Converts whole vectors of eight; returns how many values that were.
__attribute__((target("f16c"))) std::size_t toHalvesByEights(const float* values, std::size_t count,
                                                             std::uint16_t* bits) {
  std::size_t i = 0;
  for (; i + 8 <= count; i += 8)
    _mm_storeu_si128(reinterpret_cast<__m128i*>(bits + i),
                     _mm256_cvtps_ph(_mm256_loadu_ps(values + i), _MM_FROUND_TO_NEAREST_INT));
  return i;
}

/// Whether the processor has F16C, and the system saves the registers that it works on.
bool findConversion() {
  unsigned a = 0, b = 0, c = 0, d = 0;
  return __builtin_cpu_supports("avx") && __get_cpuid(1, &a, &b, &c, &d) && (c & bit_F16C);
}

bool hasConversion() {
  static const bool has = findConversion();
  return has;
}
#else
std::size_t toHalvesByEights(const float*, std::size_t, std::uint16_t*) {
  return 0;
}
bool hasConversion() {
  return false;
}
#endif

}  // namespace

void toHalves(const float* values, std::size_t count, std::uint16_t* bits) {
  for (std::size_t i = hasConversion() ? toHalvesByEights(values, count, bits) : 0; i < count; ++i)
    bits[i] = toHalf(values[i]);
}

float fromHalf(std::uint16_t bits) {
  const std::uint32_t sign = (bits & 0x8000u) << 16;
  const std::uint32_t exponent = (bits >> 10) & 0x1fu;
  const std::uint32_t fraction = bits & 0x3ffu;
  if (exponent == 0x1f) return std::bit_cast<float>(sign | kFloatInfinity | fraction << 13);
  if (exponent != 0)
    return std::bit_cast<float>(sign | (((exponent << 23) + kExponentShift) | fraction << 13));
  const float magnitude = static_cast<float>(fraction) * 0x1p-24f;
  return std::bit_cast<float>(sign | std::bit_cast<std::uint32_t>(magnitude));
}

std::uint16_t toHalf(float value) {
  const auto bits = std::bit_cast<std::uint32_t>(value);
  const std::uint32_t sign = (bits >> 16) & 0x8000u;
  const std::uint32_t magnitude = bits & 0x7fffffffu;
  std::uint32_t half = 0;
  if (magnitude > kFloatInfinity)
    half = toHalfNaN(magnitude);
  else if (magnitude >= kFirstHalfOverflow)
    half = 0x7c00u;
  else if (magnitude >= kSmallestNormalHalf)
    half = shiftRounded(magnitude - kExponentShift, 13);  // a carry runs into the exponent, up to infinity
  else
    half = toSubnormalHalf(magnitude);
  return static_cast<std::uint16_t>(sign | half);
}

}  // namespace rnnvis::checkpoint
