#include "value_accumulator.h"

#include "rnnvis/response/explain.h"

#include <algorithm>
#include <cmath>

namespace rnnvis::response {
namespace {

constexpr std::size_t bins = ValueDistribution::bins;
constexpr float smallestRange = 1.0f / 16;

Matrix asRow(const VectorD& values) {
  return values.transpose().cast<float>();
}

}  // namespace

ValueAccumulator::ValueAccumulator(std::size_t layer, model::Signal signal, std::size_t units,
                                   const std::vector<std::int32_t>& sampleRow, std::size_t samples)
    : m_layer(layer),
      m_signal(signal),
      m_sampleRow(sampleRow),
      m_mean(static_cast<Eigen::Index>(units)),
      m_squares(m_mean.size()),
      m_range(units),
      m_histogram(units * bins),
      m_samples(static_cast<Eigen::Index>(samples), m_mean.size()) {}

void ValueAccumulator::clear() {
  m_count = 0;
  m_mean.setZero();
  m_squares.setZero();
  std::fill(m_range.begin(), m_range.end(), smallestRange);
  std::fill(m_histogram.begin(), m_histogram.end(), 0);
}

void ValueAccumulator::take(std::span<const model::Block> blocks) {
  VectorD value(m_mean.size()), deviation(m_mean.size());
  for (const model::Block& block : blocks) {
    const MatrixView values = block.values->signal(m_layer, m_signal);
    for (std::size_t row = 0; row < block.tokens.size(); ++row) {
      if (block.positions[row] < 0) continue;
      const auto now = values.row(static_cast<Eigen::Index>(row));
      ++m_count;
      value = now.transpose().cast<double>();
      deviation = value - m_mean;
      m_mean += deviation / static_cast<double>(m_count);
      m_squares.array() += deviation.array() * (value - m_mean).array();
      for (std::size_t unit = 0; unit < m_range.size(); ++unit)
        count(unit, now[static_cast<Eigen::Index>(unit)]);
      if (const std::int32_t sample = m_sampleRow[static_cast<std::size_t>(block.positions[row])];
          sample >= 0)
        m_samples.row(sample) = now;
    }
  }
}

void ValueAccumulator::count(std::size_t unit, float value) {
  while (value < -m_range[unit] || value >= m_range[unit]) doubleRange(unit);
  const float place = (value / m_range[unit] + 1.0f) * (bins / 2);
  ++m_histogram[unit * bins + std::min(bins - 1, static_cast<std::size_t>(place))];
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
}

ValueDistribution ValueAccumulator::result() const {
  ValueDistribution result;
  const auto n = m_mean.size();
  result.mean = Rows(asRow(m_mean));
  result.deviation =
      Rows(asRow((m_squares / static_cast<double>(std::max<std::int64_t>(1, m_count - 1))).cwiseSqrt()));
  Matrix quantiles(static_cast<Eigen::Index>(quantileLevels.size()), n);
  for (Eigen::Index unit = 0; unit < n; ++unit) {
    const auto column = m_samples.col(unit);
    const auto levels = quantilesOf(std::vector<float>(column.data(), column.data() + column.size()));
    for (std::size_t q = 0; q < levels.size(); ++q)
      quantiles(static_cast<Eigen::Index>(q), unit) = static_cast<float>(levels[q]);
  }
  result.quantiles = Rows(std::move(quantiles));
  result.range = Rows(Matrix(Eigen::Map<const Matrix>(m_range.data(), 1, n)));
  result.histogram = std::make_shared<std::vector<std::int64_t>>(m_histogram);
  return result;
}

}  // namespace rnnvis::response
