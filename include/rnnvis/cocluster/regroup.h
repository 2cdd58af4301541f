#pragma once

#include "rnnvis/cocluster/cocluster.h"

namespace rnnvis::cocluster {

/// The clustering that given labels make of the same matrix: edges, polarities, distances, silhouettes and
/// modularity follow from the labels; spectrum and dimensions are those of `groups`, which has the labels.
/// Clusters keep their numbers. `options` and `decomposition` are those that `groups` came of; nothing is
/// decomposed anew. Word and unit clusters count as paired by joint methods while there are as many of each.
/// Throws Error as aggregateEdges() does.
CoClustering regroup(const Eigen::Ref<const MatrixD>& weights, const Decomposition& decomposition,
                     const Options& options, CoClustering groups, int wordClusters, int unitClusters);

/// Renumbers labels so that clusters without a member go away, the others keep their order. Returns how many
/// are left.
int dropEmptyClusters(std::vector<int>& labels, int clusters);

/// Which side of a clustering is meant.
enum class Side { words, units };

/// The members of a cluster that part from the others when it is split in two: along the first principal
/// direction of the members in the clustered space, at the place where the squared distances to the means of
/// both halves are least. The part that leaves is the smaller one; of equal ones that without the first
/// member. Rows or columns, ascending; none for fewer than two members. Deterministic.
std::vector<int> halfOf(const Decomposition& decomposition, const Options& options,
                        const CoClustering& groups, Side side, int cluster);

}  // namespace rnnvis::cocluster
