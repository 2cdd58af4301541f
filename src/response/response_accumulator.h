#pragma once

#include "sample_choice.h"

#include "rnnvis/model/reading.h"
#include "rnnvis/response/analysis.h"

#include <cstdint>
#include <span>
#include <vector>

namespace rnnvis::response {

/// Takes the responses of some units of one state of one layer: count, mean and sum of squared deviations of
/// each word (Welford 1962) and the chosen samples. Accumulators of other units may work at the same time.
class ResponseAccumulator {
 public:
  /// `rowOfWord` compacts the words that occur to rows [0, occurring); it and `samples` must outlive the
  /// object.
  ResponseAccumulator(std::size_t layer, model::Signal state, std::size_t units,
                      const std::vector<std::int32_t>& rowOfWord, std::size_t occurring,
                      const SampleChoice& samples);

  void clear();
  /// Takes the units [from, to) of all counted rows of the blocks. `occurrence[b][r]` is how often the word
  /// of row r of block b has been met, this row included.
  void take(std::span<const model::Block> blocks, std::span<const std::vector<std::int64_t>> occurrence,
            Eigen::Index from, Eigen::Index to);

  /// `count` [W] in vocabulary order.
  Responses result(const std::vector<std::int64_t>& count);

 private:
  void keepSample(const Eigen::RowVectorXf& response, std::size_t row, Eigen::Index from);
  Matrix explained(const std::vector<std::int64_t>& count) const;

  std::size_t m_layer;
  model::Signal m_state;
  const std::vector<std::int32_t>& m_rowOfWord;
  const SampleChoice& m_samples;
  MatrixD m_mean;
  MatrixD m_squares;  // Σ (Δs − mean)²
  std::vector<std::uint16_t> m_sampleBits;
};

}  // namespace rnnvis::response
