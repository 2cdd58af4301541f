#pragma once

#include "kmeans.h"
#include "normalised_matrix.h"
#include "rnnvis/cocluster/cocluster.h"

namespace rnnvis::cocluster {

/// What a method finds, before clusters are put in display order.
struct Grouping {
  std::vector<int> wordLabels;
  std::vector<int> unitLabels;
  std::vector<double> wordDistance;
  MatrixD unitDirections;  ///< [units, d], unit vectors or 0; empty where units have no polarity.
  std::vector<double> spectrum;
  int dimensions = 0;
};

/// Words and units clustered apart, in the space of the leading triplets: see docs/cocluster.md. Throws Error
/// where options.dimensions exceeds the rank.
Grouping groupSigned(const NormalisedMatrix& matrix, const Options& options, ThreadPool& pool,
                     const RunControl& control);

/// The joint clustering of Dhillon (2001), as scikit-learn's SpectralCoclustering does it, of a normalised
/// non-negative matrix: 1 + ⌈log₂ k⌉ triplets without the first, rows of D_r^-½ U and D_c^-½ V in one
/// k-means.
Grouping groupDhillon(const NormalisedMatrix& matrix, const Options& options, ThreadPool& pool,
                      const RunControl& control);

}  // namespace rnnvis::cocluster
