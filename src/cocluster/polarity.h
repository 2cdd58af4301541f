#pragma once

#include "rnnvis/base/matrix.h"

#include <vector>

namespace rnnvis::cocluster {

/// The side, ±1, of each unit on its cluster's axis: the sign of its product with the leading eigenvector of
/// the mean of v̂ v̂ᵀ over the cluster; +1 where that is 0. Each axis is turned so that the cluster's strongest
/// edge (the first of equal ones) is positive. Flipping the sign of a unit (its row of `directions` and its
/// column of `wordMeans`) flips its polarity and no other, bit for bit. `directions` [units, d]: unit vectors
/// v̂, or 0. `wordMeans` [wordClusters, units]: see meanRows().
std::vector<int> unitPolarities(const MatrixD& directions, const std::vector<int>& unitLabels,
                                int unitClusters, const MatrixD& wordMeans);

}  // namespace rnnvis::cocluster
