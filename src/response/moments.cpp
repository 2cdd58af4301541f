#include "moments.h"

#include "analysis_arrays.h"
#include "value_and_rest.h"

#include <algorithm>
#include <limits>
#include <type_traits>

namespace rnnvis::response {
namespace {

using RowD = Eigen::Map<const Eigen::RowVectorXd>;

/// Fills in the results of one word after another.
class Summary {
 public:
  Summary(const WordCounts& counts, Responses& responses)
      : m_counts(counts),
        m_responses(responses),
        m_units(responses.mean.matrix().cols()),
        m_mean(responses.mean.writable()),
        m_meanRest(responses.meanRest.writable()),
        m_deviation(responses.deviation.writable()),
        m_deviationRest(responses.deviationRest.writable()),
        m_minimum(responses.minimum.writable()),
        m_maximum(responses.maximum.writable()),
        m_error(responses.error.writable()),
        m_written(responses.written.writable()),
        m_writtenRest(responses.writtenRest.writable()),
        m_products(responses.products.writable()),
        m_sums(responses.sums.writable()),
        m_average(Eigen::RowVectorXd::Zero(m_units)),
        m_aroundZero(m_average),
        m_within(m_average) {}

  void add(Eigen::Index word, const WordMoments& moments) {
    const auto place = static_cast<std::size_t>(word);
    const std::int64_t count = m_counts.count[place];
    const auto n = static_cast<double>(count);
    const RowD mean(moments.mean, m_units), squares(moments.squares, m_units);
    split(mean, m_mean.row(word), m_meanRest.row(m_row));
    if (count > 1)
      split((squares / (n - 1)).cwiseMax(0.0).cwiseSqrt(), m_deviation.row(word), m_deviationRest.row(m_row));
    m_minimum.row(m_row) = Eigen::Map<const Eigen::RowVectorXf>(moments.minimum, m_units);
    m_maximum.row(m_row) = Eigen::Map<const Eigen::RowVectorXf>(moments.maximum, m_units);
    if (moments.written)
      split(RowD(moments.written, m_units) / n, m_written.row(m_row), m_writtenRest.row(m_row));
    addError(place, n, moments);
    m_total += n;
    m_average += n * mean;
    m_aroundZero += n * mean.cwiseAbs2();
    m_within += squares;
    ++m_row;
  }

  void finish() {
    if (m_total > 0) m_average /= m_total;
    // Between the words' means, around the mean of all tokens, which is nearly 0.
    const Eigen::RowVectorXd between = (m_aroundZero - m_total * m_average.cwiseAbs2()).cwiseMax(0.0);
    const Eigen::RowVectorXd all = between + m_within;
    m_responses.average.writable() = m_average.cast<float>();
    m_responses.explained.writable() =
        (all.array() > 0).select(between.array() / all.array(), 0.0).cast<float>().matrix();
  }

 private:
  using Room = Eigen::Map<Matrix>;
  using RoomD = Eigen::Map<MatrixD>;

  template <class Values>
  static void split(const Values& values, Room::RowXpr value, Room::RowXpr rest) {
    value = values.template cast<float>();
    rest = restOf(values);
  }

  /// With V = Σ_b (S_b − n_b ŝ)² over G blocks, √(G/(G−1) V) / n: the standard error of a mean of clusters.
  /// V = Σ (x − ŝ)² + Σ_b (S_b² − Σ x²) − 2ŝ Σ_b (n_b − 1) S_b + ŝ² Σ_b n_b (n_b − 1).
  void addError(std::size_t word, double n, const WordMoments& moments) {
    const auto blocks = static_cast<double>(m_counts.blocks[word]);
    m_sum = RowD(moments.squares, m_units);
    if (moments.products) {
      const RowD mean(moments.mean, m_units), products(moments.products, m_units),
          sums(moments.sums, m_units);
      m_sum += products - 2 * mean.cwiseProduct(sums) +
               static_cast<double>(m_counts.pairs[word]) * mean.cwiseAbs2();
      m_products.row(m_repeat) = products;
      m_sums.row(m_repeat++) = sums;
    }
    if (blocks < 2)
      m_error.row(m_row).setConstant(std::numeric_limits<float>::infinity());
    else
      m_error.row(m_row) = ((m_sum.cwiseMax(0.0) * (blocks / (blocks - 1))).cwiseSqrt() / n).cast<float>();
  }

  const WordCounts& m_counts;
  Responses& m_responses;
  Eigen::Index m_units;
  Room m_mean, m_meanRest, m_deviation, m_deviationRest, m_minimum, m_maximum, m_error, m_written,
      m_writtenRest;
  RoomD m_products, m_sums;
  Eigen::RowVectorXd m_average, m_aroundZero, m_within, m_sum;
  double m_total = 0;
  Eigen::Index m_row = 0, m_repeat = 0;
};

std::size_t positive(const std::vector<std::int64_t>& values) {
  return static_cast<std::size_t>(
      std::count_if(values.begin(), values.end(), [](std::int64_t value) { return value > 0; }));
}

}  // namespace

RowCounts rowCountsOf(const WordCounts& counts, std::size_t samples) {
  return {counts.count.size(), positive(counts.count), positive(counts.pairs), samples};
}

std::vector<std::int32_t> rowsOfPositive(const std::vector<std::int64_t>& count) {
  std::vector<std::int32_t> rows(count.size(), -1);
  std::int32_t next = 0;
  for (std::size_t word = 0; word < count.size(); ++word)
    if (count[word] > 0) rows[word] = next++;
  return rows;
}

WordCounts countsOf(const Analysis& analysis) {
  return {analysis.count, analysis.blocks, analysis.pairs};
}

Responses responsesFor(std::size_t units, bool hasWritten, const WordCounts& counts, std::size_t samples) {
  Responses result;
  visitArrays(result, units, rowCountsOf(counts, samples), hasWritten,
              [](std::string_view, auto& rows, std::size_t count, std::size_t columns) {
                rows = std::remove_reference_t<decltype(rows)>(count, columns);
              });
  return result;
}

void summarise(const WordCounts& counts, const std::function<WordMoments(std::size_t row)>& momentsOf,
               Responses& responses) {
  Summary summary(counts, responses);
  std::size_t row = 0;
  for (std::size_t word = 0; word < counts.count.size(); ++word)
    if (counts.count[word] > 0) summary.add(static_cast<Eigen::Index>(word), momentsOf(row++));
  summary.finish();
}

void summarise(const Moments& moments, const WordCounts& counts, Responses& responses) {
  std::vector<Eigen::Index> repeatRow;  // Of each row.
  const std::vector<std::int32_t> repeats = rowsOfPositive(counts.pairs);
  forEachRow(rowsOfPositive(counts.count),
             [&](std::size_t word, Eigen::Index) { repeatRow.push_back(repeats[word]); });
  const auto of = [&](std::size_t row) {
    const auto at = static_cast<Eigen::Index>(row);
    WordMoments result{moments.mean.row(at).data(),
                       moments.squares.row(at).data(),
                       nullptr,
                       moments.minimum.row(at).data(),
                       moments.maximum.row(at).data(),
                       nullptr,
                       nullptr};
    if (moments.written.size() > 0) result.written = moments.written.row(at).data();
    if (repeatRow[row] >= 0) {
      result.products = moments.products.row(repeatRow[row]).data();
      result.sums = moments.sums.row(repeatRow[row]).data();
    }
    return result;
  };
  summarise(counts, of, responses);
}

}  // namespace rnnvis::response
