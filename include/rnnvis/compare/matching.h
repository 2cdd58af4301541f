#pragma once

#include "rnnvis/base/matrix.h"
#include "rnnvis/base/run_control.h"

#include <vector>

namespace rnnvis::compare {

/// A one-to-one assignment of rows to columns, as many as the smaller number, with the greatest sum of
/// `gain`: the column of each row, −1 for rows left over. Shortest augmenting paths (Jonker and Volgenant
/// 1987), O(n³). Ties are broken the same way every time. Throws Error for a gain that is not finite.
std::vector<int> assign(const MatrixD& gain, const RunControl& control = {});

/// Units of two models in pairs.
struct UnitMatching {
  std::vector<int> partner;  ///< [nA] unit of B for each of A; −1 where there is none left.
  std::vector<int> sign;     ///< [nA] ±1, of the correlation with the partner; 1 where there is none.
  double similarity = 0;     ///< Mean |correlation| over the pairs; 0 where there are none.
};

/// The pairs with the greatest sum of |correlation| [nA, nB].
UnitMatching matchUnits(const MatrixD& correlation, const RunControl& control = {});

/// [W, nB in A's order] the responses of B's units that answer to A's, with their signs turned; 0 where a
/// unit of A has no partner.
MatrixD inOrderOfA(const UnitMatching& matching, const MatrixD& responsesOfB);

/// A rotation of B's responses to A's.
struct Rotation {
  MatrixD matrix;
  double similarity = 0;  ///< Σ σ / √(Σ‖x − x̄‖² · Σ‖y − ȳ‖²), in [0, 1].
};
/// The rotation [nA, nB], R Rᵀ = I or Rᵀ R = I, for which Σ ‖x − R y‖² is least (Schönemann 1966): U Vᵀ of
/// the cross products Σ (x − x̄)(y − ȳ)ᵀ = U Σ Vᵀ. O(nA · nB · min(nA, nB)). Throws Error for cross products
/// that are not finite.
Rotation procrustes(const MatrixD& crossProducts, double scatterOfA, double scatterOfB,
                    const RunControl& control = {});

/// Of each row the cosine between the two, in [−1, 1]; 0 where one of them is 0.
VectorD similarityOfRows(const MatrixD& a, const MatrixD& b);

/// Of each row Hoyer's sparsity (√n − ‖x‖₁/‖x‖₂)/(√n − 1) (2004): 0 where all entries are equal in size, 1
/// where one alone is not 0; 0 for a row of zeros and for one column.
VectorD sparsityOfRows(const MatrixD& values);

}  // namespace rnnvis::compare
