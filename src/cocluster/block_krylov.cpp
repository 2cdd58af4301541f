#include "block_krylov.h"

#include "orthonormal.h"

#include <Eigen/Eigenvalues>

#include <algorithm>

namespace rnnvis::cocluster {
namespace {

/// Vectors a block, a few more than are wanted: whatever lies between them and the last one converges faster.
Eigen::Index blockSize(Eigen::Index count) {
  return (count + 3 + 7) / 8 * 8;
}

/// Vectors held before a restart: beyond it orthogonalisation costs more than a restart loses, and a dense
/// eigensolver, which cannot be stopped, is felt.
Eigen::Index vectorsHeld(Eigen::Index block) {
  return std::max(std::min<Eigen::Index>(10 * block, 240), 4 * block);
}

/// Eigenvectors of the projected matrix, leading ones first.
struct Ritz {
  Columns coefficients;
  Eigen::VectorXd values;
};

Ritz ritz(const ColumnsRef& basis, const ColumnsRef& image, Eigen::Index count) {
  Columns projected = transposedProduct(basis, image);
  projected = ((projected + projected.transpose()) / 2).eval();
  const Eigen::SelfAdjointEigenSolver<Columns> solver(projected);
  count = std::min(count, basis.cols());
  return {solver.eigenvectors().rowwise().reverse().leftCols(count),
          solver.eigenvalues().reverse().head(count)};
}

}  // namespace

BlockKrylov::BlockKrylov(const GramOperator& matrix, Eigen::Index count, const RunControl& control)
    : m_matrix(matrix), m_count(count) {
  const Eigen::Index block = std::min(blockSize(count), matrix.units());
  const Eigen::Index held = std::min(vectorsHeld(block), matrix.units());
  m_basis.resize(matrix.units(), held);
  m_image.resize(matrix.units(), held);
  m_next = orthonormalComplement(m_basis.leftCols(0), matrix.sketch(block, control));
}

Eigen::Index BlockKrylov::expand(const RunControl& control) {
  if (m_size + m_next.cols() > m_basis.cols()) restart();
  const Eigen::Index block = m_next.cols();
  const Columns image = m_matrix.gram(m_next, control);
  m_basis.middleCols(m_size, block) = m_next;
  m_image.middleCols(m_size, block) = image;
  m_size += block;
  m_next = orthonormalComplement(m_basis.leftCols(m_size), image);
  // A basis of the whole space leaves nothing but rounding.
  const Eigen::Index room = m_matrix.units() - m_size;
  if (m_next.cols() > room) m_next.conservativeResize(Eigen::NoChange, room);
  ++m_expansions;
  return block;
}

void BlockKrylov::restart() {
  // Half the space keeps the Ritz vectors that matter for convergence, and leaves room to grow.
  const Ritz kept = ritz(m_basis.leftCols(m_size), m_image.leftCols(m_size), m_basis.cols() / 2);
  m_size = kept.coefficients.cols();
  m_basis.leftCols(m_size) = product(m_basis.leftCols(kept.coefficients.rows()), kept.coefficients);
  m_image.leftCols(m_size) = product(m_image.leftCols(kept.coefficients.rows()), kept.coefficients);
}

BlockKrylov::Pairs BlockKrylov::pairs() const {
  const Ritz leading = ritz(m_basis.leftCols(m_size), m_image.leftCols(m_size), m_count);
  Pairs result;
  result.vectors = product(m_basis.leftCols(m_size), leading.coefficients);
  result.values = leading.values;
  const Columns image = product(m_image.leftCols(m_size), leading.coefficients);
  result.coefficients = leading.coefficients;
  result.residuals = (image - result.vectors * leading.values.asDiagonal()).colwise().norm().transpose();
  return result;
}

void BlockKrylov::narrow(const Pairs& pairs, const std::vector<Eigen::Index>& unfinished) {
  const Columns chosen = pairs.coefficients(Eigen::all, unfinished);
  const Columns images = product(m_image.leftCols(m_size), chosen);
  m_next = orthonormalComplement(m_basis.leftCols(m_size), images);
}

}  // namespace rnnvis::cocluster
