#pragma once

#include "rnnvis/scene/cluster_edits.h"

#include <algorithm>
#include <cstddef>
#include <iterator>

namespace rnnvis::scene {

/// What two sets of items have in common.
struct Overlap {
  std::size_t shared = 0;  ///< |A ∩ B|
  double share = 0;        ///< |A ∩ B| / |A ∪ B|; 0 where both are empty.
};

inline Overlap overlapOf(const Items& a, const Items& b) {
  Items shared;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(shared));
  const std::size_t all = a.size() + b.size() - shared.size();
  return {shared.size(), all > 0 ? static_cast<double>(shared.size()) / static_cast<double>(all) : 0};
}

}  // namespace rnnvis::scene
