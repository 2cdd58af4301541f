#include "import/tensor_statistics.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace rnnvis::gui {
namespace {

constexpr std::size_t elementsAtOnce = 1u << 20;

/// Calls use(value) for each finite element and asks now and then whether to go on.
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

TensorStatistics statisticsOf(const checkpoint::Array& array, std::size_t bins, const RunControl& control) {
  const std::vector<float> values = array.toFloats();
  TensorStatistics result;
  result.count = values.size();
  double sum = 0;
  double least = std::numeric_limits<double>::infinity(), most = -least;
  std::size_t finite = 0;
  forFinite(values, control, [&](double value) {
    sum += value;
    least = std::min(least, value);
    most = std::max(most, value);
    ++finite;
  });
  result.notFinite = values.size() - finite;
  if (finite == 0) return result;
  result.mean = sum / static_cast<double>(finite);
  result.least = least;
  result.most = most;
  result.bins.assign(bins, 0);
  const double scale = most > least ? static_cast<double>(bins) / (most - least) : 0;
  double squares = 0;
  forFinite(values, control, [&](double value) {
    squares += (value - result.mean) * (value - result.mean);
    ++result.bins[std::min(bins - 1, static_cast<std::size_t>((value - least) * scale))];
  });
  result.deviation = std::sqrt(squares / static_cast<double>(finite));
  return result;
}

}  // namespace rnnvis::gui
