#pragma once

#include "rnnvis/base/matrix.h"
#include "rnnvis/base/parallel.h"
#include "rnnvis/base/run_control.h"

namespace rnnvis::cocluster {

/// The degrees of the nodes of a bipartite graph with signed weights.
struct Degrees {
  VectorD words;  ///< Σ_u |W(w, u)|
  VectorD units;  ///< Σ_w |W(w, u)|
};

/// Absolute row and column sums, O(words · units). Throws Error naming row and column of a value that is not
/// finite, and where a sum overflows.
Degrees degreesOf(const Eigen::Ref<const MatrixD>& weights, ThreadPool& pool, const RunControl& control);

/// 1/√x for every degree, 0 for a degree of 0: a node without edges takes no part.
VectorD inverseSquareRoots(const VectorD& degrees);

}  // namespace rnnvis::cocluster
