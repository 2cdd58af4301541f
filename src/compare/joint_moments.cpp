#include "rnnvis/compare/joint_moments.h"

#include "rnnvis/base/error.h"

#include <cblas.h>

#include <cmath>

namespace rnnvis::compare {
namespace {

VectorD squaredNorms(const Matrix& values) {
  return values.cast<double>().rowwise().squaredNorm();
}

/// aᵀ · b, on one thread.
Matrix transposedProduct(const Matrix& a, const Matrix& b) {
  Matrix result(a.cols(), b.cols());
  const auto size = [](Eigen::Index value) { return static_cast<blasint>(value); };
  cblas_sgemm(CblasRowMajor, CblasTrans, CblasNoTrans, size(a.cols()), size(b.cols()), size(a.rows()), 1.0f,
              a.data(), size(a.cols()), b.data(), size(b.cols()), 0.0f, result.data(), size(b.cols()));
  return result;
}

}  // namespace

JointMoments::Side::Side(std::size_t units) {
  const auto n = static_cast<Eigen::Index>(units);
  for (VectorD* of : {&pivot, &sum, &squares, &weighted}) *of = VectorD::Zero(n);
}

Matrix JointMoments::Side::centred(const MatrixView& values) const {
  return values.rowwise() - pivot.cast<float>().transpose();
}

void JointMoments::Side::add(const Matrix& values, const VectorD& ofThis, const VectorD& ofOther) {
  const MatrixD x = values.cast<double>();
  sum += x.colwise().sum();
  squares += x.colwise().squaredNorm();
  weighted += x.transpose() * ofOther;
  norms += ofThis.sum();
}

VectorD JointMoments::Side::scatter(double tokens) const {
  return (squares - sum.cwiseAbs2() / tokens).cwiseMax(0.0);
}

JointMoments::JointMoments(std::size_t unitsA, std::size_t unitsB)
    : m_a(unitsA),
      m_b(unitsB),
      m_products(MatrixD::Zero(static_cast<Eigen::Index>(unitsA), static_cast<Eigen::Index>(unitsB))) {}

void JointMoments::add(const MatrixView& a, const MatrixView& b) {
  if (a.rows() == 0) return;
  if (!a.allFinite() || !b.allFinite()) fail("a state is not finite; such models cannot be compared");
  if (m_tokens == 0) {
    m_a.pivot = a.colwise().mean().transpose().cast<double>();
    m_b.pivot = b.colwise().mean().transpose().cast<double>();
  }
  const Matrix x = m_a.centred(a), y = m_b.centred(b);
  const VectorD normsOfX = squaredNorms(x), normsOfY = squaredNorms(y);
  m_a.add(x, normsOfX, normsOfY);
  m_b.add(y, normsOfY, normsOfX);
  m_products += transposedProduct(x, y).cast<double>();
  m_normProducts += normsOfX.dot(normsOfY);
  m_tokens += static_cast<std::size_t>(a.rows());
}

MatrixD JointMoments::crossProducts() const {
  if (m_tokens == 0) return m_products;
  return m_products - m_a.sum * m_b.sum.transpose() / static_cast<double>(m_tokens);
}

double JointMoments::scatterOfA() const {
  return m_tokens == 0 ? 0 : m_a.scatter(static_cast<double>(m_tokens)).sum();
}

double JointMoments::scatterOfB() const {
  return m_tokens == 0 ? 0 : m_b.scatter(static_cast<double>(m_tokens)).sum();
}

MatrixD JointMoments::correlation() const {
  if (m_tokens == 0) return m_products;
  const auto tokens = static_cast<double>(m_tokens);
  // Of a unit that only rounding moves there is nothing to correlate.
  const auto inverseRoots = [tokens](const Side& side) -> VectorD {
    const VectorD scatter = side.scatter(tokens);
    return (scatter.array() > 1e-12 * side.squares.array()).select(scatter.cwiseSqrt().cwiseInverse(), 0.0);
  };
  return (inverseRoots(m_a).asDiagonal() * crossProducts() * inverseRoots(m_b).asDiagonal())
      .cwiseMax(-1.0)
      .cwiseMin(1.0);
}

double JointMoments::hsic() const {
  if (m_tokens < 4) return 0;
  const auto tokens = static_cast<double>(m_tokens);
  const double trace = m_products.squaredNorm() - m_normProducts;
  const double sumOfK = m_a.sum.squaredNorm() - m_a.norms, sumOfL = m_b.sum.squaredNorm() - m_b.norms;
  // Σ_t (x_t·Σx − ‖x_t‖²)(y_t·Σy − ‖y_t‖²)
  const double sumOfProduct = m_a.sum.dot(m_products * m_b.sum) - m_a.sum.dot(m_a.weighted) -
                              m_b.sum.dot(m_b.weighted) + m_normProducts;
  return (trace + sumOfK * sumOfL / ((tokens - 1) * (tokens - 2)) - 2 * sumOfProduct / (tokens - 2)) /
         (tokens * (tokens - 3));
}

double cka(const JointMoments& both, const JointMoments& ofA, const JointMoments& ofB) {
  const double scale = ofA.hsic() * ofB.hsic();
  return scale > 0 ? both.hsic() / std::sqrt(scale) : 0;
}

}  // namespace rnnvis::compare
