#include "rnnvis/sequence/measures.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace rnnvis::sequence {
namespace {

/// Sums of one step's state over the clusters, not yet divided by their sizes.
struct Sums {
  explicit Sums(int clusters) : positive(VectorD::Zero(clusters)), negative(positive), preserved(positive) {}
  VectorD positive, negative, preserved;
};

Sums sumsOf(const Eigen::Ref<const Eigen::RowVectorXf>& before,
            const Eigen::Ref<const Eigen::RowVectorXf>& now, const std::vector<int>& labels, int clusters) {
  Sums sums(clusters);
  for (Eigen::Index unit = 0; unit < now.size(); ++unit) {
    const int cluster = labels[static_cast<std::size_t>(unit)];
    const double value = now[unit], previous = before[unit];
    (value > 0 ? sums.positive : sums.negative)[cluster] += value;
    if (previous != 0) sums.preserved[cluster] += std::abs(previous) * std::clamp(value / previous, 0.0, 1.0);
  }
  return sums;
}

VectorD inverseSizes(const std::vector<int>& labels, int clusters) {
  VectorD sizes = VectorD::Zero(clusters);
  for (int label : labels) ++sizes[label];
  return (sizes.array() > 0).select(sizes.cwiseInverse(), 0.0);
}

}  // namespace

Measures measure(const model::Trace& trace, LayerId layer, model::Signal state,
                 const std::vector<int>& unitLabels, int clusters) {
  const Matrix& values = trace.layers[layer.index()].at(state);
  assert(static_cast<std::size_t>(values.cols()) == unitLabels.size());
  const bool reverse = trace.isReverse(layer.index());
  const Eigen::RowVectorXf first =
      trace.before(layer.index(), state, reverse && values.rows() > 0 ? values.rows() - 1 : 0);
  const VectorD scale = inverseSizes(unitLabels, clusters);

  const MatrixD empty = MatrixD::Zero(values.rows(), clusters);
  Measures measures{empty, empty, empty, empty, empty};
  const Sums initial = sumsOf(first, first, unitLabels, clusters);
  VectorD positive = initial.positive.cwiseProduct(scale), negative = initial.negative.cwiseProduct(scale);
  for (Eigen::Index step = 0; step < values.rows(); ++step) {
    const Eigen::Index t = reverse ? values.rows() - 1 - step : step;
    const Sums sums = sumsOf(trace.before(layer.index(), state, t), values.row(t), unitLabels, clusters);
    measures.aggregatePositive.row(t) = sums.positive.cwiseProduct(scale);
    measures.aggregateNegative.row(t) = sums.negative.cwiseProduct(scale);
    measures.updatedPositive.row(t) = measures.aggregatePositive.row(t) - positive.transpose();
    measures.updatedNegative.row(t) = measures.aggregateNegative.row(t) - negative.transpose();
    const VectorD total = sums.positive - sums.negative;
    measures.preserved.row(t) =
        (total.array() > 0).select(sums.preserved.array() / total.array(), 0.0).min(1.0).matrix().transpose();
    positive = measures.aggregatePositive.row(t);
    negative = measures.aggregateNegative.row(t);
  }
  return measures;
}

}  // namespace rnnvis::sequence
