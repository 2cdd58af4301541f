#include "rnnvis/base/false_discovery.h"

#include <algorithm>
#include <numeric>

namespace rnnvis {

std::vector<double> falseDiscoveryRates(const std::vector<double>& pValues) {
  std::vector<std::size_t> order(pValues.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return pValues[a] < pValues[b]; });
  std::vector<double> rates(pValues.size());
  double smallest = 1;
  for (std::size_t place = order.size(); place > 0; --place) {
    const double rate =
        pValues[order[place - 1]] * static_cast<double>(pValues.size()) / static_cast<double>(place);
    rates[order[place - 1]] = smallest = std::min(smallest, rate);
  }
  return rates;
}

std::vector<bool> discoveries(const std::vector<double>& pValues, double rate) {
  std::vector<bool> result;
  for (double smallest : falseDiscoveryRates(pValues)) result.push_back(smallest <= rate);
  return result;
}

}  // namespace rnnvis
