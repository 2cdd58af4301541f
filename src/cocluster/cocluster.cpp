#include "rnnvis/cocluster/cocluster.h"

#include "edges.h"
#include "grouping.h"
#include "options.h"
#include "order.h"
#include "polarity.h"
#include "prepare.h"

namespace rnnvis::cocluster {
namespace {

Grouping group(const Eigen::Ref<const MatrixD>& weights, const Degrees& degrees, const Options& options,
               ThreadPool& pool, const RunControl& control) {
  const NormalisedMatrix matrix(weights, degrees, pool);
  if (options.method == Method::dhillon) return groupDhillon(matrix, options, pool, control);
  return groupSigned(matrix, options, pool, control);
}

/// Copies the matrix only where the options change it.
Grouping groupPrepared(const Eigen::Ref<const MatrixD>& weights, const Options& options, ThreadPool& pool,
                       const RunControl& control) {
  const Degrees degrees = degreesOf(weights, pool);
  control.report(0.05);
  const RunControl rest = control.part(0.05, 0.95);
  const bool standardise = options.center || options.scale;
  if (!standardise && options.method == Method::signedGraph)
    return group(weights, degrees, options, pool, rest);
  MatrixD prepared = standardise ? standardised(weights, options.center, options.scale) : MatrixD(weights);
  if (options.method == Method::dhillon) prepared = shiftedNonNegative(prepared);
  return group(prepared, degreesOf(prepared, pool), options, pool, rest);
}

/// New numbers for labels: the inverse of a display order.
void renumber(std::vector<int>& labels, const Order& order) {
  std::vector<int> numbers(order.size());
  for (std::size_t position = 0; position < order.size(); ++position)
    numbers[static_cast<std::size_t>(order[position])] = static_cast<int>(position);
  for (int& label : labels) label = numbers[static_cast<std::size_t>(label)];
}

Orders displayOrders(const MatrixD& edges, Method method) {
  if (method == Method::signedGraph) return orderClusters(edges);
  const Order joint = orderJointly(edges);
  return {joint, joint};
}

}  // namespace

CoClustering cocluster(const Eigen::Ref<const MatrixD>& weights, const Options& options,
                       const RunControl& control) {
  requireValid(options, weights.rows(), weights.cols());
  control.report(0);
  ThreadPool pool(options.threads);
  Grouping grouping = groupPrepared(weights, options, pool, control);

  CoClustering result;
  const MatrixD wordMeans = meanRows(weights, grouping.wordLabels, options.wordClusters, pool);
  result.unitPolarity =
      unitPolarities(grouping.unitDirections, grouping.unitLabels, options.unitClusters, wordMeans);
  const MatrixD edges =
      meanColumns(wordMeans, grouping.unitLabels, result.unitPolarity, options.unitClusters);
  const Orders orders = displayOrders(edges, options.method);
  result.edges = reordered(edges, orders.words, orders.units);
  renumber(grouping.wordLabels, orders.words);
  renumber(grouping.unitLabels, orders.units);
  result.wordLabels = std::move(grouping.wordLabels);
  result.unitLabels = std::move(grouping.unitLabels);
  result.wordDistance = std::move(grouping.wordDistance);
  result.spectrum = std::move(grouping.spectrum);
  result.dimensions = grouping.dimensions;
  control.report(1);
  return result;
}

}  // namespace rnnvis::cocluster
