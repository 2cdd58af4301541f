#include "dimensions.h"
#include "embedding.h"
#include "grouping.h"
#include "silhouette.h"

#include <algorithm>

namespace rnnvis::cocluster {
namespace {

/// Rows of D^-½ X without the first column, which only tells how much a node weighs.
MatrixD pointsWithoutFirst(const VectorD& scale, const Eigen::MatrixXd& vectors, Eigen::Index dimensions) {
  return scale.asDiagonal() * vectors.middleCols(vectors.cols() > 0 ? 1 : 0, dimensions);
}

}  // namespace

Grouping groupJointly(const Decomposition& decomposition, const Options& options, ThreadPool& pool,
                      const RunControl& control) {
  const int dimensions = std::clamp(decomposition.rank() - 1, 0, bitsFor(options.wordClusters));
  const Eigen::Index words = decomposition.wordScale.size();
  MatrixD points(words + decomposition.unitScale.size(), dimensions);
  points.topRows(words) = pointsWithoutFirst(decomposition.wordScale, decomposition.left, dimensions);
  points.bottomRows(decomposition.unitScale.size()) =
      pointsWithoutFirst(decomposition.unitScale, decomposition.right, dimensions);
  const PointSet joint = PointSet::ofRows(points);
  const Partition partition =
      kmeans(joint, {options.wordClusters, options.restarts, options.seed}, pool, control);

  Grouping result;
  result.dimensions = dimensions;
  result.wordLabels.assign(partition.labels.begin(), partition.labels.begin() + words);
  result.unitLabels.assign(partition.labels.begin() + words, partition.labels.end());
  result.wordDistance = distancesToCentres(joint, partition);
  result.wordDistance.resize(static_cast<std::size_t>(words));
  result.wordSilhouette = silhouette(points.topRows(words), result.wordLabels, options.wordClusters);
  result.unitSilhouette =
      silhouette(points.bottomRows(decomposition.unitScale.size()), result.unitLabels, options.unitClusters);
  return result;
}

}  // namespace rnnvis::cocluster
