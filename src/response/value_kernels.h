#pragma once

#include <cstddef>
#include <cstdint>

namespace rnnvis::response {

/// Adds n values to Σ (x − pivot), Σ (x − pivot)², minimum and maximum.
void addValues(std::size_t n, const float* values, const double* pivot, double* sum, double* squares, float* minimum,
               float* maximum);

/// The bin of each of n values in [−r, r), `scale` = bins / 2r: ⌊value · scale⌋ + bins / 2, at most bins − 1.
void findBins(std::size_t n, const float* values, const float* scale, std::uint8_t* bins);

}  // namespace rnnvis::response
