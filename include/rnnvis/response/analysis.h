#pragma once

#include "rnnvis/base/id.h"
#include "rnnvis/base/matrix.h"
#include "rnnvis/checkpoint/array.h"
#include "rnnvis/model/cell.h"
#include "rnnvis/model/reading.h"
#include "rnnvis/response/quantiles.h"

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace rnnvis::response {

/// Rows of numbers that were computed or are mapped from a file; copies share them.
template <class Number>
class RowsOf {
 public:
  using Values = Eigen::Matrix<Number, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  using Element = Number;
  using View = Eigen::Map<const Values, 0, Eigen::OuterStride<>>;

  RowsOf() = default;
  explicit RowsOf(Values values);
  /// Zeros, which take no memory before they are written.
  RowsOf(std::size_t rows, std::size_t columns);
  /// Rows that lie at `data`, which `owner` keeps.
  RowsOf(std::shared_ptr<const void> owner, const Number* data, std::size_t rows, std::size_t columns);
  /// An array of two dimensions of that type; throws Error for another.
  explicit RowsOf(const checkpoint::Array& array);

  View matrix() const { return View(m_data, m_rows, m_columns, Eigen::OuterStride<>(m_columns)); }
  /// For whoever made room for them, until they are shared.
  Eigen::Map<Values> writable() { return {const_cast<Number*>(m_data), m_rows, m_columns}; }

 private:
  std::shared_ptr<const void> m_owner;
  const Number* m_data = nullptr;
  Eigen::Index m_rows = 0;
  Eigen::Index m_columns = 0;
};
using Rows = RowsOf<float>;
using DoubleRows = RowsOf<double>;

/// Rows of half floats (IEEE binary16), likewise.
class HalfRows {
 public:
  using Element = std::uint16_t;

  HalfRows() = default;
  HalfRows(std::size_t rows, std::size_t columns);
  HalfRows(std::shared_ptr<const void> owner, const std::uint16_t* bits, std::size_t rows,
           std::size_t columns);
  explicit HalfRows(const checkpoint::Array& array);

  std::size_t rows() const { return m_columns == 0 ? 0 : m_bits.size() / m_columns; }
  std::size_t columns() const { return m_columns; }
  float at(std::size_t row, std::size_t column) const;
  std::span<const std::uint16_t> bits() const { return m_bits; }
  /// For whoever made room for them, until they are shared.
  std::uint16_t* writable() { return const_cast<std::uint16_t*>(m_bits.data()); }

 private:
  std::shared_ptr<const void> m_owner;
  std::span<const std::uint16_t> m_bits;
  std::size_t m_columns = 0;
};

/// How one state of one layer answers to each word: Δs(t) = s(t) − s(t−1) over all occurrences; in a layer
/// that reads in reverse, s(t) − s(t+1). Statistics are worked out in double; what is rounded to float keeps
/// its rest, so that value + rest has 48 bits. O words occur and R repeat within an independent block: they
/// have rows in the order of the vocabulary (Analysis::row, Analysis::count, Analysis::pairs).
struct Responses {
  Rows mean;       ///< [W, n] ŝ(w), Eq. 5; 0 for a word that never occurs.
  Rows deviation;  ///< [W, n] standard deviation (n−1); 0 for a word seen less than twice.
  Rows minimum;    ///< [O, n]
  Rows maximum;    ///< [O, n]
  Rows error;      ///< [O, n] standard error of the mean, robust to dependence within a block (confidence.h);
                   ///< infinite for a word that occurs in a single block.
  Rows written;  ///< [O, n] the expected written part, of an LSTM's c mean(i⊙g), of a GRU's h mean((1−z)⊙n);
                 ///< the erased part is mean − written. Empty for other states.
  HalfRows
      samples;  ///< [S, n] whole responses, those of word w in rows sampleOffsets[w] … sampleOffsets[w+1]−1.
  Rows average;    ///< [1, n] mean of Δs over all tokens.
  Rows explained;  ///< [1, n] η²: the share of the variance of Δs that the word explains.

  Rows meanRest, deviationRest, writtenRest;  ///< [O, n]
  /// Sums over the independent blocks b of the corpus, with n_b occurrences of the word whose responses sum
  /// to S_b: Σ_b (S_b² − Σ x²) and Σ_b (n_b − 1) S_b. [R, n], float64.
  DoubleRows products, sums;
};

/// The values that one signal of one layer takes over the corpus.
struct ValueDistribution {
  static constexpr std::size_t bins = 64;
  Rows mean;       ///< [1, n]
  Rows deviation;  ///< [1, n]
  Rows quantiles;  ///< [5, n] at quantileLevels, of a uniform sample of at most 4,096 tokens; of merged
                   ///< analyses by linear interpolation within the histogram's bins.
  Rows meanRest, deviationRest;  ///< [1, n]
  Rows range;                    ///< [1, n] r, the power of two for which all values lie in [−r, r).
  std::shared_ptr<const std::vector<std::int64_t>>
      histogram;  ///< [n, bins] counts over equal parts of [−r, r).
};

/// One layer, of bidirectional ones one direction.
struct LayerAnalysis {
  std::size_t units = 0;                              ///< n: size of c and the gates.
  std::size_t outputs = 0;                            ///< Size of h: n, or the projection's.
  std::map<model::Signal, Responses> responses;       ///< Of each state.
  std::map<model::Signal, ValueDistribution> values;  ///< Of each state and gate.

  std::size_t sizeOf(model::Signal signal) const { return signal == model::Signal::h ? outputs : units; }
};

/// What was analysed and how.
struct AnalysisInfo {
  std::string modelName, modelSha256;
  std::string corpusName, corpusSha256;
  std::string programVersion;
  model::CellKind cell = model::CellKind::lstm;
  bool bidirectional = false;
  std::vector<model::Signal> states;    ///< Those that responses were taken of …
  std::vector<model::Signal> recorded;  ///< … and values, in the order of model::signalsOf().
  model::ReadingReport reading;
  std::size_t tokens = 0, documents = 0;
  std::size_t unknown = 0, skipped = 0;  ///< Tokens outside the vocabulary; not counted in parts of a corpus.
  std::size_t wholeTokens = 0;           ///< Of the whole text where only its beginning was read, else 0.
  std::string part;                      ///< Of a corpus that was split: which part of it, else empty.
  std::size_t samplesWanted = 0;         ///< Occurrences to be kept a word; 0: all …
  std::size_t sampleLimit = 0;           ///< … and how many there was room for.
  std::uint64_t seed = 0;
};

/// Response statistics of a model over a corpus. Immutable.
struct Analysis {
  AnalysisInfo info;
  std::vector<std::string> tokens;   ///< [W] by vocabulary index.
  std::vector<std::int64_t> count;   ///< [W]
  std::vector<std::int64_t> blocks;  ///< [W] independent blocks that a word occurs in.
  std::vector<std::int64_t> pairs;   ///< [W] Σ n_b (n_b − 1) over those, n_b its occurrences in one.
  std::vector<std::int32_t> row;     ///< [W] row of a word among those that occur; −1 for others.
  std::vector<std::int64_t> sampleOffsets;  ///< [W+1]
  std::vector<std::uint64_t> sampleHashes;  ///< [S] by which samples were chosen: the smallest of a word.
  std::vector<LayerAnalysis> layers;        ///< In the order of model::Network::layers.
  /// model::Predictions::losses where they were asked for, else empty: of language models one a token, of
  /// classifiers one a document. Of a part those of its tokens or documents; merged, one text's after
  /// another.
  std::vector<float> losses;

  std::size_t words() const { return count.size(); }
  /// The responses of a state. Throws Error naming what there is where layer or state does not exist.
  const Responses& responses(LayerId layer, model::Signal state) const;
  std::size_t directions() const { return info.bidirectional ? 2 : 1; }
};

}  // namespace rnnvis::response
