#pragma once

#include "rnnvis/base/matrix.h"
#include "rnnvis/base/run_control.h"
#include "rnnvis/cocluster/options.h"

namespace rnnvis::cocluster {

/// Each column less its mean (`center`) and over its standard deviation (`scale`, n−1 in the denominator).
/// A column without spread becomes 0 when centred and keeps its scale: rounding noise is not blown up.
MatrixD standardised(const Eigen::Ref<const MatrixD>& weights, bool center, bool scale,
                     const RunControl& control);

/// What a joint method clusters: the matrix less its minimum where that is negative (`dhillon`), |W|, max(W,
/// 0) or max(−W, 0).
MatrixD nonNegative(MatrixD weights, Method method);

}  // namespace rnnvis::cocluster
