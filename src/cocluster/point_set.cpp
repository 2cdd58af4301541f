#include "point_set.h"

#include "rnnvis/base/vector_clones.h"

#include <numbers>
#include <utility>

namespace rnnvis::cocluster {
namespace {

MatrixD outerProducts(const MatrixD& rows) {
  const Eigen::Index d = rows.cols();
  MatrixD result(rows.rows(), d * (d + 1) / 2);
  for (Eigen::Index i = 0; i < rows.rows(); ++i) {
    Eigen::Index at = 0;
    for (Eigen::Index a = 0; a < d; ++a) {
      result(i, at++) = rows(i, a) * rows(i, a);
      for (Eigen::Index b = a + 1; b < d; ++b)
        result(i, at++) = std::numbers::sqrt2 * rows(i, a) * rows(i, b);
    }
  }
  return result;
}

/// squares[i] += (values[i] − centre)²
RNNVIS_VECTOR_CLONES
void addSquares(const double* values, double centre, double* squares, Eigen::Index count) {
  for (Eigen::Index i = 0; i < count; ++i) squares[i] += (values[i] - centre) * (values[i] - centre);
}

}  // namespace

RNNVIS_VECTOR_CLONES
double squaredDistance(std::span<const double> a, std::span<const double> b) {
  // Four sums, because a compiler may not reorder the additions of one.
  constexpr std::size_t lanes = 4;
  double sums[lanes] = {};
  std::size_t i = 0;
  for (; i + lanes <= a.size(); i += lanes)
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      const double difference = a[i + lane] - b[i + lane];
      sums[lane] += difference * difference;
    }
  double sum = 0;
  for (; i < a.size(); ++i) sum += (a[i] - b[i]) * (a[i] - b[i]);
  for (const double lane : sums) sum += lane;
  return sum;
}

PointSet::PointSet(MatrixD points, Eigen::MatrixXd generators, bool outer)
    : m_points(std::move(points)),
      m_generators(std::move(generators)),
      m_squaredNorms(m_generators.rowwise().squaredNorm()),
      m_outer(outer) {}

PointSet PointSet::ofRows(const MatrixD& rows) {
  return {rows, rows, false};
}

PointSet PointSet::ofOuterProducts(const MatrixD& rows) {
  return {outerProducts(rows), rows, true};
}

void PointSet::squaredDistances(Eigen::Index to, Eigen::Index begin,
                                Eigen::Ref<Eigen::ArrayXd> result) const {
  const Eigen::Index count = result.size();
  result.setZero();
  Eigen::ArrayXd mirrored = Eigen::ArrayXd::Zero(m_outer ? count : 0);
  for (Eigen::Index column = 0; column < m_generators.cols(); ++column) {
    const double* values = m_generators.col(column).data() + begin;
    const double centre = m_generators(to, column);
    addSquares(values, centre, result.data(), count);
    if (m_outer) addSquares(values, -centre, mirrored.data(), count);
  }
  if (!m_outer) return;
  const auto norms = m_squaredNorms.segment(begin, count);
  result = (result * mirrored + (norms - m_squaredNorms(to)).square()) / 2;
}

}  // namespace rnnvis::cocluster
