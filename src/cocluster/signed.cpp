#include "dimensions.h"
#include "grouping.h"
#include "silhouette.h"
#include "space.h"

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

  Space space = spaceOf(decomposition, options, result.dimensions);
  const PointSet words = PointSet::ofRows(space.words);
  const Partition wordPartition =
      kmeans(words, {options.wordClusters, options.restarts, options.seed}, pool, control.part(0, 0.5));
  result.wordLabels = wordPartition.labels;
  result.wordDistance = distancesToCentres(words, wordPartition);
  result.wordSilhouette = silhouette(words.points(), result.wordLabels, options.wordClusters);

  const PointSet units = space.unitPoints();
  result.unitLabels =
      kmeans(units, {options.unitClusters, options.restarts, options.seed}, pool, control.part(0.5, 1))
          .labels;
  result.unitSilhouette = silhouette(units.points(), result.unitLabels, options.unitClusters);
  if (space.hasAxes) result.unitDirections = std::move(space.units);
  return result;
}

}  // namespace rnnvis::cocluster
