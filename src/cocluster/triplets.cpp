#include "triplets.h"

#include "block_krylov.h"
#include "orthonormal.h"

#include "rnnvis/base/error.h"

#include <Eigen/SVD>

#include <algorithm>
#include <optional>
#include <vector>

namespace rnnvis::cocluster {
namespace {

constexpr double rankTolerance = 1e-10;

/// What is asked of an iteration, and when it is given up.
struct Goal {
  double residual = 3e-5;  ///< ‖Anᵀ u − σ v‖ over σ₁, at most.
  double lastResidual = residual;
  double leastShare = 0;  ///< A σ below this share of σ₁ is out of reach.
  int expansions = 0;
  bool narrow =
      false;  ///< Whether pairs that are good enough are left alone: a gain where products are dear.
};

/// What the last triplet of a large matrix is held to. Only its value is of use, which is far more accurate
/// than the vector, and it often is the first of a crowd of equal ones that would take most of the time to
/// tell apart.
constexpr double largeLastResidual = 3e-2;

/// Those of `count` pairs that fall short. In terms of the pairs (θ = σ², v) of Anᵀ An: ‖Anᵀ u − σ v‖ = ‖Anᵀ
/// An v − θ v‖ / σ.
std::vector<Eigen::Index> unfinished(const BlockKrylov::Pairs& pairs, Eigen::Index count, const Goal& goal) {
  std::vector<Eigen::Index> result;
  const double largest = pairs.values(0);
  for (Eigen::Index i = 0; i < std::min(count, pairs.values.size()); ++i) {
    const double tolerance = i + 1 < count || count == 1 ? goal.residual : goal.lastResidual;
    const double sigmas = std::sqrt(largest * std::max(pairs.values(i), rankTolerance * largest));
    if (pairs.residuals(i) > tolerance * sigmas) result.push_back(i);
  }
  return result;
}

bool outOfReach(const BlockKrylov::Pairs& pairs, const Goal& goal) {
  const double least = goal.leastShare * goal.leastShare * pairs.values(0);
  return least > 0 && pairs.values.minCoeff() < least;
}

/// Whether the expansions since the last look have cost as much as looking does. Nothing has converged before
/// the fourth block.
bool isTimeToLook(const BlockKrylov& space, const GramOperator& matrix, Eigen::Index applied) {
  constexpr double eigensolver = 30;  // Operations of a dense eigensolver over n³, by its speed against GEMM.
  const auto size = static_cast<double>(space.size());
  const double expansions = 4.0 * static_cast<double>(matrix.words()) * static_cast<double>(matrix.units()) *
                            static_cast<double>(applied);
  return space.expansions() >= 4 && expansions >= eigensolver * size * size * size;
}

/// The leading right vectors, or nothing where the goal is not reached.
std::optional<Columns> krylovVectors(const GramOperator& matrix, Eigen::Index count, const Goal& goal,
                                     const RunControl& control) {
  constexpr double usual = 8;
  BlockKrylov space(matrix, count, control);
  for (Eigen::Index applied = 0; !space.exhausted();) {
    if (space.expansions() == goal.expansions) return std::nullopt;
    applied += space.expand(control);
    control.report(space.expansions() / (space.expansions() + usual));
    if (!space.exhausted() && !isTimeToLook(space, matrix, applied)) continue;
    applied = 0;
    BlockKrylov::Pairs pairs = space.pairs();
    if (outOfReach(pairs, goal)) return std::nullopt;
    const std::vector<Eigen::Index> rest = unfinished(pairs, count, goal);
    const bool complete = pairs.values.size() >= count;
    if (space.exhausted() || (complete && rest.empty())) return std::move(pairs.vectors);
    if (goal.narrow && complete) space.narrow(pairs, rest);
  }
  return Columns(matrix.units(), 0);
}

/// The triplets within the span of `vectors`, small values too to the precision of the matrix, which An
/// squared loses.
Triplets tripletsWithin(const GramOperator& matrix, const ColumnsRef& vectors, Eigen::Index count,
                        const RunControl& control) {
  Triplets result{Columns(matrix.words(), 0), Columns(matrix.units(), 0), Eigen::VectorXd::Zero(count)};
  if (vectors.cols() == 0) return result;
  const Columns image = matrix.times(vectors, control);
  const Columns basis = orthonormalComplement(Columns(matrix.words(), 0), image);
  if (basis.cols() == 0) return result;
  const Eigen::JacobiSVD<Columns> solver(transposedProduct(basis, image),
                                         Eigen::ComputeThinU | Eigen::ComputeThinV);
  const Eigen::VectorXd& values = solver.singularValues();
  const Eigen::Index rank = (values.array() > rankTolerance * values(0)).count();
  result.values.head(rank) = values.head(rank);
  result.left = product(basis, solver.matrixU().leftCols(rank));
  result.right = product(vectors, solver.matrixV().leftCols(rank));
  return result;
}

/// The same in single precision; nothing where that does not do.
std::optional<Triplets> singlePrecisionTriplets(const NormalisedMatrix& matrix, Eigen::Index count, Goal goal,
                                                const RunControl& control) {
  // Rounding, about 1e-7 σ₁² in the Gram matrix, hides the residuals of smaller ones.
  goal.leastShare = 3e-3;
  goal.residual = 8e-5;
  goal.narrow = true;
  const SingleNormalisedMatrix single(matrix, control);
  const std::optional<Columns> vectors = krylovVectors(single, count, goal, control);
  if (!vectors) return std::nullopt;
  return tripletsWithin(single, *vectors, count, control);
}

}  // namespace

Triplets leadingTriplets(const NormalisedMatrix& matrix, Eigen::Index count, const RunControl& control,
                         const TripletLimits& limits) {
  if (count == 0) return tripletsWithin(matrix, Columns(matrix.units(), 0), 0, control);
  const bool large = matrix.words() * matrix.units() > limits.largeFrom;
  Goal goal{.expansions = limits.expansions};
  if (large) {
    goal.lastResidual = largeLastResidual;
    Goal single = goal;
    single.expansions = limits.singleExpansions;
    std::optional<Triplets> found = singlePrecisionTriplets(matrix, count, single, control.part(0, 0.5));
    if (found) return *std::move(found);
  }
  const RunControl rest = control.part(large ? 0.5 : 0, 1);
  const std::optional<Columns> vectors = krylovVectors(matrix, count, goal, rest);
  if (!vectors)
    fail(
        "co-clustering: the singular vectors of {} words × {} units do not converge; ask for fewer clusters "
        "or leave out words",
        matrix.words(), matrix.units());
  return tripletsWithin(matrix, *vectors, count, rest);
}

}  // namespace rnnvis::cocluster
