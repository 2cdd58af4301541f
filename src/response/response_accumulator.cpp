#include "response_accumulator.h"

#include "rnnvis/checkpoint/half.h"

#include <cmath>

namespace rnnvis::response {

ResponseAccumulator::ResponseAccumulator(std::size_t layer, model::Signal state, std::size_t units,
                                         const std::vector<std::int32_t>& rowOfWord, std::size_t occurring,
                                         const SampleChoice& samples)
    : m_layer(layer),
      m_state(state),
      m_rowOfWord(rowOfWord),
      m_samples(samples),
      m_mean(static_cast<Eigen::Index>(occurring), static_cast<Eigen::Index>(units)),
      m_squares(m_mean.rows(), m_mean.cols()),
      m_sampleBits(static_cast<std::size_t>(samples.offsets.back()) * units) {}

void ResponseAccumulator::clear() {
  m_mean.setZero();
  m_squares.setZero();
}

void ResponseAccumulator::take(std::span<const model::Block> blocks,
                               std::span<const std::vector<std::int64_t>> occurrence, Eigen::Index from,
                               Eigen::Index to) {
  Eigen::RowVectorXf response(to - from);
  Eigen::RowVectorXd value(to - from), deviation(to - from);
  for (std::size_t b = 0; b < blocks.size(); ++b) {
    const model::Block& block = blocks[b];
    const MatrixView now = block.values->signal(m_layer, m_state);
    const MatrixView before = block.values->withPrevious(m_layer, m_state);
    for (std::size_t row = 0; row < block.tokens.size(); ++row) {
      if (block.positions[row] < 0) continue;
      response = now.row(static_cast<Eigen::Index>(row)).segment(from, to - from) -
                 before.row(static_cast<Eigen::Index>(block.values->previousRow(m_layer, row)))
                     .segment(from, to - from);
      const Eigen::Index word = m_rowOfWord[block.tokens[row].index()];
      auto mean = m_mean.row(word).segment(from, to - from);
      value = response.cast<double>();
      deviation = value - mean;
      mean += deviation / static_cast<double>(occurrence[b][row]);
      m_squares.row(word).segment(from, to - from).array() += deviation.array() * (value - mean).array();
      if (const std::int32_t sample = m_samples.rowOf[static_cast<std::size_t>(block.positions[row])];
          sample != SampleChoice::none)
        keepSample(response, static_cast<std::size_t>(sample), from);
    }
  }
}

void ResponseAccumulator::keepSample(const Eigen::RowVectorXf& response, std::size_t row, Eigen::Index from) {
  const std::size_t first = row * static_cast<std::size_t>(m_mean.cols()) + static_cast<std::size_t>(from);
  for (Eigen::Index j = 0; j < response.size(); ++j)
    m_sampleBits[first + static_cast<std::size_t>(j)] = checkpoint::toHalf(response[j]);
}

Responses ResponseAccumulator::result(const std::vector<std::int64_t>& count) {
  Matrix mean = Matrix::Zero(static_cast<Eigen::Index>(count.size()), m_mean.cols());
  Matrix deviation = mean;
  for (Eigen::Index w = 0; w < mean.rows(); ++w) {
    const std::int64_t n = count[static_cast<std::size_t>(w)];
    if (n == 0) continue;
    const std::int32_t row = m_rowOfWord[static_cast<std::size_t>(w)];
    mean.row(w) = m_mean.row(row).cast<float>();
    if (n > 1) deviation.row(w) = (m_squares.row(row) / static_cast<double>(n - 1)).cwiseSqrt().cast<float>();
  }
  Responses responses;
  responses.explained = Rows(explained(count));
  responses.mean = Rows(std::move(mean));
  responses.deviation = Rows(std::move(deviation));
  responses.samples = HalfRows(std::move(m_sampleBits), static_cast<std::size_t>(m_mean.cols()));
  return responses;
}

/// η² = between / (between + within), sums of squares around the grand mean and around the words' means.
Matrix ResponseAccumulator::explained(const std::vector<std::int64_t>& count) const {
  Eigen::RowVectorXd grand = Eigen::RowVectorXd::Zero(m_mean.cols()), between = grand;
  double total = 0;
  const auto forEachWord = [&](auto body) {
    for (std::size_t w = 0; w < count.size(); ++w)
      if (count[w] > 0) body(static_cast<double>(count[w]), m_mean.row(m_rowOfWord[w]));
  };
  forEachWord([&](double n, const auto& mean) { grand += n * mean, total += n; });
  grand /= total;
  forEachWord([&](double n, const auto& mean) { between += n * (mean - grand).cwiseAbs2(); });
  const Eigen::RowVectorXd all = between + m_squares.colwise().sum();
  return (all.array() > 0).select(between.array() / all.array(), 0.0).cast<float>().matrix();
}

}  // namespace rnnvis::response
