#pragma once

#include "rnnvis/model/trace.h"
#include "rnnvis/response/analysis.h"

#include "small_text_model.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <vector>

namespace rnnvis::test {

/// Values of one signal of one layer over a corpus, [T, n], and the states before each token.
struct NaiveValues {
  Matrix now, before;
};

/// From traces: one of the whole text, or one a document.
inline NaiveValues naiveValues(const model::TextModel& model, const text::Corpus& corpus, bool stream,
                               std::size_t layer, model::Signal signal) {
  const auto n = static_cast<Eigen::Index>(model.network.layers[layer].size());
  NaiveValues values{Matrix::Zero(static_cast<Eigen::Index>(corpus.ids.size()), n), {}};
  values.before = values.now;
  const std::vector<std::size_t> whole{0, corpus.ids.size()};
  const auto& starts = stream ? whole : corpus.starts;
  for (std::size_t d = 0; d + 1 < starts.size(); ++d) {
    const auto first = static_cast<Eigen::Index>(starts[d]),
               length = static_cast<Eigen::Index>(starts[d + 1] - starts[d]);
    const auto ids = std::span(corpus.ids).subspan(starts[d], starts[d + 1] - starts[d]);
    const auto result = trace(model.network, ids, zeroState(model.network));
    const Matrix& signals = result.layers[layer].at(signal);
    values.now.middleRows(first, length) = signals;
    values.before.middleRows(first + 1, length - 1) = signals.topRows(length - 1);
  }
  return values;
}

inline double meanOf(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

/// Σ (x − mean)²
inline double squaresOf(const std::vector<double>& values) {
  const double mean = meanOf(values);
  double sum = 0;
  for (double value : values) sum += (value - mean) * (value - mean);
  return sum;
}

/// Divides by n − 1; 0 below two values.
inline double deviationOf(const std::vector<double>& values) {
  return values.size() < 2 ? 0 : std::sqrt(squaresOf(values) / static_cast<double>(values.size() - 1));
}

/// numpy.quantile of sorted values with linear interpolation.
inline double naiveQuantile(std::vector<double> values, double level) {
  std::sort(values.begin(), values.end());
  const double place = level * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::size_t>(std::floor(place));
  const auto above = static_cast<std::size_t>(std::ceil(place));
  return values[below] + (place - std::floor(place)) * (values[above] - values[below]);
}

/// Responses of unit `unit` to each word, [W][occurrences in the order of the text].
inline std::vector<std::vector<double>> naiveResponses(const NaiveValues& values, const text::Corpus& corpus,
                                                       std::size_t words, Eigen::Index unit) {
  std::vector<std::vector<double>> responses(words);
  for (std::size_t t = 0; t < corpus.ids.size(); ++t) {
    const auto row = static_cast<Eigen::Index>(t);
    responses[corpus.ids[t].index()].push_back(double{values.now(row, unit)} -
                                               double{values.before(row, unit)});
  }
  return responses;
}

/// The independent block that each token is in: pieces of 256 tokens of the stream or of each document.
inline std::vector<std::size_t> naiveBlocks(const text::Corpus& corpus, bool stream) {
  std::vector<std::size_t> blocks(corpus.ids.size());
  const std::vector<std::size_t> whole{0, corpus.ids.size()};
  const auto& starts = stream ? whole : corpus.starts;
  std::size_t block = 0;
  for (std::size_t d = 0; d + 1 < starts.size(); ++d, ++block)
    for (std::size_t t = starts[d]; t < starts[d + 1]; ++t) {
      if (t > starts[d] && (t - starts[d]) % 256 == 0) ++block;
      blocks[t] = block;
    }
  return blocks;
}

/// [W] the blocks of a word's occurrences, in the order of the text.
inline std::vector<std::vector<std::size_t>> naiveBlocksByWord(const text::Corpus& corpus, bool stream,
                                                               std::size_t words) {
  const auto blocks = naiveBlocks(corpus, stream);
  std::vector<std::vector<std::size_t>> result(words);
  for (std::size_t t = 0; t < corpus.ids.size(); ++t) result[corpus.ids[t].index()].push_back(blocks[t]);
  return result;
}

/// Number of occurrences and sum of the responses in each block.
struct BlockSum {
  std::size_t count = 0;
  double sum = 0;
};
inline std::vector<BlockSum> blockSums(const std::vector<double>& responses,
                                       const std::vector<std::size_t>& blocks) {
  std::map<std::size_t, BlockSum> sums;
  for (std::size_t i = 0; i < responses.size(); ++i) {
    ++sums[blocks[i]].count;
    sums[blocks[i]].sum += responses[i];
  }
  std::vector<BlockSum> result;
  for (const auto& [block, sum] : sums) result.push_back(sum);
  return result;
}

/// √(G/(G−1) Σ_b (S_b − n_b ŝ)²) / n
inline double naiveError(const std::vector<double>& responses, const std::vector<std::size_t>& blocks) {
  const auto sums = blockSums(responses, blocks);
  const double mean = meanOf(responses), groups = static_cast<double>(sums.size());
  double total = 0;
  for (const BlockSum& of : sums) total += std::pow(of.sum - static_cast<double>(of.count) * mean, 2);
  return std::sqrt(groups / (groups - 1) * total) / static_cast<double>(responses.size());
}

inline std::vector<double> columnOf(const Matrix& values, Eigen::Index column) {
  std::vector<double> result;
  for (Eigen::Index row = 0; row < values.rows(); ++row) result.push_back(values(row, column));
  return result;
}

}  // namespace rnnvis::test
