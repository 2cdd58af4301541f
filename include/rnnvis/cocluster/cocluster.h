#pragma once

#include "rnnvis/base/matrix.h"
#include "rnnvis/base/run_control.h"
#include "rnnvis/cocluster/decomposition.h"
#include "rnnvis/cocluster/options.h"

#include <vector>

namespace rnnvis::cocluster {

/// How much nearer members lie to their own cluster than to the next one (Rousseeuw 1987): (b − a) / max(a,
/// b) with a and b the mean squared Euclidean distances to the other members of the own cluster and to those
/// of the nearest other one. In [−1, 1]; 0 for the only member of a cluster and where there is but one
/// cluster.
struct Silhouette {
  double mean = 0;               ///< Over all members.
  std::vector<double> clusters;  ///< Mean of each cluster; 0 for an empty one.
};

/// Words and units grouped by how they answer to one another.
struct CoClustering {
  std::vector<int> wordLabels;    ///< In [0, wordClusters); row order of the input.
  std::vector<int> unitLabels;    ///< In [0, unitClusters); column order of the input.
  std::vector<int> unitPolarity;  ///< ±1 under `signed` with `merge`, else all +1.
  std::vector<double>
      wordDistance;  ///< Distance of each word to its cluster's centroid, in the clustered space.
  MatrixD edges;     ///< [wordClusters, unitClusters], Eq. 8 on the input, unit u counted with its polarity.
  std::vector<double> spectrum;  ///< Leading singular values of the normalised matrix, descending.
  int dimensions = 0;            ///< Triplets used; by joint methods without the first, which is discarded.
  Silhouette wordSilhouette;     ///< In the clustered space, as is the next.
  Silhouette unitSilhouette;
  double modularity = 0;  ///< Signed and bipartite, in [−1, 1]: see docs/cocluster.md.
  int clustersByGap = 1;  ///< The number of clusters that the largest gap in the spectrum suggests.
};

/// Co-clusters words × units by their signed weights (design: docs/cocluster.md). Deterministic: the same
/// matrix and options give the same labels bit for bit, whatever the number of threads. Cluster numbers are
/// display order: unit clusters so that edges to the word clusters cross little, word clusters next to the
/// unit clusters they answer to. Throws Error for an empty matrix, a value that is not finite (naming row and
/// column), fewer than 1 cluster, more clusters than words or units, fewer than 1 dimension or restart,
/// dimensions beyond the rank, and joint methods with different numbers of clusters.
CoClustering cocluster(const Eigen::Ref<const MatrixD>& weights, const Options& options,
                       const RunControl& control = {});

/// The same, bit for bit, with what decompose() made of these weights; it must serve the options.
CoClustering cocluster(const Eigen::Ref<const MatrixD>& weights, const Decomposition& decomposition,
                       const Options& options, const RunControl& control = {});

/// Eq. 8: mean over the words of cluster i and the units of cluster j of polarity_u · weights(w, u); 0 for an
/// empty cluster. [wordClusters, unitClusters].
MatrixD aggregateEdges(const Eigen::Ref<const MatrixD>& weights, const std::vector<int>& wordLabels,
                       const std::vector<int>& unitLabels, const std::vector<int>& unitPolarity,
                       int wordClusters, int unitClusters);

}  // namespace rnnvis::cocluster
