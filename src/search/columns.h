#pragma once

#include <cstdint>
#include <span>

namespace rnnvis::search {

// Loops over the columns of an index, a unit at a time.

/// holds[t] &= codes[t] ≥ least.
void keepAtLeast(std::span<const std::uint8_t> codes, int least, std::span<std::uint8_t> holds);
/// holds[t] &= codes[t] < bound.
void keepBelow(std::span<const std::uint8_t> codes, int bound, std::span<std::uint8_t> holds);
/// sums[t] += factor · codes[t].
void addScaled(std::span<const std::uint8_t> codes, float factor, std::span<float> sums);
/// holds[t] = sign · values[t] ≥ sign · threshold; the sign is ±1.
void keepBeyond(std::span<const float> values, float threshold, float sign, std::span<std::uint8_t> holds);

}  // namespace rnnvis::search
