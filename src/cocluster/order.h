#pragma once

#include "seriation.h"

namespace rnnvis::cocluster {

/// Orders with few weighted crossings, never more than the identity has: from a few deterministic starts,
/// clusters of either side in turn are moved to where they cross least, until nothing improves. Up to 6 unit
/// clusters every order of them is a start. O(k³) a sweep.
Orders orderClusters(const MatrixD& edges);

/// The same with one order for both sides, where row i and column i are the same cluster. [k, k] edges.
Order orderJointly(const MatrixD& edges);

}  // namespace rnnvis::cocluster
