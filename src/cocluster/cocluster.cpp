#include "rnnvis/cocluster/cocluster.h"

#include "dimensions.h"
#include "edges.h"
#include "grouping.h"
#include "modularity.h"
#include "options.h"
#include "order.h"
#include "polarity.h"

#include "rnnvis/base/error.h"

namespace rnnvis::cocluster {
namespace {

/// Moves the value of each cluster to where the cluster stands in a display order.
std::vector<double> reordered(const std::vector<double>& values, const Order& order) {
  std::vector<double> result;
  for (const int cluster : order) result.push_back(values[static_cast<std::size_t>(cluster)]);
  return result;
}

/// New numbers for labels: the inverse of a display order.
void renumber(std::vector<int>& labels, const Order& order) {
  std::vector<int> numbers(order.size());
  for (std::size_t position = 0; position < order.size(); ++position)
    numbers[static_cast<std::size_t>(order[position])] = static_cast<int>(position);
  for (int& label : labels) label = numbers[static_cast<std::size_t>(label)];
}

Orders displayOrders(const MatrixD& edges, Method method) {
  if (!isJoint(method)) return orderClusters(edges);
  const Order joint = orderJointly(edges);
  return {joint, joint};
}

void renumber(Grouping& grouping, const Orders& orders) {
  renumber(grouping.wordLabels, orders.words);
  renumber(grouping.unitLabels, orders.units);
  grouping.wordSilhouette.clusters = reordered(grouping.wordSilhouette.clusters, orders.words);
  grouping.unitSilhouette.clusters = reordered(grouping.unitSilhouette.clusters, orders.units);
}

void requireServed(const Decomposition& decomposition, const Eigen::Ref<const MatrixD>& weights,
                   const Options& options) {
  if (decomposition.wordScale.size() != weights.rows() || decomposition.unitScale.size() != weights.cols() ||
      !decomposition.serves(options))
    fail("co-clustering: the decomposition is of another matrix or for other options; decompose anew");
}

}  // namespace

CoClustering cocluster(const Eigen::Ref<const MatrixD>& weights, const Options& options,
                       const RunControl& control) {
  return cocluster(weights, *decompose(weights, options, control.part(0, 0.4)), options,
                   control.part(0.4, 1));
}

CoClustering cocluster(const Eigen::Ref<const MatrixD>& weights, const Decomposition& decomposition,
                       const Options& options, const RunControl& control) {
  requireValid(options, weights.rows(), weights.cols());
  requireServed(decomposition, weights, options);
  ThreadPool pool(options.threads);
  Grouping grouping = group(decomposition, options, pool, control.part(0, 0.95));

  CoClustering result;
  const MatrixD wordMeans = meanRows(weights, grouping.wordLabels, options.wordClusters, pool);
  result.unitPolarity =
      unitPolarities(grouping.unitDirections, grouping.unitLabels, options.unitClusters, wordMeans);
  const MatrixD edges =
      meanColumns(wordMeans, grouping.unitLabels, result.unitPolarity, options.unitClusters);
  const Orders orders = displayOrders(edges, options.method);
  renumber(grouping, orders);
  result.edges = reordered(edges, orders.words, orders.units);
  result.wordLabels = std::move(grouping.wordLabels);
  result.unitLabels = std::move(grouping.unitLabels);
  result.wordDistance = std::move(grouping.wordDistance);
  result.spectrum.assign(decomposition.values.begin(), decomposition.values.end());
  result.dimensions = grouping.dimensions;
  result.wordSilhouette = std::move(grouping.wordSilhouette);
  result.unitSilhouette = std::move(grouping.unitSilhouette);
  result.modularity = modularityOf(result, decomposition, isJoint(options.method));
  result.clustersByGap = clustersByGap(decomposition.values, decomposition.rank());
  control.report(1);
  return result;
}

}  // namespace rnnvis::cocluster
