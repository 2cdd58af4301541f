#pragma once

#include "moments.h"
#include "round_plan.h"
#include "table.h"

#include "rnnvis/model/reading.h"
#include "rnnvis/response/analysis.h"

#include <cstdint>
#include <span>
#include <vector>

namespace rnnvis::response {

/// What accumulators of every layer and state share.
struct StatisticLayout {
  const StatisticRows& rows;
  const SampleChoice& samples;
  const IndependentBlocks& independent;
  std::vector<std::int32_t> repeatRow;  ///< [rows] row of the table of repetitions, −1 for words without.
};

/// Takes the responses of one state of one layer: count, mean and sum of squared deviations of each word
/// (Chan, Golub and LeVeque 1979), extremes, written parts, what intervals need, and the chosen samples.
class ResponseAccumulator {
 public:
  /// Which part of a response is written rather than erased, by the signals that it is a product of.
  enum class Written {
    none,
    inputTimesCandidate,
    innerInputTimesCandidate,
    complementOfUpdateTimesCandidate
  };

  /// `layout` must outlive the object.
  ResponseAccumulator(std::size_t layer, model::Signal state, std::size_t units, Written written,
                      const StatisticLayout& layout);

  std::size_t layer() const { return m_layer; }
  model::Signal state() const { return m_state; }
  std::size_t units() const { return m_units; }
  bool hasWritten() const { return m_written != Written::none; }

  void clear();
  /// Makes room for as many open sums as the next round needs.
  void prepare(const RoundPlan& plan);
  /// Takes the units [from, to) of all planned tokens. Other units may be taken at the same time.
  void take(std::span<const model::Block> blocks, const RoundPlan& plan, std::size_t from, std::size_t to);

  /// Where samples go: the rooms for the responses of each part of the corpus.
  void keepSamplesIn(std::vector<Responses*> parts);
  /// Fills in the statistics of one part of the corpus, samples apart.
  void fill(std::size_t part, const WordCounts& counts, Responses& responses) const;

 private:
  struct Slice;
  double* meanOf(std::size_t row) { return m_moments.row(row); }
  double* squaresOf(std::size_t row) { return m_moments.row(row) + m_units; }
  double* writtenOf(std::size_t row) { return m_moments.row(row) + 3 * m_units; }
  float* extremesOf(std::size_t row) { return reinterpret_cast<float*>(m_moments.row(row) + 2 * m_units); }
  void prefetch(const PlannedToken& token, const Slice& slice) const;
  void fetchValues(std::span<const model::Block> blocks, const PlannedToken& token, const Slice& slice) const;
  void takeRun(std::span<const model::Block> blocks, const RoundPlan& plan, const RoundPlan::Run& run,
               Slice& slice);
  void addWritten(const PlannedToken& token, const Slice& slice);
  void addRepetition(const PlannedToken& token, const float* now, const float* before, const Slice& slice);
  void keepSample(std::int64_t sample, const float* now, const float* before, Slice& slice);

  std::size_t m_layer;
  model::Signal m_state;
  std::size_t m_units;
  Written m_written;
  const StatisticLayout& m_layout;
  Table m_moments;             // [rows][mean n, squares n, minimum and maximum as floats, written n]
  Table m_repetitions;         // [rows of words that repeat][Σ (S_b² − Σ x²) n, Σ (n_b − 1) S_b n]
  std::vector<double> m_open;  // [open sums][n]
  struct SampleRoom {
    std::int64_t first;
    std::uint16_t* bits;
  };
  std::vector<SampleRoom> m_sampleRooms;  // Of each part.
};

}  // namespace rnnvis::response
