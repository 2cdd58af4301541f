#include "dimensions.h"
#include "embedding.h"
#include "grouping.h"
#include "triplets.h"

#include <algorithm>

namespace rnnvis::cocluster {
namespace {

/// Rows of D^-½ X without the first column, which only tells how much a node weighs.
MatrixD pointsWithoutFirst(const VectorD& scale, const ColumnsRef& vectors, Eigen::Index dimensions) {
  return scale.asDiagonal() * vectors.middleCols(vectors.cols() > 0 ? 1 : 0, dimensions);
}

}  // namespace

Grouping groupDhillon(const NormalisedMatrix& matrix, const Options& options, ThreadPool& pool,
                      const RunControl& control) {
  const Eigen::Index wanted = 1 + bitsFor(options.wordClusters);
  const Triplets triplets =
      leadingTriplets(matrix, std::min({wanted + 1, matrix.words(), matrix.units()}), control.part(0, 0.4));
  const Eigen::Index dimensions = std::clamp<Eigen::Index>(triplets.rank() - 1, 0, wanted - 1);

  MatrixD points(matrix.words() + matrix.units(), dimensions);
  points.topRows(matrix.words()) = pointsWithoutFirst(matrix.rowScale(), triplets.left, dimensions);
  points.bottomRows(matrix.units()) = pointsWithoutFirst(matrix.columnScale(), triplets.right, dimensions);
  const PointSet joint = PointSet::ofRows(points);
  const Partition partition =
      kmeans(joint, {options.wordClusters, options.restarts, options.seed}, pool, control.part(0.4, 1));

  Grouping result;
  result.spectrum.assign(triplets.values.begin(), triplets.values.end());
  result.dimensions = static_cast<int>(dimensions);
  const auto words = static_cast<std::ptrdiff_t>(matrix.words());
  result.wordLabels.assign(partition.labels.begin(), partition.labels.begin() + words);
  result.unitLabels.assign(partition.labels.begin() + words, partition.labels.end());
  result.wordDistance = distancesToCentres(joint, partition);
  result.wordDistance.resize(static_cast<std::size_t>(words));
  return result;
}

}  // namespace rnnvis::cocluster
