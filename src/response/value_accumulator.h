#pragma once

#include "round_plan.h"

#include "rnnvis/model/reading.h"
#include "rnnvis/response/analysis.h"

#include <cstdint>
#include <span>
#include <vector>

namespace rnnvis::response {

/// Takes the values of one signal of one layer in one part of the corpus: mean, deviation, histogram, and a
/// sample for quantiles.
class ValueAccumulator {
 public:
  ValueAccumulator(std::size_t layer, model::Signal signal, std::size_t units, std::size_t samples);

  std::size_t units() const { return m_units; }

  void clear();
  /// The tokens of that part.
  void take(std::span<const model::Block> blocks, std::span<const ValueToken> tokens);
  ValueDistribution result();

 private:
  void takeSome(std::span<const float* const> rows);
  void widenRanges(const std::vector<float>& largest, std::span<const float* const> rows);
  void doubleRange(std::size_t unit);
  void flushHistogram();

  std::size_t m_layer;
  model::Signal m_signal;
  std::size_t m_units;
  std::int64_t m_count = 0;
  std::vector<double> m_mean, m_squares;
  std::vector<float> m_range;
  std::vector<float> m_binsPerUnit;       // bins / 2r: what scales a value to bins.
  std::vector<std::uint16_t> m_recent;    // Counts that fit a first-level cache, soon added …
  std::vector<std::int64_t> m_histogram;  // … to those of all.
  std::size_t m_recentRows = 0;
  std::vector<std::uint8_t> m_bins;  // Of some rows.
  Matrix m_samples;                  // [samples, n]
};

}  // namespace rnnvis::response
