#pragma once

#include "normalised_matrix.h"

#include <vector>

namespace rnnvis::cocluster {

/// Leading eigenpairs of Anᵀ An from a block Krylov space with full orthogonalisation and thick restarts
/// (Golub and Underwood 1977; Wu and Simon 2000). The start block is seeded on the word side, and every
/// coefficient is an inner product over units: flipping the sign of a column of W flips that row of the
/// vectors and changes nothing else, bit for bit.
class BlockKrylov {
 public:
  /// For the `count` leading pairs, 1 <= count <= min(words, units). `matrix` must outlive the object.
  BlockKrylov(const GramOperator& matrix, Eigen::Index count, const RunControl& control);

  /// Applies the matrix once more, to as many vectors as it returns: O(words · units) for each.
  Eigen::Index expand(const RunControl& control);
  /// How often.
  int expansions() const { return m_expansions; }
  /// Dimensions of the space.
  Eigen::Index size() const { return m_size; }
  /// Whether the space is invariant: then its pairs are exact and those it lacks have the eigenvalue 0.
  bool exhausted() const { return m_next.cols() == 0; }

  /// The leading pairs (θ, v) of the projected matrix, at most `count`, descending.
  struct Pairs {
    Columns coefficients;  ///< Of the vectors, in the basis.
    Columns vectors;
    Eigen::VectorXd values;
    Eigen::VectorXd residuals;  ///< ‖Anᵀ An v − θ v‖
  };
  Pairs pairs() const;

  /// Goes on with the residuals of these pairs alone, which spares the others the next application. They lie
  /// in what the next expansion would append, so that the space stays one of Krylov's.
  void narrow(const Pairs& pairs, const std::vector<Eigen::Index>& unfinished);

 private:
  void restart();

  const GramOperator& m_matrix;
  Eigen::Index m_count;
  Columns m_basis;  // Orthonormal; the first m_size columns are in use.
  Columns m_image;  // Anᵀ An times the basis.
  Columns m_next;   // What the next expansion appends: orthonormal, and orthogonal to the basis.
  Eigen::Index m_size = 0;
  int m_expansions = 0;
};

}  // namespace rnnvis::cocluster
