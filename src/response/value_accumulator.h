#pragma once

#include "rnnvis/model/reading.h"
#include "rnnvis/response/analysis.h"

#include <cstdint>
#include <span>
#include <vector>

namespace rnnvis::response {

/// Takes the values of one signal of one layer: mean, deviation, histogram, and a sample for quantiles.
class ValueAccumulator {
 public:
  /// `sampleRow` is the row of each position in a sample of `samples` rows, or −1; it must outlive the
  /// object.
  ValueAccumulator(std::size_t layer, model::Signal signal, std::size_t units,
                   const std::vector<std::int32_t>& sampleRow, std::size_t samples);

  void clear();
  void take(std::span<const model::Block> blocks);
  ValueDistribution result() const;

 private:
  void count(std::size_t unit, float value);
  void doubleRange(std::size_t unit);

  std::size_t m_layer;
  model::Signal m_signal;
  const std::vector<std::int32_t>& m_sampleRow;
  std::int64_t m_count = 0;
  VectorD m_mean;
  VectorD m_squares;
  std::vector<float> m_range;
  std::vector<std::int64_t> m_histogram;
  Eigen::MatrixXf m_samples;  // [samples, n], a unit's values side by side.
};

}  // namespace rnnvis::response
