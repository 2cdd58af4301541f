#include "rnnvis/cocluster/decomposition.h"

#include "degrees.h"
#include "dimensions.h"
#include "options.h"
#include "prepare.h"
#include "triplets.h"

#include <algorithm>

namespace rnnvis::cocluster {
namespace {

/// Enough triplets for every number of dimensions that may be chosen, and one to see the gap behind the last.
/// As long as it is cheap, enough for every number of clusters that is usual.
Eigen::Index tripletsNeeded(const Options& options, Eigen::Index words, Eigen::Index units) {
  constexpr Eigen::Index cheapUpTo = 4'000'000;
  constexpr int usualClusters = 20;
  const int wanted =
      isJoint(options.method)
          ? 1 + bitsFor(options.wordClusters)
          : std::max({options.wordClusters, options.unitClusters, options.dimensions.value_or(0)});
  const int count = words * units <= cheapUpTo ? std::max(wanted, usualClusters) : wanted;
  return std::min<Eigen::Index>({count + 1, words, units});
}

std::shared_ptr<Decomposition> decomposed(const Eigen::Ref<const MatrixD>& weights, const Degrees& degrees,
                                          const Options& options, ThreadPool& pool,
                                          const RunControl& control) {
  const NormalisedMatrix matrix(weights, degrees, pool);
  Triplets triplets =
      leadingTriplets(matrix, tripletsNeeded(options, matrix.words(), matrix.units()), control);
  auto result = std::make_shared<Decomposition>();
  result->method = options.method;
  result->center = options.center;
  result->scale = options.scale;
  result->wordScale = matrix.rowScale();
  result->unitScale = matrix.columnScale();
  result->left = std::move(triplets.left);
  result->right = std::move(triplets.right);
  result->values = std::move(triplets.values);
  return result;
}

/// Copies the matrix only where the options change it.
std::shared_ptr<Decomposition> decomposedPrepared(const Eigen::Ref<const MatrixD>& weights,
                                                  const Degrees& degrees, const Options& options,
                                                  ThreadPool& pool, const RunControl& control) {
  const bool standardise = options.center || options.scale;
  if (!standardise && !isJoint(options.method)) return decomposed(weights, degrees, options, pool, control);
  MatrixD prepared =
      standardise ? standardised(weights, options.center, options.scale, control) : MatrixD(weights);
  control.throwIfStopped();
  prepared = nonNegative(std::move(prepared), options.method);
  return decomposed(prepared, degreesOf(prepared, pool, control), options, pool, control);
}

}  // namespace

bool Decomposition::serves(const Options& options) const {
  return method == options.method && center == options.center && scale == options.scale &&
         values.size() == tripletsNeeded(options, wordScale.size(), unitScale.size());
}

std::shared_ptr<const Decomposition> decompose(const Eigen::Ref<const MatrixD>& weights,
                                               const Options& options, const RunControl& control) {
  requireValid(options, weights.rows(), weights.cols());
  control.report(0);
  ThreadPool pool(options.threads);
  Degrees degrees = degreesOf(weights, pool, control);
  control.report(0.05);
  const std::shared_ptr<Decomposition> result =
      decomposedPrepared(weights, degrees, options, pool, control.part(0.05, 1));
  result->wordWeight = std::move(degrees.words);
  result->unitWeight = std::move(degrees.units);
  return result;
}

}  // namespace rnnvis::cocluster
