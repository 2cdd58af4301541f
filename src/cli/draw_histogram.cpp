#include "draw_histogram.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace rnnvis::cli {

std::string drawHistogram(const std::vector<std::size_t>& histogram) {
  constexpr std::array blocks{" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  if (histogram.empty()) return {};
  const double fullest = static_cast<double>(*std::max_element(histogram.begin(), histogram.end()));
  std::string line;
  for (std::size_t count : histogram)
    line += blocks[static_cast<std::size_t>(std::ceil(8 * static_cast<double>(count) / fullest))];
  return line;
}

}  // namespace rnnvis::cli
