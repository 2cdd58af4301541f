#pragma once

#include "rnnvis/base/run_control.h"
#include "rnnvis/checkpoint/array.h"

#include <cstddef>
#include <vector>

namespace rnnvis::checkpoint {

/// How the values of an array are distributed. NaN and infinite values are counted and left out.
struct Statistics {
  double mean = 0, deviation = 0;  ///< deviation: √(Σ(x − mean)²/n).
  double least = 0, most = 0;
  std::size_t finite = 0, notFinite = 0;
  std::vector<std::size_t> histogram;  ///< Counts in equal bins from least to most; empty without values.
};

/// Linear in the array's size; throws Cancelled where a stop was requested.
Statistics statisticsOf(const Array& array, std::size_t bins, const RunControl& control = {});

}  // namespace rnnvis::checkpoint
