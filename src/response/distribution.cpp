#include "distribution.h"

#include "value_and_rest.h"

#include <algorithm>
#include <cmath>

namespace rnnvis::response {
namespace {

constexpr std::size_t bins = ValueDistribution::bins;

/// The histogram of one unit over [−range, range) in the bins of a wider one; both are powers of two.
Histogram widened(const std::int64_t* counts, float range, float wider) {
  Histogram result;
  std::copy_n(counts, bins, result.begin());
  for (; range < wider; range *= 2) result = inWiderBins(result.data());
  return result;
}

/// Where a histogram over [−range, range) reaches a share of its total, linear within the bin.
double quantileOf(const std::int64_t* counts, float range, double level) {
  double total = 0;
  for (std::size_t bin = 0; bin < bins; ++bin) total += static_cast<double>(counts[bin]);
  double below = 0;
  for (std::size_t bin = 0; bin < bins; ++bin) {
    const auto inside = static_cast<double>(counts[bin]);
    if (inside > 0 && below + inside >= level * total) {
      const double place = (static_cast<double>(bin) + (level * total - below) / inside) / (bins / 2) - 1;
      return place * double{range};
    }
    below += inside;
  }
  return double{range};
}

}  // namespace

Histogram inWiderBins(const std::int64_t* counts) {
  Histogram result{};
  for (std::size_t bin = 0; bin < bins; ++bin) result[bins / 4 + bin / 2] += counts[bin];
  return result;
}

ValueDistribution distributionOf(const MatrixD& mean, const MatrixD& deviation, Matrix quantiles,
                                 const std::vector<float>& range, std::vector<std::int64_t> histogram) {
  ValueDistribution result;
  result.mean = Rows(mean.cast<float>());
  result.meanRest = Rows(Matrix(restOf(mean)));
  result.deviation = Rows(deviation.cast<float>());
  result.deviationRest = Rows(Matrix(restOf(deviation)));
  result.quantiles = Rows(std::move(quantiles));
  result.range =
      Rows(Matrix(Eigen::Map<const Matrix>(range.data(), 1, static_cast<Eigen::Index>(range.size()))));
  result.histogram = std::make_shared<std::vector<std::int64_t>>(std::move(histogram));
  return result;
}

ValueDistribution zeroDistribution(std::size_t units) {
  const auto n = static_cast<Eigen::Index>(units);
  const MatrixD zero = MatrixD::Zero(1, n);
  return distributionOf(zero, zero, Matrix::Zero(static_cast<Eigen::Index>(quantileLevels.size()), n),
                        std::vector<float>(units), std::vector<std::int64_t>(units * bins));
}

ValueDistribution mergedDistribution(const ValueDistribution& a, std::int64_t countA,
                                     const ValueDistribution& b, std::int64_t countB) {
  const auto nA = static_cast<double>(countA), nB = static_cast<double>(countB);
  const MatrixD meanA = joined(a.mean.matrix(), a.meanRest.matrix()),
                difference = joined(b.mean.matrix(), b.meanRest.matrix()) - meanA;
  const MatrixD squares =
      joined(a.deviation.matrix(), a.deviationRest.matrix()).cwiseAbs2() * std::max(0.0, nA - 1) +
      joined(b.deviation.matrix(), b.deviationRest.matrix()).cwiseAbs2() * std::max(0.0, nB - 1) +
      difference.cwiseAbs2() * (nA * nB / (nA + nB));
  const auto units = static_cast<std::size_t>(meanA.cols());
  std::vector<float> range(units);
  std::vector<std::int64_t> histogram;
  Matrix quantiles(static_cast<Eigen::Index>(quantileLevels.size()), meanA.cols());
  for (std::size_t unit = 0; unit < units; ++unit) {
    const auto column = static_cast<Eigen::Index>(unit);
    const float rangeA = a.range.matrix()(0, column), rangeB = b.range.matrix()(0, column);
    range[unit] = std::max(rangeA, rangeB);
    auto counts = widened(a.histogram->data() + unit * bins, rangeA, range[unit]);
    const auto ofB = widened(b.histogram->data() + unit * bins, rangeB, range[unit]);
    for (std::size_t bin = 0; bin < bins; ++bin) counts[bin] += ofB[bin];
    for (std::size_t q = 0; q < quantileLevels.size(); ++q)
      quantiles(static_cast<Eigen::Index>(q), column) =
          static_cast<float>(quantileOf(counts.data(), range[unit], quantileLevels[q]));
    histogram.insert(histogram.end(), counts.begin(), counts.end());
  }
  return distributionOf(meanA + difference * (nB / (nA + nB)),
                        (squares / std::max(1.0, nA + nB - 1)).cwiseSqrt(), std::move(quantiles), range,
                        std::move(histogram));
}

}  // namespace rnnvis::response
