#include "rnnvis/response/quantiles.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace rnnvis::response {
namespace {

constexpr std::size_t bins = 256;

/// Parts values into bins of equal width, in order of the bins, so that only the bin of an order statistic
/// has to be sorted: the passes over all values have no branch that a processor could guess wrong.
class BinnedValues {
 public:
  explicit BinnedValues(std::vector<float>& values) : m_values(values) {
    const auto [least, greatest] = std::minmax_element(values.begin(), values.end());
    const float low = *least, width = *greatest - low;
    const float scale = width > 0 ? static_cast<float>(bins) / width : 0.0f;
    const auto binOf = [=](float value) {
      return std::min(bins - 1, static_cast<std::size_t>((value - low) * scale));
    };
    for (float value : values) ++m_end[binOf(value)];
    std::array<std::size_t, bins> next{};
    for (std::size_t bin = 1; bin < bins; ++bin) {
      next[bin] = m_end[bin - 1];
      m_end[bin] += m_end[bin - 1];
    }
    std::vector<float> parted(values.size());
    for (float value : values) parted[next[binOf(value)]++] = value;
    values.swap(parted);
  }

  /// The rank-th smallest value.
  double at(std::size_t rank) {
    const auto bin =
        static_cast<std::size_t>(std::upper_bound(m_end.begin(), m_end.end(), rank) - m_end.begin());
    if (!m_isSorted[bin]) {
      const auto place = [&](std::size_t i) { return m_values.begin() + static_cast<std::ptrdiff_t>(i); };
      std::sort(place(bin == 0 ? 0 : m_end[bin - 1]), place(m_end[bin]));
      m_isSorted[bin] = true;
    }
    return double{m_values[rank]};
  }

 private:
  std::vector<float>& m_values;
  std::array<std::size_t, bins> m_end{};
  std::array<bool, bins> m_isSorted{};
};

}  // namespace

std::array<double, 5> quantilesOf(std::vector<float> values) {
  std::array<double, 5> result{};
  if (values.empty()) return result;
  BinnedValues binned(values);
  for (std::size_t q = 0; q < result.size(); ++q) {
    const double place = quantileLevels[q] * static_cast<double>(values.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const double low = binned.at(below), high = binned.at(std::min(below + 1, values.size() - 1));
    result[q] = low + (place - static_cast<double>(below)) * (high - low);
  }
  return result;
}

}  // namespace rnnvis::response
