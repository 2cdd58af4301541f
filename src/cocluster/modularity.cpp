#include "modularity.h"

#include <algorithm>

namespace rnnvis::cocluster {
namespace {

/// What the null model expects between clusters of these sums, s_i s_j / m.
MatrixD expected(const VectorD& words, const VectorD& units) {
  const double total = words.sum();
  if (total <= 0) return MatrixD::Zero(words.size(), units.size());
  return words * units.transpose() / total;
}

}  // namespace

double modularity(const MatrixD& sums, const VectorD& words, const VectorD& units, bool paired) {
  const double total = words.sum();
  if (total <= 0) return 0;
  // a⁺ = (|a| + a) / 2 and a⁻ = (|a| − a) / 2.
  const VectorD wordSums = sums.rowwise().sum();
  const VectorD unitSums = sums.colwise().sum().transpose();
  // Rounding may leave a sum of no weights below 0.
  const auto half = [](const VectorD& twice) -> VectorD { return (twice / 2).cwiseMax(0); };
  const MatrixD gain = (sums - expected(half(words + wordSums), half(units + unitSums)) +
                        expected(half(words - wordSums), half(units - unitSums))) /
                       total;
  if (paired) return gain.diagonal().sum();
  return std::max(gain.rowwise().maxCoeff().sum(), gain.colwise().maxCoeff().sum());
}

}  // namespace rnnvis::cocluster
