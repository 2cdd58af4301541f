#pragma once

#include <vector>

namespace rnnvis::cocluster {

/// How far two labellings of the same items agree.
struct Agreement {
  double adjustedRand = 1;      ///< Hubert and Arabie 1985; 1 where both are the same trivial partition.
  std::vector<double> jaccard;  ///< Of each item's two clusters, |C ∩ C'| / |C ∪ C'|.
};

/// Labels are at least 0.
Agreement agreementOf(const std::vector<int>& before, const std::vector<int>& after);

}  // namespace rnnvis::cocluster
