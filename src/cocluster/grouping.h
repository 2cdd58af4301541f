#pragma once

#include "kmeans.h"

#include "rnnvis/cocluster/cocluster.h"

namespace rnnvis::cocluster {

/// What a method finds, before clusters are put in display order.
struct Grouping {
  std::vector<int> wordLabels;
  std::vector<int> unitLabels;
  std::vector<double> wordDistance;
  MatrixD unitDirections;  ///< [units, d], unit vectors or 0; empty where units have no polarity.
  int dimensions = 0;
  Silhouette wordSilhouette;
  Silhouette unitSilhouette;
};

/// Words and units clustered apart, in the space of the leading triplets: see docs/cocluster.md. Throws Error
/// where options.dimensions exceeds the rank.
Grouping groupSigned(const Decomposition& decomposition, const Options& options, ThreadPool& pool,
                     const RunControl& control);

/// The joint clustering of Dhillon (2001), as scikit-learn's SpectralCoclustering does it, of a normalised
/// non-negative matrix: 1 + ⌈log₂ k⌉ triplets without the first, rows of D_r^-½ U and D_c^-½ V in one
/// k-means.
Grouping groupJointly(const Decomposition& decomposition, const Options& options, ThreadPool& pool,
                      const RunControl& control);

/// Either, by options.method.
inline Grouping group(const Decomposition& decomposition, const Options& options, ThreadPool& pool,
                      const RunControl& control) {
  return (isJoint(options.method) ? groupJointly : groupSigned)(decomposition, options, pool, control);
}

}  // namespace rnnvis::cocluster
