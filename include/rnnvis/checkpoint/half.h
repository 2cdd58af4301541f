#pragma once

#include <cstddef>
#include <cstdint>

namespace rnnvis::checkpoint {

/// IEEE 754 binary16 → binary32, exact, infinities and NaN included.
float fromHalf(std::uint16_t bits);
/// binary32 → binary16, rounded to nearest, ties to even; overflows to infinity.
std::uint16_t toHalf(float value);
/// The same of `count` values, as fast as the processor can.
void toHalves(const float* values, std::size_t count, std::uint16_t* bits);

}  // namespace rnnvis::checkpoint
