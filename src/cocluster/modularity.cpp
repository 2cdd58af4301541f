#include "modularity.h"

#include "edges.h"

#include <algorithm>

namespace rnnvis::cocluster {
namespace {

/// What the null model expects between clusters of these sums, s_i s_j / m.
MatrixD expected(const VectorD& words, const VectorD& units) {
  const double total = words.sum();
  if (total <= 0) return MatrixD::Zero(words.size(), units.size());
  return words * units.transpose() / total;
}

VectorD sumsOver(const VectorD& weights, const std::vector<int>& labels, int clusters) {
  VectorD sums = VectorD::Zero(clusters);
  for (std::size_t i = 0; i < labels.size(); ++i) sums(labels[i]) += weights(static_cast<Eigen::Index>(i));
  return sums;
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

double modularityOf(const CoClustering& groups, const Decomposition& decomposition, bool paired) {
  const auto words = static_cast<int>(groups.edges.rows());
  const auto units = static_cast<int>(groups.edges.cols());
  const std::vector<int> wordSizes = clusterSizes(groups.wordLabels, words);
  const std::vector<int> unitSizes = clusterSizes(groups.unitLabels, units);
  MatrixD sums = groups.edges;
  for (Eigen::Index i = 0; i < words; ++i) sums.row(i) *= wordSizes[static_cast<std::size_t>(i)];
  for (Eigen::Index j = 0; j < units; ++j) sums.col(j) *= unitSizes[static_cast<std::size_t>(j)];
  return modularity(sums, sumsOver(decomposition.wordWeight, groups.wordLabels, words),
                    sumsOver(decomposition.unitWeight, groups.unitLabels, units), paired);
}

}  // namespace rnnvis::cocluster
