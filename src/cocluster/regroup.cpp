#include "rnnvis/cocluster/regroup.h"

#include "edges.h"
#include "modularity.h"
#include "polarity.h"
#include "silhouette.h"
#include "space.h"

#include <Eigen/Eigenvalues>

#include <algorithm>
#include <numeric>

namespace rnnvis::cocluster {
namespace {

std::vector<double> distancesToMeans(const MatrixD& points, const std::vector<int>& labels, int clusters) {
  MatrixD means = MatrixD::Zero(clusters, points.cols());
  const std::vector<int> sizes = clusterSizes(labels, clusters);
  for (std::size_t i = 0; i < labels.size(); ++i)
    means.row(labels[i]) += points.row(static_cast<Eigen::Index>(i));
  for (int cluster = 0; cluster < clusters; ++cluster)
    means.row(cluster) /= std::max(1, sizes[static_cast<std::size_t>(cluster)]);
  std::vector<double> distances;
  for (std::size_t i = 0; i < labels.size(); ++i)
    distances.push_back((points.row(static_cast<Eigen::Index>(i)) - means.row(labels[i])).norm());
  return distances;
}

/// Places of points on their first principal direction, which points away from the first of them.
Eigen::VectorXd placesOnAxis(MatrixD points) {
  points.rowwise() -= points.colwise().mean().eval();
  const Eigen::MatrixXd scatter = points.transpose() * points;
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(scatter);
  Eigen::VectorXd places = points * solver.eigenvectors().rightCols<1>();
  return places(0) > 0 ? Eigen::VectorXd(-places) : places;
}

/// How many of the ascending places, at least one and not all, make the first of two halves.
std::size_t bestCut(const std::vector<double>& places) {
  const double total = std::accumulate(places.begin(), places.end(), 0.0);
  double sum = 0, best = -1;
  std::size_t cut = 1;
  for (std::size_t n = 1; n < places.size(); ++n) {
    sum += places[n - 1];
    const auto left = static_cast<double>(n), right = static_cast<double>(places.size() - n);
    const double between = sum * sum / left + (total - sum) * (total - sum) / right;
    if (between <= best) continue;
    best = between;
    cut = n;
  }
  return cut;
}

}  // namespace

CoClustering regroup(const Eigen::Ref<const MatrixD>& weights, const Decomposition& decomposition,
                     const Options& options, CoClustering groups, int wordClusters, int unitClusters) {
  const Space space = spaceOf(decomposition, options, groups.dimensions);
  ThreadPool pool(1);  // Milliseconds of work.
  groups.unitPolarity =
      unitPolarities(space.hasAxes ? space.units : MatrixD(), groups.unitLabels, unitClusters,
                     meanRows(weights, groups.wordLabels, wordClusters, pool));
  groups.edges = aggregateEdges(weights, groups.wordLabels, groups.unitLabels, groups.unitPolarity,
                                wordClusters, unitClusters);
  groups.wordDistance = distancesToMeans(space.words, groups.wordLabels, wordClusters);
  groups.wordSilhouette = silhouette(space.words, groups.wordLabels, wordClusters);
  groups.unitSilhouette = silhouette(space.unitPoints().points(), groups.unitLabels, unitClusters);
  groups.modularity =
      modularityOf(groups, decomposition, isJoint(options.method) && wordClusters == unitClusters);
  return groups;
}

int dropEmptyClusters(std::vector<int>& labels, int clusters) {
  std::vector<int> numbers(static_cast<std::size_t>(clusters), -1);
  for (const int label : labels) numbers[static_cast<std::size_t>(label)] = 0;
  int next = 0;
  for (int& number : numbers)
    if (number == 0) number = next++;
  for (int& label : labels) label = numbers[static_cast<std::size_t>(label)];
  return next;
}

std::vector<int> halfOf(const Decomposition& decomposition, const Options& options,
                        const CoClustering& groups, Side side, int cluster) {
  const std::vector<int>& labels = side == Side::words ? groups.wordLabels : groups.unitLabels;
  std::vector<int> members;
  for (std::size_t i = 0; i < labels.size(); ++i)
    if (labels[i] == cluster) members.push_back(static_cast<int>(i));
  if (members.size() < 2) return {};
  const Space space = spaceOf(decomposition, options, groups.dimensions);
  const MatrixD points = side == Side::words ? space.words : space.unitPoints().points();
  const Eigen::VectorXd places = points.cols() > 0
                                     ? placesOnAxis(points(members, Eigen::all))
                                     : Eigen::VectorXd::Zero(static_cast<Eigen::Index>(members.size()));

  std::vector<std::size_t> order(members.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto placeOf = [&](std::size_t i) { return places(static_cast<Eigen::Index>(i)); };
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return placeOf(a) < placeOf(b); });
  std::vector<double> sorted;
  for (const std::size_t i : order) sorted.push_back(placeOf(i));
  const auto cut = static_cast<std::ptrdiff_t>(bestCut(sorted));
  const bool upperLeaves = 2 * static_cast<std::size_t>(cut) >= order.size();
  std::vector<int> half;
  for (auto i = upperLeaves ? order.begin() + cut : order.begin();
       i != (upperLeaves ? order.end() : order.begin() + cut); ++i)
    half.push_back(members[*i]);
  std::sort(half.begin(), half.end());
  return half;
}

}  // namespace rnnvis::cocluster
