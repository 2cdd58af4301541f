#include "dimensions.h"
#include "embedding.h"
#include "grouping.h"
#include "silhouette.h"

#include "rnnvis/base/error.h"

#include <algorithm>

namespace rnnvis::cocluster {
namespace {

int chooseDimensions(const Decomposition& decomposition, const Options& options) {
  const int rank = decomposition.rank();
  if (!options.dimensions)
    return dimensionsByGap(decomposition.values, rank, std::max(options.wordClusters, options.unitClusters));
  if (*options.dimensions > rank)
    fail("co-clustering: {} dimensions asked for, but the matrix has rank {}; ask for at most that",
         *options.dimensions, rank);
  return *options.dimensions;
}

}  // namespace

Grouping groupSigned(const Decomposition& decomposition, const Options& options, ThreadPool& pool,
                     const RunControl& control) {
  Grouping result;
  result.dimensions = chooseDimensions(decomposition, options);

  const PointSet words = PointSet::ofRows(
      spectralPoints(decomposition.wordScale, decomposition.left, decomposition.values, result.dimensions));
  const Partition wordPartition =
      kmeans(words, {options.wordClusters, options.restarts, options.seed}, pool, control.part(0, 0.5));
  result.wordLabels = wordPartition.labels;
  result.wordDistance = distancesToCentres(words, wordPartition);
  result.wordSilhouette = silhouette(words.points(), result.wordLabels, options.wordClusters);

  const MatrixD rows =
      spectralPoints(decomposition.unitScale, decomposition.right, decomposition.values, result.dimensions);
  const bool merge = options.polarity == Polarity::merge;
  if (merge) result.unitDirections = normalisedRows(rows);
  const PointSet units = merge ? PointSet::ofOuterProducts(result.unitDirections) : PointSet::ofRows(rows);
  result.unitLabels =
      kmeans(units, {options.unitClusters, options.restarts, options.seed}, pool, control.part(0.5, 1))
          .labels;
  result.unitSilhouette = silhouette(units.points(), result.unitLabels, options.unitClusters);
  return result;
}

}  // namespace rnnvis::cocluster
