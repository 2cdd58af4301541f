#include "dimensions.h"
#include "grouping.h"
#include "silhouette.h"
#include "space.h"

#include "rnnvis/base/error.h"

#include <algorithm>
#include <functional>
#include <numeric>

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

/// The units by weight. Seeds are drawn by place: units that are clustered in an order which neither turning
/// nor shuffling them changes fall into the same clusters, also where they have no clear ones.
std::vector<Eigen::Index> unitsByWeight(const Decomposition& decomposition) {
  std::vector<Eigen::Index> order(static_cast<std::size_t>(decomposition.unitWeight.size()));
  std::iota(order.begin(), order.end(), Eigen::Index{0});
  std::ranges::stable_sort(order, std::greater(),
                           [&](Eigen::Index unit) { return decomposition.unitWeight[unit]; });
  return order;
}

std::vector<int> clusterAxes(const MatrixD& units, const std::vector<Eigen::Index>& order,
                             const KMeansOptions& options, ThreadPool& pool, const RunControl& control) {
  const MatrixD ordered = units(order, Eigen::all);
  const std::vector<int> labels = kmeans(PointSet::ofOuterProducts(ordered), options, pool, control).labels;
  std::vector<int> result(labels.size());
  for (std::size_t i = 0; i < order.size(); ++i) result[static_cast<std::size_t>(order[i])] = labels[i];
  return result;
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
  const KMeansOptions ofUnits{options.unitClusters, options.restarts, options.seed};
  result.unitLabels = space.hasAxes ? clusterAxes(space.units, unitsByWeight(decomposition), ofUnits, pool,
                                                  control.part(0.5, 1))
                                    : kmeans(units, ofUnits, pool, control.part(0.5, 1)).labels;
  result.unitSilhouette = silhouette(units.points(), result.unitLabels, options.unitClusters);
  if (space.hasAxes) result.unitDirections = std::move(space.units);
  return result;
}

}  // namespace rnnvis::cocluster
