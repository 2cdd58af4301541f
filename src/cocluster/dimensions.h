#pragma once

#include <Eigen/Core>

namespace rnnvis::cocluster {

/// ⌈log₂ clusters⌉: vectors that can tell so many clusters apart.
int bitsFor(int clusters);

/// The d with the largest relative gap σ_d / σ_{d+1}, for max(1, bitsFor(k)) <= d <= min(k, rank), k the
/// larger number of clusters; the smaller of equal ones. Where the rank is below that range, the rank. σ
/// beyond the end of `spectrum` counts as 0, so that everything is used of a matrix whose rank is at most k.
int dimensionsByGap(const Eigen::VectorXd& spectrum, int rank, int clusters);

/// The number of clusters before the largest ratio σ_k / σ_{k+1}, for 2 <= k <= min(20, rank) and within the
/// spectrum; the smaller of equal ones. Where the rank is below that, the rank, and at least 1.
int clustersByGap(const Eigen::VectorXd& spectrum, int rank);

}  // namespace rnnvis::cocluster
