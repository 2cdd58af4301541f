#include "value_accumulator.h"

#include "distribution.h"
#include "response_kernels.h"
#include "value_kernels.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

namespace rnnvis::response {
namespace {

constexpr std::size_t bins = ValueDistribution::bins;
constexpr float smallestRange = 1.0f / 16;
constexpr std::size_t rowsAtOnce = 128;  // Stay in the cache between sums and bins.

}  // namespace

ValueAccumulator::ValueAccumulator(std::size_t layer, model::Signal signal, std::size_t units,
                                   std::size_t samples)
    : m_layer(layer),
      m_signal(signal),
      m_units(units),
      m_samples(static_cast<Eigen::Index>(samples), static_cast<Eigen::Index>(units)) {
  clear();
}

void ValueAccumulator::clear() {
  m_count = 0;
  m_mean.assign(m_units, 0.0);
  m_squares.assign(m_units, 0.0);
  m_range.assign(m_units, smallestRange);
  m_binsPerUnit.assign(m_units, bins / (2 * smallestRange));
  m_recent.assign(m_units * bins, 0);
  m_recentRows = 0;
  m_histogram.assign(m_units * bins, 0);
}

void ValueAccumulator::take(std::span<const model::Block> blocks, std::span<const ValueToken> tokens) {
  std::array<const float*, rowsAtOnce> rows{};
  std::size_t count = 0;
  for (std::size_t i = 0; i < tokens.size();) {
    const std::uint32_t block = tokens[i].block;
    const MatrixView values = blocks[block].values->signal(m_layer, m_signal);
    for (; i < tokens.size() && tokens[i].block == block; ++i) {
      const float* row = values.data() + Eigen::Index{tokens[i].row} * values.outerStride();
      if (tokens[i].sample >= 0) std::copy_n(row, m_units, m_samples.row(tokens[i].sample).data());
      rows[count++] = row;
      if (count == rows.size()) takeSome(std::span(rows).first(std::exchange(count, 0)));
    }
  }
  if (count > 0) takeSome(std::span(rows).first(count));
}

void ValueAccumulator::takeSome(std::span<const float* const> rows) {
  if (m_count == 0) std::copy_n(rows.front(), m_units, m_mean.begin());
  std::vector<double> sum(m_units), squares(m_units);
  std::vector<float> largest(m_units), pivot(m_mean.begin(), m_mean.end());
  const ValueSums sums{pivot.data(), sum.data(), squares.data(), largest.data()};
  m_bins.resize(rows.size() * m_units);
  std::size_t i = 0;
  for (; i + 4 <= rows.size(); i += 4) {
    for (std::size_t next = i + 4; next < std::min(i + 8, rows.size()); ++next) fetch(rows[next], m_units);
    addFourRows(m_units, rows.data() + i, sums, m_binsPerUnit.data(), m_bins.data() + i * m_units);
  }
  for (; i < rows.size(); ++i)
    addRow(m_units, rows[i], sums, m_binsPerUnit.data(), m_bins.data() + i * m_units);
  m_count += static_cast<std::int64_t>(rows.size());
  // The sums are about the mean as a float.
  for (std::size_t unit = 0; unit < m_units; ++unit) {
    const double offset = double{pivot[unit]} - m_mean[unit], k = static_cast<double>(rows.size());
    squares[unit] += offset * (2 * sum[unit] + k * offset);
    sum[unit] += k * offset;
  }
  mergeDeviations(m_units, static_cast<double>(m_count), sum.data(), squares.data(), m_mean.data(),
                  m_squares.data());
  widenRanges(largest, rows);
  if (m_recentRows + rows.size() > std::numeric_limits<std::uint16_t>::max()) flushHistogram();
  m_recentRows += rows.size();
  for (std::size_t row = 0; row < rows.size(); ++row)
    for (std::size_t unit = 0; unit < m_units; ++unit) ++m_recent[unit * bins + m_bins[row * m_units + unit]];
}

/// Where a value lies outside the bins there are, they become wider and the rows' bins are found anew.
void ValueAccumulator::widenRanges(const std::vector<float>& largest, std::span<const float* const> rows) {
  bool changed = false;
  for (std::size_t unit = 0; unit < m_units; ++unit) {
    if (largest[unit] < m_range[unit]) continue;
    if (!changed) flushHistogram();
    changed = true;
    while (largest[unit] >= m_range[unit]) doubleRange(unit);
  }
  if (!changed) return;
  for (std::size_t row = 0; row < rows.size(); ++row)
    findBins(m_units, rows[row], m_binsPerUnit.data(), m_bins.data() + row * m_units);
}

void ValueAccumulator::flushHistogram() {
  for (std::size_t i = 0; i < m_recent.size(); ++i) m_histogram[i] += m_recent[i];
  std::fill(m_recent.begin(), m_recent.end(), std::uint16_t{0});
  m_recentRows = 0;
}

void ValueAccumulator::doubleRange(std::size_t unit) {
  std::int64_t* const counts = m_histogram.data() + unit * bins;
  std::ranges::copy(inWiderBins(counts), counts);
  m_range[unit] *= 2;
  m_binsPerUnit[unit] /= 2;
}

ValueDistribution ValueAccumulator::result() {
  flushHistogram();
  const auto n = static_cast<Eigen::Index>(m_units);
  const auto asRow = [n](const std::vector<double>& values) {
    return MatrixD(Eigen::Map<const MatrixD>(values.data(), 1, n));
  };
  const MatrixD deviation =
      (asRow(m_squares).array().max(0.0) / static_cast<double>(std::max<std::int64_t>(1, m_count - 1)))
          .sqrt();
  Matrix quantiles(static_cast<Eigen::Index>(quantileLevels.size()), n);
  for (Eigen::Index unit = 0; unit < n; ++unit) {
    const Eigen::VectorXf column = m_samples.col(unit);
    std::vector<float> values(column.begin(), column.end());
    const auto levels = quantilesOf(std::move(values));
    for (std::size_t q = 0; q < levels.size(); ++q)
      quantiles(static_cast<Eigen::Index>(q), unit) = static_cast<float>(levels[q]);
  }
  return distributionOf(asRow(m_mean), deviation, std::move(quantiles), m_range, m_histogram);
}

}  // namespace rnnvis::response
