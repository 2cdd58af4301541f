#include "rnnvis/compare/matching.h"

#include "polar.h"

#include <algorithm>
#include <cmath>

namespace rnnvis::compare {

UnitMatching matchUnits(const MatrixD& correlation, const RunControl& control) {
  UnitMatching result;
  result.partner = assign(correlation.cwiseAbs(), control);
  double sum = 0;
  int pairs = 0;
  for (std::size_t unit = 0; unit < result.partner.size(); ++unit) {
    const int partner = result.partner[unit];
    const double r = partner < 0 ? 0 : correlation(static_cast<Eigen::Index>(unit), partner);
    result.sign.push_back(r < 0 ? -1 : 1);
    if (partner < 0) continue;
    sum += std::abs(r);
    ++pairs;
  }
  if (pairs > 0) result.similarity = sum / pairs;
  return result;
}

MatrixD inOrderOfA(const UnitMatching& matching, const MatrixD& responsesOfB) {
  MatrixD result = MatrixD::Zero(responsesOfB.rows(), static_cast<Eigen::Index>(matching.partner.size()));
  for (std::size_t unit = 0; unit < matching.partner.size(); ++unit)
    if (const int partner = matching.partner[unit]; partner >= 0)
      result.col(static_cast<Eigen::Index>(unit)) = matching.sign[unit] * responsesOfB.col(partner);
  return result;
}

Rotation procrustes(const MatrixD& crossProducts, double scatterOfA, double scatterOfB,
                    const RunControl& control) {
  Polar nearest = polar(crossProducts, control);
  const double scale = std::sqrt(scatterOfA * scatterOfB);
  return {std::move(nearest.factor), scale > 0 ? std::min(1.0, nearest.nuclearNorm / scale) : 0};
}

VectorD similarityOfRows(const MatrixD& a, const MatrixD& b) {
  const VectorD scale = (a.rowwise().squaredNorm().array() * b.rowwise().squaredNorm().array()).sqrt();
  const VectorD products = a.cwiseProduct(b).rowwise().sum();
  return (scale.array() > 0).select(products.array() / scale.array(), 0.0).max(-1.0).min(1.0);
}

VectorD sparsityOfRows(const MatrixD& values) {
  const double root = std::sqrt(static_cast<double>(values.cols()));
  const VectorD norms = values.rowwise().norm();
  if (root <= 1) return VectorD::Zero(values.rows());
  const VectorD ratio = values.cwiseAbs().rowwise().sum().cwiseQuotient(norms);
  return (norms.array() > 0).select((root - ratio.array()) / (root - 1), 0.0).max(0.0).min(1.0);
}

}  // namespace rnnvis::compare
