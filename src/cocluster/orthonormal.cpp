#include "orthonormal.h"

namespace rnnvis::cocluster {
namespace {

/// Makes the columns orthonormal in place, from left to right, and drops those of which less than `least`
/// times their norm is left.
void orthonormalise(Columns& columns, const Eigen::RowVectorXd& norms, double least) {
  Eigen::Index kept = 0;
  for (Eigen::Index column = 0; column < columns.cols(); ++column) {
    Eigen::VectorXd vector = columns.col(column);
    if (kept > 0) vector -= (columns.leftCols(kept) * (columns.leftCols(kept).transpose() * vector)).eval();
    const double norm = vector.norm();
    if (norm <= least * norms(column)) continue;
    columns.col(kept++) = vector / norm;
  }
  columns.conservativeResize(Eigen::NoChange, kept);
}

}  // namespace

Columns orthonormalComplement(const ColumnsRef& basis, const ColumnsRef& block) {
  // Below this share of a vector, what a projection leaves is rounding.
  constexpr double rounding = 1e-12;
  // A second round corrects directions; where it takes most of a vector away, the first had left rounding.
  constexpr double unstable = 0.1;

  Columns rest = block;
  for (const double least : {rounding, unstable}) {
    const Eigen::RowVectorXd norms = rest.colwise().norm();
    if (basis.cols() > 0) rest -= product(basis, transposedProduct(basis, rest));
    orthonormalise(rest, norms, least);
  }
  return rest;
}

}  // namespace rnnvis::cocluster
