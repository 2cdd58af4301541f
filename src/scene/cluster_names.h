#pragma once

#include "rnnvis/scene/cluster_edits.h"

namespace rnnvis::scene {

/// The name of each cluster of a side, empty where it has none: names and clusters are matched by their
/// overlap, the largest first, each at most once; of equal ones the earlier name and cluster.
std::vector<std::string> namesOfClusters(const Clustering& clustering, Side side,
                                         const std::vector<ClusterName>& names);

}  // namespace rnnvis::scene
