#pragma once

#include <cstddef>
#include <cstdint>

namespace rnnvis::response {

/// Sums over some rows of n values.
struct ValueSums {
  const float* pivot;  ///< Near the mean, so that little is lost.
  double* sum;         ///< Σ (x − pivot)
  double* squares;     ///< Σ (x − pivot)²
  float* largest;      ///< max |x|
};

/// Adds four rows of n values, `rows` [4], and finds the bin of each, [4·n]: ⌊value · scale⌋ + bins / 2 with
/// `scale` = bins / 2r, equal parts of [−r, r); of values outside, which `largest` tells, any number.
void addFourRows(std::size_t n, const float* const* rows, const ValueSums& sums, const float* scale,
                 std::uint8_t* bins);

/// The same of one row.
void addRow(std::size_t n, const float* row, const ValueSums& sums, const float* scale, std::uint8_t* bins);

/// The bins alone.
void findBins(std::size_t n, const float* values, const float* scale, std::uint8_t* bins);

}  // namespace rnnvis::response
