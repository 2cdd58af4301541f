#include "moments.h"

#include <cmath>
#include <limits>

namespace rnnvis::response {
namespace {

/// A double as the sum of two floats.
struct FloatPair {
  Matrix value, rest;
  explicit FloatPair(const MatrixD& values)
      : value(values.cast<float>()), rest((values - value.cast<double>()).cast<float>()) {}
};

MatrixD joined(const MatrixView& value, const MatrixView& rest) {
  return value.cast<double>() + rest.cast<double>();
}

/// Calls body(word, row) for the words that have a row.
template <class Body>
void forEachRow(const std::vector<std::int32_t>& rows, Body body) {
  for (std::size_t word = 0; word < rows.size(); ++word)
    if (rows[word] >= 0) body(word, Eigen::Index{rows[word]});
}

/// [W, n] from rows of the words that occur; 0 elsewhere.
Matrix spread(const Matrix& values, const std::vector<std::int32_t>& rows) {
  Matrix result = Matrix::Zero(static_cast<Eigen::Index>(rows.size()), values.cols());
  forEachRow(rows, [&](std::size_t word, Eigen::Index row) {
    result.row(static_cast<Eigen::Index>(word)) = values.row(row);
  });
  return result;
}

MatrixD gathered(const MatrixView& values, const std::vector<std::int32_t>& rows, Eigen::Index occurring) {
  MatrixD result(occurring, values.cols());
  forEachRow(rows, [&](std::size_t word, Eigen::Index row) {
    result.row(row) = values.row(static_cast<Eigen::Index>(word)).cast<double>();
  });
  return result;
}

MatrixD deviations(const Moments& moments, const WordCounts& counts, const std::vector<std::int32_t>& rows) {
  MatrixD result = MatrixD::Zero(moments.squares.rows(), moments.squares.cols());
  forEachRow(rows, [&](std::size_t word, Eigen::Index row) {
    if (counts.count[word] > 1)
      result.row(row) =
          (moments.squares.row(row) / static_cast<double>(counts.count[word] - 1)).cwiseMax(0.0).cwiseSqrt();
  });
  return result;
}

/// With V = Σ_b (S_b − n_b ŝ)² over G blocks, √(G/(G−1) V) / n: the standard error of a mean of clusters.
/// V = Σ (x − ŝ)² + Σ_b (S_b² − Σ x²) − 2ŝ Σ_b (n_b − 1) S_b + ŝ² Σ_b n_b (n_b − 1).
Matrix errors(const Moments& moments, const WordCounts& counts, const std::vector<std::int32_t>& rows) {
  Matrix result(moments.mean.rows(), moments.mean.cols());
  const std::vector<std::int32_t> repeatRows = rowsOfPositive(counts.pairs);
  forEachRow(rows, [&](std::size_t word, Eigen::Index row) {
    const auto blocks = static_cast<double>(counts.blocks[word]), n = static_cast<double>(counts.count[word]);
    if (counts.blocks[word] < 2) {
      result.row(row).setConstant(std::numeric_limits<float>::infinity());
      return;
    }
    Eigen::RowVectorXd sum = moments.squares.row(row);
    if (const std::int32_t repeats = repeatRows[word]; repeats >= 0) {
      const auto mean = moments.mean.row(row);
      sum += moments.products.row(repeats) - 2 * mean.cwiseProduct(moments.sums.row(repeats)) +
             static_cast<double>(counts.pairs[word]) * mean.cwiseAbs2();
    }
    result.row(row) = ((sum.cwiseMax(0.0) * (blocks / (blocks - 1))).cwiseSqrt() / n).cast<float>();
  });
  return result;
}

/// Mean over all tokens, and η² = between / (between + within): sums of squares around that mean and around the
/// words' means.
void summariseUnits(const Moments& moments, const WordCounts& counts, const std::vector<std::int32_t>& rows,
                    Responses& responses) {
  Eigen::RowVectorXd average = Eigen::RowVectorXd::Zero(moments.mean.cols()), between = average;
  double total = 0;
  forEachRow(rows, [&](std::size_t word, Eigen::Index row) {
    const auto n = static_cast<double>(counts.count[word]);
    total += n;
    average += n * moments.mean.row(row);
  });
  if (total > 0) average /= total;
  forEachRow(rows, [&](std::size_t word, Eigen::Index row) {
    between += static_cast<double>(counts.count[word]) * (moments.mean.row(row) - average).cwiseAbs2();
  });
  const Eigen::RowVectorXd all = between + moments.squares.colwise().sum();
  responses.average = Rows(Matrix(average.cast<float>()));
  responses.explained =
      Rows(Matrix((all.array() > 0).select(between.array() / all.array(), 0.0).cast<float>().matrix()));
}

}  // namespace

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

Responses summarise(const Moments& moments, const WordCounts& counts, HalfRows samples) {
  const std::vector<std::int32_t> rows = rowsOfPositive(counts.count);
  Responses result;
  FloatPair mean(moments.mean), deviation(deviations(moments, counts, rows));
  result.mean = Rows(spread(mean.value, rows));
  result.deviation = Rows(spread(deviation.value, rows));
  result.meanRest = Rows(std::move(mean.rest));
  result.deviationRest = Rows(std::move(deviation.rest));
  result.minimum = Rows(moments.minimum);
  result.maximum = Rows(moments.maximum);
  result.error = Rows(errors(moments, counts, rows));
  if (moments.written.size() > 0) {
    MatrixD written = moments.written;
    forEachRow(rows, [&](std::size_t word, Eigen::Index row) {
      written.row(row) /= static_cast<double>(counts.count[word]);
    });
    FloatPair pair(written);
    result.written = Rows(std::move(pair.value));
    result.writtenRest = Rows(std::move(pair.rest));
  }
  result.samples = std::move(samples);
  result.products = DoubleRows(moments.products);
  result.sums = DoubleRows(moments.sums);
  summariseUnits(moments, counts, rows, result);
  return result;
}

Moments momentsOf(const Responses& responses, const WordCounts& counts) {
  const std::vector<std::int32_t> rows = rowsOfPositive(counts.count);
  const Eigen::Index occurring = responses.meanRest.matrix().rows();
  Moments result;
  result.mean =
      gathered(responses.mean.matrix(), rows, occurring) + responses.meanRest.matrix().cast<double>();
  result.squares = gathered(responses.deviation.matrix(), rows, occurring) +
                   responses.deviationRest.matrix().cast<double>();
  if (responses.written.matrix().size() > 0)
    result.written = joined(responses.written.matrix(), responses.writtenRest.matrix());
  forEachRow(rows, [&](std::size_t word, Eigen::Index row) {
    const auto n = static_cast<double>(counts.count[word]);
    result.squares.row(row) = result.squares.row(row).cwiseAbs2() * (n - 1);
    if (result.written.size() > 0) result.written.row(row) *= n;
  });
  result.minimum = responses.minimum.matrix();
  result.maximum = responses.maximum.matrix();
  result.products = responses.products.matrix();
  result.sums = responses.sums.matrix();
  return result;
}

WordCounts mergedCounts(const WordCounts& a, const WordCounts& b) {
  WordCounts result = a;
  for (std::size_t word = 0; word < a.count.size(); ++word) {
    result.count[word] += b.count[word];
    result.blocks[word] += b.blocks[word];
    result.pairs[word] += b.pairs[word];
  }
  return result;
}

namespace {

/// Adds the rows of `from`, of the words with rows `fromRows`, to those of `to`.
void addRows(MatrixD& to, const std::vector<std::int32_t>& toRows, const MatrixD& from,
             const std::vector<std::int32_t>& fromRows) {
  if (from.size() == 0) return;
  forEachRow(fromRows, [&](std::size_t word, Eigen::Index row) { to.row(toRows[word]) += from.row(row); });
}

}  // namespace

Moments mergedMoments(const Moments& a, const WordCounts& countsOfA, const Moments& b,
                      const WordCounts& countsOfB) {
  const WordCounts counts = mergedCounts(countsOfA, countsOfB);
  const auto rows = rowsOfPositive(counts.count), rowsOfA = rowsOfPositive(countsOfA.count),
             rowsOfB = rowsOfPositive(countsOfB.count);
  const Eigen::Index n = a.mean.cols();
  Eigen::Index occurring = 0;
  forEachRow(rows, [&](std::size_t, Eigen::Index row) { occurring = row + 1; });
  Moments result{MatrixD(occurring, n), MatrixD(occurring, n), {}, Matrix(occurring, n), Matrix(occurring, n), {}, {}};
  const auto copy = [&](const Moments& from, Eigen::Index at, Eigen::Index to) {
    result.mean.row(to) = from.mean.row(at);
    result.squares.row(to) = from.squares.row(at);
    result.minimum.row(to) = from.minimum.row(at);
    result.maximum.row(to) = from.maximum.row(at);
  };
  forEachRow(rows, [&](std::size_t word, Eigen::Index row) {
    const std::int32_t inA = rowsOfA[word], inB = rowsOfB[word];
    if (inA < 0 || inB < 0) return inA < 0 ? copy(b, inB, row) : copy(a, inA, row);
    const auto nA = static_cast<double>(countsOfA.count[word]), nB = static_cast<double>(countsOfB.count[word]);
    const Eigen::RowVectorXd difference = b.mean.row(inB) - a.mean.row(inA);
    result.mean.row(row) = a.mean.row(inA) + difference * (nB / (nA + nB));
    result.squares.row(row) =
        a.squares.row(inA) + b.squares.row(inB) + difference.cwiseAbs2() * (nA * nB / (nA + nB));
    result.minimum.row(row) = a.minimum.row(inA).cwiseMin(b.minimum.row(inB));
    result.maximum.row(row) = a.maximum.row(inA).cwiseMax(b.maximum.row(inB));
  });
  const auto added = [&](const MatrixD& ofA, const std::vector<std::int32_t>& atA, const MatrixD& ofB,
                         const std::vector<std::int32_t>& atB, const std::vector<std::int32_t>& to) {
    Eigen::Index count = 0;
    forEachRow(to, [&](std::size_t, Eigen::Index row) { count = row + 1; });
    MatrixD sum = MatrixD::Zero(count, n);
    addRows(sum, to, ofA, atA);
    addRows(sum, to, ofB, atB);
    return sum;
  };
  if (a.written.cols() > 0) result.written = added(a.written, rowsOfA, b.written, rowsOfB, rows);
  const auto repeats = rowsOfPositive(counts.pairs), repeatsOfA = rowsOfPositive(countsOfA.pairs),
             repeatsOfB = rowsOfPositive(countsOfB.pairs);
  result.products = added(a.products, repeatsOfA, b.products, repeatsOfB, repeats);
  result.sums = added(a.sums, repeatsOfA, b.sums, repeatsOfB, repeats);
  return result;
}

}  // namespace rnnvis::response
