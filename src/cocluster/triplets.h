#pragma once

#include "normalised_matrix.h"

namespace rnnvis::cocluster {

/// Leading singular triplets An v = σ u, Anᵀ u = σ v, the largest σ first.
struct Triplets {
  Columns left;            ///< u, [words, rank]
  Columns right;           ///< v, [units, rank]
  Eigen::VectorXd values;  ///< σ, as many as were asked for; 0 beyond the rank.

  /// How many of the values are above rounding, 1e-10 of the largest.
  Eigen::Index rank() const { return left.cols(); }
};

/// When the solver gives up.
struct TripletLimits {
  Eigen::Index largeFrom = 4'000'000;  ///< Weights from which on single precision is tried first.
  int singleExpansions = 40;           ///< Applications of the matrix before it is given up for double,
  int expansions = 3000;               ///< and before double precision is, too.
};

/// The `count` leading triplets, 0 <= count <= min(words, units), with ‖Anᵀ u − σ v‖ <= 3e-5 σ₁ and An v = σ
/// u to working precision. Of a large matrix, the former is 8e-5 σ₁, the latter holds to single precision,
/// and the last triplet, asked for only to see the gap before it, is held to 0.03 σ₁, which gives its value
/// to about a hundredth. Deterministic, whatever the number of threads; a flipped column flips a row of
/// `right` and nothing else. Throws Error where it does not converge within the limits.
Triplets leadingTriplets(const NormalisedMatrix& matrix, Eigen::Index count, const RunControl& control,
                         const TripletLimits& limits = {});

}  // namespace rnnvis::cocluster
