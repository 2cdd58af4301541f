#include "rnnvis/compare/joint_moments.h"

#include "rnnvis/base/error.h"

#include <cblas.h>

#include <cmath>
#include <utility>

namespace rnnvis::compare {
namespace {

/// A product inside a parallel loop must not start threads of its own.
bool useOneThread() {
  openblas_set_num_threads(1);
  return true;
}

/// aᵀ · b; of a matrix with itself the upper triangle, for half the work.
Matrix transposedProduct(const Matrix& a, const Matrix& b) {
  static const bool isSetUp = useOneThread();
  (void)isSetUp;
  Matrix result(a.cols(), b.cols());
  const auto size = [](Eigen::Index value) { return static_cast<blasint>(value); };
  if (&a == &b)
    cblas_ssyrk(CblasRowMajor, CblasUpper, CblasTrans, size(a.cols()), size(a.rows()), 1.0f, a.data(),
                size(a.cols()), 0.0f, result.data(), size(a.cols()));
  else
    cblas_sgemm(CblasRowMajor, CblasTrans, CblasNoTrans, size(a.cols()), size(b.cols()), size(a.rows()), 1.0f,
                a.data(), size(a.cols()), b.data(), size(b.cols()), 0.0f, result.data(), size(b.cols()));
  return result;
}

/// Σ_t x_t a_t
Vector weightedSum(const Matrix& a, const Vector& x) {
  Vector result(a.cols());
  cblas_sgemv(CblasRowMajor, CblasTrans, static_cast<blasint>(a.rows()), static_cast<blasint>(a.cols()), 1.0f,
              a.data(), static_cast<blasint>(a.cols()), x.data(), 1, 0.0f, result.data(), 1);
  return result;
}

}  // namespace

JointMoments::JointMoments(const std::vector<std::size_t>& units, std::vector<Pair> pairs)
    : m_pairs(std::move(pairs)) {
  const auto zeros = [&](std::size_t signal) {
    return VectorD::Zero(static_cast<Eigen::Index>(units[signal]));
  };
  for (std::size_t signal = 0; signal < units.size(); ++signal)
    m_signals.push_back({{}, zeros(signal), zeros(signal), 0, {}, {}});
  for (const auto& [a, b] : m_pairs)
    m_products.push_back({zeros(a) * zeros(b).transpose(), zeros(a), zeros(b), 0});
}

void JointMoments::add(std::span<const MatrixView> signals, ThreadPool& pool) {
  if (signals.front().rows() == 0) return;
  pool.forEach(signals.size(), [&](std::size_t s) { addTo(m_signals[s], signals[s]); });
  pool.forEach(m_pairs.size(), [&](std::size_t p) { addTo(m_products[p], m_pairs[p]); });
  m_tokens += static_cast<std::size_t>(signals.front().rows());
}

void JointMoments::addTo(Signal& signal, const MatrixView& values) const {
  if (m_tokens == 0) signal.pivot = values.colwise().mean().transpose();
  signal.centred = values.rowwise() - signal.pivot.transpose();
  signal.squaredNorms = signal.centred.rowwise().squaredNorm();
  const double norms = signal.squaredNorms.cast<double>().sum();
  if (!std::isfinite(norms)) fail("a state is not finite; such models cannot be compared");
  signal.norms += norms;
  signal.sum += weightedSum(signal.centred, Vector::Ones(values.rows())).cast<double>();
  signal.squares += signal.centred.colwise().squaredNorm().transpose().cast<double>();
}

void JointMoments::addTo(Products& sums, const Pair& pair) const {
  const Signal &a = m_signals[pair.a], &b = m_signals[pair.b];
  sums.products += transposedProduct(a.centred, b.centred).cast<double>();
  sums.weightedA += weightedSum(a.centred, b.squaredNorms).cast<double>();
  sums.weightedB += weightedSum(b.centred, a.squaredNorms).cast<double>();
  sums.norms += a.squaredNorms.cast<double>().dot(b.squaredNorms.cast<double>());
}

MatrixD JointMoments::products(std::size_t pair) const {
  if (m_pairs[pair].a != m_pairs[pair].b) return m_products[pair].products;
  return m_products[pair].products.selfadjointView<Eigen::Upper>();
}

MatrixD JointMoments::crossProducts(std::size_t pair) const {
  const auto& [a, b] = m_pairs[pair];
  if (m_tokens == 0) return products(pair);
  return products(pair) - m_signals[a].sum * m_signals[b].sum.transpose() / static_cast<double>(m_tokens);
}

VectorD JointMoments::scatters(const Signal& signal) const {
  if (m_tokens == 0) return signal.squares;
  return (signal.squares - signal.sum.cwiseAbs2() / static_cast<double>(m_tokens)).cwiseMax(0.0);
}

double JointMoments::scatter(std::size_t signal) const {
  return scatters(m_signals[signal]).sum();
}

MatrixD JointMoments::correlation(std::size_t pair) const {
  // Of a unit that only rounding moves there is nothing to correlate.
  const auto inverseRoots = [this](const Signal& signal) -> VectorD {
    const VectorD scatter = scatters(signal);
    return (scatter.array() > 1e-12 * signal.squares.array()).select(scatter.cwiseSqrt().cwiseInverse(), 0.0);
  };
  const auto& [a, b] = m_pairs[pair];
  return (inverseRoots(m_signals[a]).asDiagonal() * crossProducts(pair) *
          inverseRoots(m_signals[b]).asDiagonal())
      .cwiseMax(-1.0)
      .cwiseMin(1.0);
}

double JointMoments::hsic(std::size_t pair) const {
  if (m_tokens < 4) return 0;
  const auto tokens = static_cast<double>(m_tokens);
  const Signal &a = m_signals[m_pairs[pair].a], &b = m_signals[m_pairs[pair].b];
  const Products& sums = m_products[pair];
  const MatrixD xy = products(pair);
  const double trace = xy.squaredNorm() - sums.norms;
  const double sumOfK = a.sum.squaredNorm() - a.norms, sumOfL = b.sum.squaredNorm() - b.norms;
  // Σ_t (x_t·Σx − ‖x_t‖²)(y_t·Σy − ‖y_t‖²)
  const double sumOfProduct =
      a.sum.dot(xy * b.sum) - a.sum.dot(sums.weightedA) - b.sum.dot(sums.weightedB) + sums.norms;
  return (trace + sumOfK * sumOfL / ((tokens - 1) * (tokens - 2)) - 2 * sumOfProduct / (tokens - 2)) /
         (tokens * (tokens - 3));
}

double cka(double both, double ofA, double ofB) {
  return ofA > 0 && ofB > 0 ? both / std::sqrt(ofA * ofB) : 0;
}

}  // namespace rnnvis::compare
