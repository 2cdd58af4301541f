#pragma once

#include "rnnvis/base/matrix.h"
#include "rnnvis/base/run_control.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rnnvis::cocluster {

enum class Method { signedGraph, dhillon };
enum class Polarity { split, merge };

std::string_view nameOf(Method method);      ///< "signed", "dhillon"
std::string_view nameOf(Polarity polarity);  ///< "split", "merge"
/// The inverse; nothing for another name.
std::optional<Method> methodNamed(std::string_view name);
std::optional<Polarity> polarityNamed(std::string_view name);

struct Options {
  Method method = Method::signedGraph;
  Polarity polarity = Polarity::split;  ///< Of `signed`: whether units that answer with opposite signs part.
  int wordClusters = 10;
  int unitClusters = 10;
  std::optional<int>
      dimensions;      ///< Singular triplets used by `signed`; by the largest relative gap where absent.
  int restarts = 100;  ///< Of k-means.
  std::uint64_t seed = 1;
  bool center = false;   ///< Subtract each unit's unweighted mean over the words first.
  bool scale = false;    ///< Divide each unit by its standard deviation over the words first.
  unsigned threads = 0;  ///< 0: all. Labels do not depend on it.
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
  int dimensions = 0;            ///< Triplets used; under `dhillon` without the first, which is discarded.
};

/// Co-clusters words × units by their signed weights (design: docs/cocluster.md). Deterministic: the same
/// matrix and options give the same labels bit for bit, whatever the number of threads. Cluster numbers are
/// display order: unit clusters so that edges to the word clusters cross little, word clusters next to the
/// unit clusters they answer to. Throws Error for an empty matrix, a value that is not finite (naming row and
/// column), fewer than 1 cluster, more clusters than words or units, fewer than 1 dimension or restart,
/// dimensions beyond the rank, and `dhillon` with different numbers of clusters.
CoClustering cocluster(const Eigen::Ref<const MatrixD>& weights, const Options& options,
                       const RunControl& control = {});

/// Eq. 8: mean over the words of cluster i and the units of cluster j of polarity_u · weights(w, u); 0 for an
/// empty cluster. [wordClusters, unitClusters].
MatrixD aggregateEdges(const Eigen::Ref<const MatrixD>& weights, const std::vector<int>& wordLabels,
                       const std::vector<int>& unitLabels, const std::vector<int>& unitPolarity,
                       int wordClusters, int unitClusters);

}  // namespace rnnvis::cocluster
