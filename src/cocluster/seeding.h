#pragma once

#include "point_set.h"
#include "random.h"

#include <vector>

namespace rnnvis::cocluster {

/// Points assigned to centres, with what triangle inequalities need to know (Hamerly 2010).
struct Assignment {
  std::vector<int> labels;    ///< Nearest centre; the first of equal ones.
  std::vector<double> upper;  ///< At least the distance to that centre.
  std::vector<double> lower;  ///< At most the distance to any other centre.
};

/// Centres to start k-means from, and the points assigned to them.
struct Seeds {
  MatrixD centres;  ///< [at most `clusters`, d]: fewer where there are fewer distinct points.
  Assignment assignment;
};

/// k-means++ (Arthur and Vassilvitskii 2007): each centre is a point drawn with a probability proportional to
/// its squared distance to the nearest centre so far. O(n · clusters · d).
Seeds plusPlusSeeds(const PointSet& points, int clusters, Random& random);

}  // namespace rnnvis::cocluster
