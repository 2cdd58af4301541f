#include "tensor_statistics.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace rnnvis::cli {

TensorStatistics statisticsOf(const checkpoint::Array& array, std::size_t bins) {
  TensorStatistics statistics;
  const std::vector<float> values = array.toFloats();
  double sum = 0;
  for (double value : values) {
    if (!std::isfinite(value)) continue;
    statistics.least = statistics.finite == 0 ? value : std::min(statistics.least, value);
    statistics.most = statistics.finite == 0 ? value : std::max(statistics.most, value);
    sum += value;
    ++statistics.finite;
  }
  statistics.notFinite = values.size() - statistics.finite;
  if (statistics.finite == 0) return statistics;
  const double count = static_cast<double>(statistics.finite), width = statistics.most - statistics.least;
  statistics.mean = sum / count;
  statistics.histogram.resize(bins);
  double squares = 0;
  for (double value : values) {
    if (!std::isfinite(value)) continue;
    squares += (value - statistics.mean) * (value - statistics.mean);
    const double place = width > 0 ? (value - statistics.least) / width * static_cast<double>(bins) : 0;
    ++statistics.histogram[std::min(static_cast<std::size_t>(place), bins - 1)];
  }
  statistics.deviation = std::sqrt(squares / count);
  return statistics;
}

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
