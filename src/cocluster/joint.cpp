#include "dimensions.h"
#include "grouping.h"
#include "silhouette.h"
#include "space.h"

#include <algorithm>

namespace rnnvis::cocluster {

Grouping groupJointly(const Decomposition& decomposition, const Options& options, ThreadPool& pool,
                      const RunControl& control) {
  const int dimensions = std::clamp(decomposition.rank() - 1, 0, bitsFor(options.wordClusters));
  const Eigen::Index words = decomposition.wordScale.size();
  const Space space = spaceOf(decomposition, options, dimensions);
  MatrixD points(words + space.units.rows(), dimensions);
  points.topRows(words) = space.words;
  points.bottomRows(space.units.rows()) = space.units;
  const PointSet joint = PointSet::ofRows(points);
  const Partition partition =
      kmeans(joint, {options.wordClusters, options.restarts, options.seed}, pool, control);

  Grouping result;
  result.dimensions = dimensions;
  result.wordLabels.assign(partition.labels.begin(), partition.labels.begin() + words);
  result.unitLabels.assign(partition.labels.begin() + words, partition.labels.end());
  result.wordDistance = distancesToCentres(joint, partition);
  result.wordDistance.resize(static_cast<std::size_t>(words));
  result.wordSilhouette = silhouette(space.words, result.wordLabels, options.wordClusters);
  result.unitSilhouette = silhouette(space.units, result.unitLabels, options.unitClusters);
  return result;
}

}  // namespace rnnvis::cocluster
