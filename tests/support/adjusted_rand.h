#pragma once

#include <cstddef>
#include <map>
#include <utility>
#include <vector>

namespace rnnvis::test {

/// The adjusted Rand index of two labellings of the same items (Hubert and Arabie 1985): 1 where they are the
/// same partition, 0 on average for unrelated ones. 1 for two trivial partitions alike.
inline double adjustedRand(const std::vector<int>& a, const std::vector<int>& b) {
  std::map<int, double> inA;
  std::map<int, double> inB;
  std::map<std::pair<int, int>, double> inBoth;
  for (std::size_t i = 0; i < a.size(); ++i) {
    ++inA[a[i]];
    ++inB[b[i]];
    ++inBoth[{a[i], b[i]}];
  }
  const auto pairs = [](const auto& counts) {
    double sum = 0;
    for (const auto& entry : counts) sum += entry.second * (entry.second - 1) / 2;
    return sum;
  };
  const auto count = static_cast<double>(a.size());
  const double all = count * (count - 1) / 2;
  const double expected = all > 0 ? pairs(inA) * pairs(inB) / all : 0;
  const double most = (pairs(inA) + pairs(inB)) / 2;
  return most == expected ? 1 : (pairs(inBoth) - expected) / (most - expected);
}

}  // namespace rnnvis::test
