#pragma once

#include "blas.h"

namespace rnnvis::cocluster {

/// An orthonormal basis of what the columns of `block` add to the span of the orthonormal columns of `basis`:
/// [n, at most block.cols()]. Columns that add nothing beyond rounding are left out. Gram–Schmidt, repeated
/// for orthogonality to working precision: unlike Householder reflections every coefficient is an inner
/// product, so flipping the sign of a row of both arguments only flips that row of the result, bit for bit.
/// O(n · block.cols() · (basis.cols() + block.cols())).
Columns orthonormalComplement(const ColumnsRef& basis, const ColumnsRef& block);

}  // namespace rnnvis::cocluster
