#pragma once

#include "rnnvis/base/run_control.h"
#include "rnnvis/checkpoint/array.h"

#include <cstddef>
#include <vector>

namespace rnnvis::gui {

/// What the elements of a tensor are like.
struct TensorStatistics {
  std::size_t count = 0;
  std::size_t notFinite = 0;  ///< NaN and infinite elements, which all else leaves out.
  double mean = 0;
  double deviation = 0;  ///< Standard deviation, of the elements themselves (n).
  double least = 0, most = 0;
  std::vector<std::size_t>
      bins;  ///< Elements in equal parts of [least, most]; empty without a finite element.
};

TensorStatistics statisticsOf(const checkpoint::Array& array, std::size_t bins,
                              const RunControl& control = {});

}  // namespace rnnvis::gui
