#include "response_accumulator.h"

#include "response_kernels.h"

#include "rnnvis/checkpoint/half.h"

#include <algorithm>

namespace rnnvis::response {

using model::Signal;

namespace {

const float* rowOf(const MatrixView& values, std::size_t row, std::size_t from) {
  return values.data() + static_cast<Eigen::Index>(row) * values.outerStride() + from;
}

/// The gate, of a GRU its complement, and the candidate whose product is written.
std::pair<Signal, Signal> factorsOf(ResponseAccumulator::Written written) {
  using Written = ResponseAccumulator::Written;
  if (written == Written::inputTimesCandidate) return {Signal::i, Signal::g};
  if (written == Written::innerInputTimesCandidate) return {Signal::innerI, Signal::innerG};
  return {Signal::z, Signal::n};
}

}  // namespace

/// Some of the units, and room for sums over a run of tokens.
struct ResponseAccumulator::Slice {
  std::size_t from, n;
  std::vector<double> sum, squares;
  std::vector<float> response;
  std::vector<MatrixView> now, before, factorA, factorB;  // Of each block.

  Slice(std::size_t first, std::size_t count) : from(first), n(count), sum(n), squares(n), response(n) {}
};

ResponseAccumulator::ResponseAccumulator(std::size_t layer, Signal state, std::size_t units, Written written,
                                         const StatisticLayout& layout)
    : m_layer(layer),
      m_state(state),
      m_units(units),
      m_written(written),
      m_layout(layout),
      m_moments(layout.rows.size(), (written == Written::none ? 3 : 4) * units),
      m_repetitions(static_cast<std::size_t>(1 + *std::ranges::max_element(layout.repeatRow)), 2 * units) {}

void ResponseAccumulator::clear() {
  m_moments.clear();
  m_repetitions.clear();
}

void ResponseAccumulator::prepare(const RoundPlan& plan) {
  m_open.resize(std::max(m_open.size(), plan.openSums() * m_units));
}

void ResponseAccumulator::take(std::span<const model::Block> blocks, const RoundPlan& plan, std::size_t from,
                               std::size_t to) {
  Slice slice(from, to - from);
  for (const model::Block& block : blocks) {
    slice.now.push_back(block.values->signal(m_layer, m_state));
    slice.before.push_back(block.values->withPrevious(m_layer, m_state));
    if (m_written == Written::none) continue;
    const auto [gate, candidate] = factorsOf(m_written);
    slice.factorA.push_back(block.values->signal(m_layer, gate));
    slice.factorB.push_back(block.values->signal(m_layer, candidate));
  }
  const auto runs = plan.runs();
  for (std::size_t i = 0; i < runs.size(); ++i) {
    if (i + 1 < runs.size()) prefetch(plan.tokens()[runs[i + 1].from], slice);
    takeRun(blocks, plan, runs[i], slice);
  }
}

/// Rows of the table are visited at random, which the processor cannot foresee.
void ResponseAccumulator::prefetch(const PlannedToken& token, const Slice& slice) const {
  constexpr std::size_t step = 64 / sizeof(double);
  const double* row = m_moments.row(static_cast<std::size_t>(token.statistic));
  for (std::size_t column = 0; column < m_moments.columns(); column += m_units)
    for (std::size_t j = slice.from; j < slice.from + slice.n; j += step)
      __builtin_prefetch(row + column + j, 1);
}

void ResponseAccumulator::fetchValues(std::span<const model::Block> blocks, const PlannedToken& token,
                                      const Slice& slice) const {
  fetch(rowOf(slice.now[token.block], token.row, slice.from), slice.n);
  fetch(rowOf(slice.before[token.block], blocks[token.block].values->previousRow(m_layer, token.row),
              slice.from),
        slice.n);
  if (!hasWritten()) return;
  fetch(rowOf(slice.factorA[token.block], token.row, slice.from), slice.n);
  fetch(rowOf(slice.factorB[token.block], token.row, slice.from), slice.n);
}

void ResponseAccumulator::takeRun(std::span<const model::Block> blocks, const RoundPlan& plan,
                                  const RoundPlan::Run& run, Slice& slice) {
  const auto row = static_cast<std::size_t>(plan.tokens()[run.from].statistic);
  double* const mean = meanOf(row) + slice.from;
  float* const minimum = extremesOf(row) + slice.from;
  float* const maximum = minimum + m_units;
  const auto total = static_cast<double>(run.before + (run.to - run.from));
  const bool isSingle = run.to == run.from + 1;
  if (!isSingle) {
    std::fill(slice.sum.begin(), slice.sum.end(), 0.0);
    std::fill(slice.squares.begin(), slice.squares.end(), 0.0);
  }
  const DeviationSums sums{mean, slice.sum.data(), slice.squares.data(), minimum, maximum};
  for (std::uint32_t i = run.from; i < run.to; ++i) {
    const PlannedToken& token = plan.tokens()[i];
    if (i + 1 < plan.tokens().size()) fetchValues(blocks, plan.tokens()[i + 1], slice);
    const float* now = rowOf(slice.now[token.block], token.row, slice.from);
    const float* before = rowOf(slice.before[token.block],
                                blocks[token.block].values->previousRow(m_layer, token.row), slice.from);
    if (run.before == 0 && i == run.from)  // The first response serves as the mean until there is one.
      for (std::size_t j = 0; j < slice.n; ++j) mean[j] = minimum[j] = maximum[j] = now[j] - before[j];
    if (isSingle)
      takeResponse(slice.n, total, now, before, mean, squaresOf(row) + slice.from, minimum, maximum);
    else
      addResponse(slice.n, now, before, sums);
    if (m_written != Written::none) addWritten(token, slice);
    if (token.openSum >= 0) addRepetition(token, now, before, slice);
    if (token.sample != SampleChoice::none) keepSample(token.sample, now, before, slice);
  }
  if (!isSingle)
    mergeDeviations(slice.n, total, slice.sum.data(), slice.squares.data(), mean,
                    squaresOf(row) + slice.from);
}

void ResponseAccumulator::addWritten(const PlannedToken& token, const Slice& slice) {
  double* const written = writtenOf(static_cast<std::size_t>(token.statistic)) + slice.from;
  const float* a = rowOf(slice.factorA[token.block], token.row, slice.from);
  const float* b = rowOf(slice.factorB[token.block], token.row, slice.from);
  (m_written == Written::complementOfUpdateTimesCandidate ? addComplementProduct : addProduct)(slice.n, a, b,
                                                                                               written);
}

void ResponseAccumulator::addRepetition(const PlannedToken& token, const float* now, const float* before,
                                        const Slice& slice) {
  double* const open = m_open.data() + static_cast<std::size_t>(token.openSum) * m_units + slice.from;
  const std::int32_t row = m_layout.repeatRow[static_cast<std::size_t>(token.statistic)];
  double* const products = m_repetitions.row(static_cast<std::size_t>(row)) + slice.from;
  if (token.opens) std::fill_n(open, slice.n, 0.0);
  addToOpenSum(slice.n, now, before, open, products);
  if (token.closes == 0) return;
  const double weight = token.closes - 1;
  for (std::size_t j = 0; j < slice.n; ++j) products[m_units + j] += weight * open[j];
}

void ResponseAccumulator::keepSample(std::int64_t sample, const float* now, const float* before,
                                     Slice& slice) {
  for (std::size_t j = 0; j < slice.n; ++j) slice.response[j] = now[j] - before[j];
  const auto room = std::find_if(m_sampleRooms.rbegin(), m_sampleRooms.rend(),
                                 [sample](const SampleRoom& of) { return of.first <= sample; });
  checkpoint::toHalves(slice.response.data(), slice.n,
                       room->bits + static_cast<std::size_t>(sample - room->first) * m_units + slice.from);
}

void ResponseAccumulator::keepSamplesIn(std::vector<Responses*> parts) {
  for (std::size_t part = 0; part < parts.size(); ++part)
    m_sampleRooms.push_back(
        {m_layout.samples.offsets[m_layout.rows.rowsOf(part).first], parts[part]->samples.writable()});
}

void ResponseAccumulator::fill(std::size_t part, const WordCounts& counts, Responses& responses) const {
  const std::size_t first = m_layout.rows.rowsOf(part).first;
  const auto momentsOf = [&](std::size_t row) {
    const double* values = m_moments.row(first + row);
    const auto* extremes = reinterpret_cast<const float*>(values + 2 * m_units);
    WordMoments result{values,   values + m_units,   hasWritten() ? values + 3 * m_units : nullptr,
                       extremes, extremes + m_units, nullptr,
                       nullptr};
    if (const std::int32_t repeats = m_layout.repeatRow[first + row]; repeats >= 0) {
      result.products = m_repetitions.row(static_cast<std::size_t>(repeats));
      result.sums = result.products + m_units;
    }
    return result;
  };
  summarise(counts, momentsOf, responses);
}

}  // namespace rnnvis::response
