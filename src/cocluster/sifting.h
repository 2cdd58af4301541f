#pragma once

#include "crossings.h"

namespace rnnvis::cocluster {

/// Moves the member at `from` to `to`, those between one place towards `from`.
void moveMember(Order& order, std::size_t from, std::size_t to);

/// Moves each member once to where it crosses least among the others (sifting, Matuszewski, Schönfeld and
/// Molitor 1999). `pairs` as pairCrossings() gives it for the fixed order of the other side. Never worsens;
/// O(k²).
void sift(Order& order, const MatrixD& pairs);

}  // namespace rnnvis::cocluster
