#pragma once

#include <cstdint>

namespace rnnvis::checkpoint {

/// IEEE 754 binary16 → binary32, exact, infinities and NaN included.
float fromHalf(std::uint16_t bits);
/// binary32 → binary16, rounded to nearest, ties to even; overflows to infinity.
std::uint16_t toHalf(float value);

}  // namespace rnnvis::checkpoint
