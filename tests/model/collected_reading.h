#pragma once

#include "rnnvis/model/reading.h"

#include <algorithm>
#include <vector>

namespace rnnvis::test {

/// Keeps what a reading gives for every counted token.
class CollectedReading : public model::BlockConsumer {
 public:
  CollectedReading(const model::TextModel& model, const text::Corpus& corpus,
                   model::Signal state = model::Signal::h)
      : m_layer(model.network.layers.size() - 1),
        m_state(state),
        m_tokens(corpus.ids.size()),
        m_units(static_cast<Eigen::Index>(model.network.layers.back().size())) {}

  void begin() override {
    ++begun;
    values = before = Matrix::Constant(static_cast<Eigen::Index>(m_tokens), m_units, 99.0f);
    seen.assign(m_tokens, 0);
    uncounted = 0;
    ends.clear();
    order.clear();
  }

  void consume(std::span<const model::Block> blocks, ThreadPool&) override {
    for (const model::Block& block : blocks)
      for (std::size_t row = 0; row < block.tokens.size(); ++row) take(block, row);
  }

  Matrix values;                    ///< [tokens, n] the state after each token.
  Matrix before;                    ///< The state that it was read in.
  std::vector<int> seen;            ///< How often each position was counted.
  std::size_t uncounted = 0;        ///< Rows of warm-up and padding.
  std::vector<std::int64_t> ends;   ///< Documents in the order they ended.
  std::vector<std::int64_t> order;  ///< Positions in the order they came.
  int begun = 0;

 private:
  void take(const model::Block& block, std::size_t row) {
    if (block.documentEnd[row] >= 0) ends.push_back(block.documentEnd[row]);
    const std::int64_t position = block.positions[row];
    if (position < 0) {
      ++uncounted;
      return;
    }
    ++seen[static_cast<std::size_t>(position)];
    order.push_back(position);
    values.row(position) = block.values->signal(m_layer, m_state).row(static_cast<Eigen::Index>(row));
    before.row(position) = block.values->withPrevious(m_layer, m_state)
                               .row(static_cast<Eigen::Index>(block.values->previousRow(m_layer, row)));
  }

  std::size_t m_layer;
  model::Signal m_state;
  std::size_t m_tokens;
  Eigen::Index m_units;
};

inline bool countsEachOnce(const CollectedReading& reading) {
  return std::all_of(reading.seen.begin(), reading.seen.end(), [](int times) { return times == 1; });
}

inline double largestDifference(const Matrix& a, const Matrix& b) {
  return double{(a - b).cwiseAbs().maxCoeff()};
}

}  // namespace rnnvis::test
