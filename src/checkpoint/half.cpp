#include "rnnvis/checkpoint/half.h"

#include <bit>

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

}  // namespace

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
