#include "value_accumulator.h"

#include "distribution.h"
#include "response_kernels.h"
#include "value_kernels.h"

#include "rnnvis/response/explain.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace rnnvis::response {
namespace {

constexpr std::size_t bins = ValueDistribution::bins;
constexpr float smallestRange = 1.0f / 16;
constexpr std::size_t rowsAtOnce = 128;  // Stay in the cache between sums and bins.

}  // namespace

ValueAccumulator::ValueAccumulator(std::size_t layer, model::Signal signal, std::size_t units, std::size_t samples)
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
  std::vector<float> minimum(rows.front(), rows.front() + m_units), maximum = minimum;
  for (const float* row : rows)
    addValues(m_units, row, m_mean.data(), sum.data(), squares.data(), minimum.data(), maximum.data());
  m_count += static_cast<std::int64_t>(rows.size());
  mergeDeviations(m_units, static_cast<double>(m_count), sum.data(), squares.data(), m_mean.data(),
                  m_squares.data());
  for (std::size_t unit = 0; unit < m_units; ++unit)
    while (minimum[unit] < -m_range[unit] || maximum[unit] >= m_range[unit]) doubleRange(unit);
  std::vector<std::uint8_t> bin(m_units);
  for (const float* row : rows) {
    findBins(m_units, row, m_binsPerUnit.data(), bin.data());
    for (std::size_t unit = 0; unit < m_units; ++unit) ++m_histogram[unit * bins + bin[unit]];
  }
}

/// Bins of [−r, r) nest in those of [−2r, 2r), so that counts stay exact and do not depend on the order of
/// values.
void ValueAccumulator::doubleRange(std::size_t unit) {
  const auto first = m_histogram.begin() + static_cast<std::ptrdiff_t>(unit * bins);
  std::array<std::int64_t, bins> wider{};
  for (std::size_t bin = 0; bin < bins; ++bin)
    wider[bins / 4 + bin / 2] += first[static_cast<std::ptrdiff_t>(bin)];
  std::copy(wider.begin(), wider.end(), first);
  m_range[unit] *= 2;
  m_binsPerUnit[unit] /= 2;
}

ValueDistribution ValueAccumulator::result() const {
  const auto n = static_cast<Eigen::Index>(m_units);
  const auto asRow = [n](const std::vector<double>& values) { return MatrixD(Eigen::Map<const MatrixD>(values.data(), 1, n)); };
  const MatrixD deviation =
      (asRow(m_squares).array().max(0.0) / static_cast<double>(std::max<std::int64_t>(1, m_count - 1))).sqrt();
  Matrix quantiles(static_cast<Eigen::Index>(quantileLevels.size()), n);
  for (Eigen::Index unit = 0; unit < n; ++unit) {
    const Eigen::VectorXf column = m_samples.col(unit);
    const auto levels = quantilesOf(std::vector<float>(column.begin(), column.end()));
    for (std::size_t q = 0; q < levels.size(); ++q)
      quantiles(static_cast<Eigen::Index>(q), unit) = static_cast<float>(levels[q]);
  }
  return distributionOf(asRow(m_mean), deviation, std::move(quantiles), m_range, m_histogram);
}

}  // namespace rnnvis::response
