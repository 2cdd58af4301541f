#include "dimensions.h"
#include "embedding.h"
#include "grouping.h"
#include "rnnvis/base/error.h"
#include "triplets.h"

#include <algorithm>

namespace rnnvis::cocluster {
namespace {

int chooseDimensions(const Triplets& triplets, const Options& options) {
  const int rank = static_cast<int>(triplets.rank());
  if (!options.dimensions)
    return dimensionsByGap(triplets.values, rank, std::max(options.wordClusters, options.unitClusters));
  if (*options.dimensions > rank)
    fail("co-clustering: {} dimensions asked for, but the matrix has rank {}; ask for at most that",
         *options.dimensions, rank);
  return *options.dimensions;
}

/// Enough triplets for every number of dimensions that may be chosen, and one to see the gap behind the last.
Eigen::Index tripletsNeeded(const NormalisedMatrix& matrix, const Options& options) {
  const Eigen::Index wanted =
      std::max({options.wordClusters, options.unitClusters, options.dimensions.value_or(0)});
  return std::min({wanted + 1, matrix.words(), matrix.units()});
}

}  // namespace

Grouping groupSigned(const NormalisedMatrix& matrix, const Options& options, ThreadPool& pool,
                     const RunControl& control) {
  const Triplets triplets = leadingTriplets(matrix, tripletsNeeded(matrix, options), control.part(0, 0.4));
  Grouping result;
  result.spectrum.assign(triplets.values.begin(), triplets.values.end());
  result.dimensions = chooseDimensions(triplets, options);

  const PointSet words =
      PointSet::ofRows(spectralPoints(matrix.rowScale(), triplets.left, triplets.values, result.dimensions));
  const Partition wordPartition =
      kmeans(words, {options.wordClusters, options.restarts, options.seed}, pool, control.part(0.4, 0.7));
  result.wordLabels = wordPartition.labels;
  result.wordDistance = distancesToCentres(words, wordPartition);

  const MatrixD units =
      spectralPoints(matrix.columnScale(), triplets.right, triplets.values, result.dimensions);
  const bool merge = options.polarity == Polarity::merge;
  if (merge) result.unitDirections = normalisedRows(units);
  result.unitLabels =
      kmeans(merge ? PointSet::ofOuterProducts(result.unitDirections) : PointSet::ofRows(units),
             {options.unitClusters, options.restarts, options.seed}, pool, control.part(0.7, 1))
          .labels;
  return result;
}

}  // namespace rnnvis::cocluster
