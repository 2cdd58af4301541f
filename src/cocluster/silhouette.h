#pragma once

#include "rnnvis/cocluster/cocluster.h"

namespace rnnvis::cocluster {

/// The silhouette of rows of `points` with labels in [0, clusters). Mean squared distances to a cluster
/// follow from its centroid and its scatter, so that all pairs cost O(n · clusters · d).
Silhouette silhouette(const Eigen::Ref<const MatrixD>& points, const std::vector<int>& labels, int clusters);

}  // namespace rnnvis::cocluster
