#pragma once

#include "rnnvis/base/id.h"
#include "rnnvis/base/matrix.h"
#include "rnnvis/checkpoint/array.h"
#include "rnnvis/model/cell.h"
#include "rnnvis/model/reading.h"

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace rnnvis::response {

/// The levels of every distribution shown: the median and the 25–75 and 9–91 % bands.
inline constexpr std::array<double, 5> quantileLevels{0.09, 0.25, 0.50, 0.75, 0.91};

/// Read-only rows of floats that were computed or are mapped from a file; copies share them.
class Rows {
 public:
  Rows() = default;
  explicit Rows(Matrix values);
  /// A float32 array of two dimensions; throws Error for another.
  explicit Rows(const checkpoint::Array& array);

  MatrixView matrix() const { return viewOf(m_data, m_rows, m_columns); }

 private:
  std::shared_ptr<const void> m_owner;
  const float* m_data = nullptr;
  Eigen::Index m_rows = 0;
  Eigen::Index m_columns = 0;
};

/// Read-only rows of half floats (IEEE binary16), likewise.
class HalfRows {
 public:
  HalfRows() = default;
  HalfRows(std::vector<std::uint16_t> bits, std::size_t columns);
  explicit HalfRows(const checkpoint::Array& array);

  std::size_t rows() const { return m_columns == 0 ? 0 : m_bits.size() / m_columns; }
  std::size_t columns() const { return m_columns; }
  float at(std::size_t row, std::size_t column) const;
  std::span<const std::uint16_t> bits() const { return m_bits; }

 private:
  std::shared_ptr<const void> m_owner;
  std::span<const std::uint16_t> m_bits;
  std::size_t m_columns = 0;
};

/// How one state of one layer answers to each word: Δs(t) = s(t) − s(t−1) over all occurrences; in a layer
/// that reads in reverse, s(t) − s(t+1).
struct Responses {
  Rows mean;       ///< [W, n] ŝ(w), Eq. 5; 0 for a word that never occurs.
  Rows deviation;  ///< [W, n] standard deviation (n−1); 0 for a word seen less than twice.
  HalfRows
      samples;  ///< [S, n] whole responses, those of word w in rows sampleOffsets[w] … sampleOffsets[w+1]−1.
  Rows explained;  ///< [1, n] η²: the share of the variance of Δs that the word explains.
};

/// The values that one signal of one layer takes over the corpus.
struct ValueDistribution {
  static constexpr std::size_t bins = 64;
  Rows mean;       ///< [1, n]
  Rows deviation;  ///< [1, n]
  Rows quantiles;  ///< [5, n] at quantileLevels, of a uniform sample of at most 4,096 tokens.
  Rows range;      ///< [1, n] r, the power of two for which all values lie in [−r, r).
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
  std::size_t tokens = 0, documents = 0, unknown = 0, skipped = 0;
  std::size_t wholeTokens = 0;  ///< Of the whole text where only its beginning was read, else 0.
  std::size_t sampleLimit = 0;  ///< Occurrences kept a word; 0: all.
  std::uint64_t seed = 0;
};

/// Response statistics of a model over a corpus. Immutable.
struct Analysis {
  AnalysisInfo info;
  std::vector<std::string> tokens;          ///< [W] by vocabulary index.
  std::vector<std::int64_t> count;          ///< [W]
  std::vector<std::int64_t> sampleOffsets;  ///< [W+1]
  std::vector<LayerAnalysis> layers;        ///< In the order of model::Network::layers.

  std::size_t words() const { return count.size(); }
  /// The responses of a state. Throws Error naming what there is where layer or state does not exist.
  const Responses& responses(LayerId layer, model::Signal state) const;
  std::size_t directions() const { return info.bidirectional ? 2 : 1; }
};

}  // namespace rnnvis::response
