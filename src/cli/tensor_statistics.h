#pragma once

#include "rnnvis/checkpoint/array.h"

#include <cstddef>
#include <string>
#include <vector>

namespace rnnvis::cli {

/// How the values of a tensor are distributed. NaN and infinite values are counted and left out.
struct TensorStatistics {
  double mean = 0, deviation = 0;  ///< deviation: √(Σ(x − mean)²/n).
  double least = 0, most = 0;
  std::size_t finite = 0, notFinite = 0;
  std::vector<std::size_t> histogram;  ///< Counts in equal bins from least to most; empty without values.
};

TensorStatistics statisticsOf(const checkpoint::Array& array, std::size_t bins = 24);

/// The histogram in one line of blocks, the fullest bin the highest.
std::string drawHistogram(const std::vector<std::size_t>& histogram);

}  // namespace rnnvis::cli
