#pragma once

#include "rnnvis/base/matrix.h"
#include "rnnvis/base/run_control.h"

namespace rnnvis::compare {

/// With a matrix [m, n] = U Σ Vᵀ.
struct Polar {
  MatrixD factor;          ///< [m, n] U Vᵀ: of all with orthonormal rows or columns the nearest (Fan and
                           ///< Hoffman 1955).
  double nuclearNorm = 0;  ///< Σ σ
};

/// Bidiagonal form, its decomposition by divide and conquer (LAPACK's dgebrd, dbdsdc, dormbr), and U Vᵀ
/// without U and V: O(m n · min(m, n)), on one thread. Can be stopped between these steps. Throws Error where
/// the matrix is not finite or the decomposition does not converge.
Polar polar(const MatrixD& matrix, const RunControl& control = {});

}  // namespace rnnvis::compare
