#pragma once

#include "rnnvis/base/run_control.h"
#include "seeding.h"

#include <limits>

namespace rnnvis::cocluster {

/// A partition of points and the means of its parts.
struct Partition {
  std::vector<int> labels;
  MatrixD centres;
  double inertia = 0;  ///< Σ squared distances of points to their centres.
};

struct LloydLimits {
  int rounds = 300;
  int patience = 3;  ///< After so many rounds …
  /// … a run whose inertia still exceeds this is given up: the rounds to come rarely take off more than a
  /// tenth.
  double hopeless = std::numeric_limits<double>::infinity();
};

/// Lloyd's iteration from `seeds` until no label changes: each point to the nearest centre, each centre to
/// the mean of its points, an emptied cluster to the point farthest from its own centre. As many clusters as
/// there are seeds end non-empty. Hamerly's bounds (2010) spare most distances. A run that is given up
/// returns its partition so far, with infinite inertia.
Partition lloyd(const PointSet& points, Seeds seeds, const RunControl& control,
                const LloydLimits& limits = {});

}  // namespace rnnvis::cocluster
