#pragma once

#include "rnnvis/base/matrix.h"

namespace rnnvis::cocluster {

/// Each column less its mean (`center`) and over its standard deviation (`scale`, n−1 in the denominator).
/// A column without spread becomes 0 when centred and keeps its scale: rounding noise is not blown up.
MatrixD standardised(const Eigen::Ref<const MatrixD>& weights, bool center, bool scale);

/// The matrix less its minimum where that is negative, else itself: what the method of 2001 needs.
MatrixD shiftedNonNegative(const Eigen::Ref<const MatrixD>& weights);

}  // namespace rnnvis::cocluster
