#pragma once

#include "rnnvis/base/matrix.h"
#include "rnnvis/base/parallel.h"

#include <vector>

namespace rnnvis::cocluster {

/// The number of members of each cluster.
std::vector<int> clusterSizes(const std::vector<int>& labels, int clusters);

/// Mean over the words of each cluster of their rows, [wordClusters, units]; 0 for an empty cluster.
MatrixD meanRows(const Eigen::Ref<const MatrixD>& weights, const std::vector<int>& wordLabels,
                 int wordClusters, ThreadPool& pool);

/// Mean over the units of each cluster of polarity · column, [rows, unitClusters]; 0 for an empty cluster.
/// Of meanRows() these are the edges, Eq. 8.
MatrixD meanColumns(const MatrixD& rows, const std::vector<int>& unitLabels, const std::vector<int>& polarity,
                    int unitClusters);

}  // namespace rnnvis::cocluster
