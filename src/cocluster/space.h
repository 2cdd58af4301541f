#pragma once

#include "point_set.h"

#include "rnnvis/cocluster/decomposition.h"

namespace rnnvis::cocluster {

/// Where words and units lie when they are clustered, from the leading triplets of the matrix.
struct Space {
  MatrixD words;         ///< [words, d]
  MatrixD units;         ///< [units, d]; unit vectors or 0 where `hasAxes`.
  bool hasAxes = false;  ///< Units are clustered by their axes: v and −v are one.

  PointSet unitPoints() const { return hasAxes ? PointSet::ofOuterProducts(units) : PointSet::ofRows(units); }
};

/// The space of the options' method and polarity with `dimensions` triplets, as CoClustering counts them: by
/// joint methods without the first, which only tells how much a node weighs.
Space spaceOf(const Decomposition& decomposition, const Options& options, Eigen::Index dimensions);

}  // namespace rnnvis::cocluster
