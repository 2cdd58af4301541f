#include "rnnvis/checkpoint/statistics.h"

#include <algorithm>
#include <cmath>

namespace rnnvis::checkpoint {
namespace {

constexpr std::size_t elementsAtOnce = 1u << 20;

/// Calls use(value) for each finite value and asks now and then whether to go on.
template <class Use>
void forFinite(const std::vector<float>& values, const RunControl& control, Use use) {
  for (std::size_t begin = 0; begin < values.size(); begin += elementsAtOnce) {
    control.throwIfStopped();
    const std::size_t end = std::min(values.size(), begin + elementsAtOnce);
    for (std::size_t i = begin; i < end; ++i)
      if (std::isfinite(values[i])) use(double{values[i]});
  }
}

}  // namespace

Statistics statisticsOf(const Array& array, std::size_t bins, const RunControl& control) {
  Statistics statistics;
  const std::vector<float> values = array.toFloats();
  double sum = 0;
  forFinite(values, control, [&](double value) {
    statistics.least = statistics.finite == 0 ? value : std::min(statistics.least, value);
    statistics.most = statistics.finite == 0 ? value : std::max(statistics.most, value);
    sum += value;
    ++statistics.finite;
  });
  statistics.notFinite = values.size() - statistics.finite;
  if (statistics.finite == 0) return statistics;
  const double count = static_cast<double>(statistics.finite), width = statistics.most - statistics.least;
  statistics.mean = sum / count;
  statistics.histogram.resize(bins);
  double squares = 0;
  forFinite(values, control, [&](double value) {
    squares += (value - statistics.mean) * (value - statistics.mean);
    const double place = width > 0 ? (value - statistics.least) / width * static_cast<double>(bins) : 0;
    ++statistics.histogram[std::min(static_cast<std::size_t>(place), bins - 1)];
  });
  statistics.deviation = std::sqrt(squares / count);
  return statistics;
}

}  // namespace rnnvis::checkpoint
