#include "moments.h"
#include "value_and_rest.h"

namespace rnnvis::response {
namespace {

MatrixD gathered(const MatrixView& values, const std::vector<std::int32_t>& rows, Eigen::Index occurring) {
  MatrixD result(occurring, values.cols());
  forEachRow(rows, [&](std::size_t word, Eigen::Index row) {
    result.row(row) = values.row(static_cast<Eigen::Index>(word)).cast<double>();
  });
  return result;
}

/// The rows of `a` and `b`, of the words with rows `rowsOfA` and `rowsOfB`, added up in those of `rows`.
MatrixD added(const MatrixD& a, const std::vector<std::int32_t>& rowsOfA, const MatrixD& b,
              const std::vector<std::int32_t>& rowsOfB, const std::vector<std::int32_t>& rows,
              std::size_t count) {
  MatrixD sum = MatrixD::Zero(static_cast<Eigen::Index>(count), a.cols());
  forEachRow(rowsOfA, [&](std::size_t word, Eigen::Index row) { sum.row(rows[word]) += a.row(row); });
  forEachRow(rowsOfB, [&](std::size_t word, Eigen::Index row) { sum.row(rows[word]) += b.row(row); });
  return sum;
}

/// Mean, squares and extremes of a word that occurs in one corpus.
void copyRow(const Moments& from, Eigen::Index row, Moments& result, Eigen::Index to) {
  result.mean.row(to) = from.mean.row(row);
  result.squares.row(to) = from.squares.row(row);
  result.minimum.row(to) = from.minimum.row(row);
  result.maximum.row(to) = from.maximum.row(row);
}

/// The same of a word that occurs in both (Chan, Golub and LeVeque 1979).
void mergeRow(const Moments& a, Eigen::Index inA, double nA, const Moments& b, Eigen::Index inB, double nB,
              Moments& result, Eigen::Index to) {
  const Eigen::RowVectorXd difference = b.mean.row(inB) - a.mean.row(inA);
  result.mean.row(to) = a.mean.row(inA) + difference * (nB / (nA + nB));
  result.squares.row(to) =
      a.squares.row(inA) + b.squares.row(inB) + difference.cwiseAbs2() * (nA * nB / (nA + nB));
  result.minimum.row(to) = a.minimum.row(inA).cwiseMin(b.minimum.row(inB));
  result.maximum.row(to) = a.maximum.row(inA).cwiseMax(b.maximum.row(inB));
}

}  // namespace

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

Moments mergedMoments(const Moments& a, const WordCounts& countsOfA, const Moments& b,
                      const WordCounts& countsOfB) {
  const WordCounts counts = mergedCounts(countsOfA, countsOfB);
  const RowCounts size = rowCountsOf(counts, 0);
  const auto rows = rowsOfPositive(counts.count), rowsOfA = rowsOfPositive(countsOfA.count),
             rowsOfB = rowsOfPositive(countsOfB.count);
  const auto occurring = static_cast<Eigen::Index>(size.occurring);
  const Eigen::Index n = a.mean.cols();
  Moments result{
      MatrixD(occurring, n), MatrixD(occurring, n), {}, Matrix(occurring, n), Matrix(occurring, n), {}, {}};
  forEachRow(rows, [&](std::size_t word, Eigen::Index row) {
    const std::int32_t inA = rowsOfA[word], inB = rowsOfB[word];
    if (inB < 0) return copyRow(a, inA, result, row);
    if (inA < 0) return copyRow(b, inB, result, row);
    mergeRow(a, inA, static_cast<double>(countsOfA.count[word]), b, inB,
             static_cast<double>(countsOfB.count[word]), result, row);
  });
  if (a.written.cols() > 0)
    result.written = added(a.written, rowsOfA, b.written, rowsOfB, rows, size.occurring);
  const auto repeats = rowsOfPositive(counts.pairs), repeatsOfA = rowsOfPositive(countsOfA.pairs),
             repeatsOfB = rowsOfPositive(countsOfB.pairs);
  result.products = added(a.products, repeatsOfA, b.products, repeatsOfB, repeats, size.repeating);
  result.sums = added(a.sums, repeatsOfA, b.sums, repeatsOfB, repeats, size.repeating);
  return result;
}

}  // namespace rnnvis::response
