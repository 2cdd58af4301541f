#include "polarity.h"

#include <Eigen/Eigenvalues>

#include <cstddef>

namespace rnnvis::cocluster {
namespace {

using Members = std::vector<Eigen::Index>;

std::vector<Members> membersOf(const std::vector<int>& labels, int clusters) {
  std::vector<Members> members(static_cast<std::size_t>(clusters));
  for (std::size_t i = 0; i < labels.size(); ++i)
    members[static_cast<std::size_t>(labels[i])].push_back(static_cast<Eigen::Index>(i));
  return members;
}

Eigen::VectorXd axisOf(const MatrixD& directions, const Members& members) {
  Eigen::MatrixXd scatter = Eigen::MatrixXd::Zero(directions.cols(), directions.cols());
  for (const Eigen::Index unit : members) scatter += directions.row(unit).transpose() * directions.row(unit);
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(scatter);
  return solver.eigenvectors().rightCols<1>();
}

/// The mean edge of largest size, its sign kept, if the cluster is on the given sides.
double strongestEdge(const MatrixD& wordMeans, const Members& members, const std::vector<int>& sides) {
  Eigen::VectorXd edges = Eigen::VectorXd::Zero(wordMeans.rows());
  for (std::size_t i = 0; i < members.size(); ++i) edges += sides[i] * wordMeans.col(members[i]);
  Eigen::Index strongest = 0;
  edges.cwiseAbs().maxCoeff(&strongest);
  return edges(strongest);
}

}  // namespace

std::vector<int> unitPolarities(const MatrixD& directions, const std::vector<int>& unitLabels,
                                int unitClusters, const MatrixD& wordMeans) {
  std::vector<int> polarities(unitLabels.size(), 1);
  if (directions.cols() == 0) return polarities;
  for (const Members& members : membersOf(unitLabels, unitClusters)) {
    if (members.empty()) continue;
    const Eigen::VectorXd axis = axisOf(directions, members);
    std::vector<int> sides;
    for (const Eigen::Index unit : members) {
      const double side = directions.row(unit).dot(axis);
      sides.push_back(side > 0 ? 1 : side < 0 ? -1 : 0);
    }
    const int orientation = strongestEdge(wordMeans, members, sides) < 0 ? -1 : 1;
    for (std::size_t i = 0; i < members.size(); ++i)
      polarities[static_cast<std::size_t>(members[i])] = sides[i] == 0 ? 1 : orientation * sides[i];
  }
  return polarities;
}

}  // namespace rnnvis::cocluster
