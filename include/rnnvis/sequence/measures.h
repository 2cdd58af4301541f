#pragma once

#include "rnnvis/base/id.h"
#include "rnnvis/base/matrix.h"
#include "rnnvis/model/trace.h"

#include <vector>

namespace rnnvis::sequence {

/// What the clusters of units hold while a sentence is read: per token t and cluster p, each [T, P].
struct Measures {
  MatrixD
      aggregatePositive;  ///< Eq. 6: sum of the positive values of the state, over the cluster's size; ≥ 0.
  MatrixD aggregateNegative;  ///< The same of the negative values; ≤ 0.
  MatrixD updatedPositive;    ///< Change of aggregatePositive from the step before.
  MatrixD updatedNegative;    ///< Change of aggregateNegative.
  MatrixD preserved;  ///< Eq. 7: Σ |s(t−1)| clip(s(t)/s(t−1), 0, 1) over Σ |s(t)|, in [0, 1]; 0 where the
                      ///< latter is 0.

  /// How strongly a token changes a cluster on the whole, signed: updatedPositive + updatedNegative.
  double link(Eigen::Index token, Eigen::Index cluster) const {
    return updatedPositive(token, cluster) + updatedNegative(token, cluster);
  }
};

/// Measures of one state of one layer. `unitLabels` [n] in [0, clusters). Step −1 is trace.start. A unit that
/// was 0 before preserves nothing; an empty cluster measures 0.
Measures measure(const model::Trace& trace, LayerId layer, model::Signal state,
                 const std::vector<int>& unitLabels, int clusters);

}  // namespace rnnvis::sequence
