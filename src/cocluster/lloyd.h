#pragma once

#include "rnnvis/base/run_control.h"
#include "seeding.h"

#include <vector>

namespace rnnvis::cocluster {

/// A partition of points and the means of its parts.
struct Partition {
  std::vector<int> labels;
  MatrixD centres;
  double inertia = 0;  ///< Σ squared distances of points to their centres.
};

/// A run whose inertia exceeds `inertia` after `rounds` rounds is hopeless.
struct Checkpoint {
  int rounds;
  double inertia;
};

struct LloydLimits {
  int rounds = 300;
  std::vector<Checkpoint> checkpoints = {};
};

/// Lloyd's iteration from `seeds` until no label changes: each point to the nearest centre, each centre to
/// the mean of its points, an emptied cluster to the point farthest from its own centre. As many clusters as
/// there are seeds end non-empty. Hamerly's bounds (2010) spare most distances. A run that is given up
/// returns its partition so far, with infinite inertia.
Partition lloyd(const PointSet& points, Seeds seeds, const RunControl& control,
                const LloydLimits& limits = {});

}  // namespace rnnvis::cocluster
