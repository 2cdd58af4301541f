#include "lloyd.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

namespace rnnvis::cocluster {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// A centre as seen from another one.
struct Neighbour {
  double apart;
  int centre;

  bool operator<(const Neighbour& other) const {
    return std::tie(apart, centre) < std::tie(other.apart, other.centre);
  }
};

class Lloyd {
 public:
  Lloyd(const PointSet& points, Seeds seeds)
      : m_points(points), m_centres(std::move(seeds.centres)), m_assignment(std::move(seeds.assignment)) {
    sumClusters();
  }

  Partition run(const RunControl& control, const LloydLimits& limits) && {
    for (int round = 0; round < limits.rounds; ++round) {
      control.throwIfStopped();
      if (!fillEmptyClusters()) moveCentres();
      if (!assign()) break;
      if (isHopeless(round + 1, limits.checkpoints))
        return {std::move(m_assignment.labels), std::move(m_centres), infinity};
    }
    // Rounds may have run out just when a cluster lost its last point.
    fillEmptyClusters();
    // Sums anew: those kept up along the way depend on the way in their last bits, and equal partitions shall
    // have equal inertia.
    sumClusters();
    m_centres = means();
    const double reached = inertia();
    return {std::move(m_assignment.labels), std::move(m_centres), reached};
  }

 private:
  static std::size_t index(Eigen::Index i) { return static_cast<std::size_t>(i); }

  double toCentre(Eigen::Index point, Eigen::Index centre) const {
    return squaredDistance(m_points[point], rowOf(m_centres, centre));
  }

  double inertia() const {
    double sum = 0;
    for (Eigen::Index i = 0; i < m_points.size(); ++i) sum += toCentre(i, m_assignment.labels[index(i)]);
    return sum;
  }

  bool isHopeless(int rounds, const std::vector<Checkpoint>& checkpoints) const {
    const auto fails = [&](const Checkpoint& checkpoint) {
      return rounds == checkpoint.rounds && inertia() > checkpoint.inertia;
    };
    return std::any_of(checkpoints.begin(), checkpoints.end(), fails);
  }

  void sumClusters() {
    m_sums = MatrixD::Zero(m_centres.rows(), m_centres.cols());
    m_counts = Eigen::VectorXd::Zero(m_centres.rows());
    for (Eigen::Index i = 0; i < m_points.size(); ++i) {
      const int label = m_assignment.labels[index(i)];
      m_sums.row(label) += m_points.points().row(i);
      ++m_counts(label);
    }
  }

  /// The mean of each cluster, 0 of an empty one.
  MatrixD means() const { return m_counts.cwiseMax(1).cwiseInverse().asDiagonal() * m_sums; }

  void relabel(Eigen::Index point, int label) {
    int& current = m_assignment.labels[index(point)];
    m_sums.row(current) -= m_points.points().row(point);
    m_sums.row(label) += m_points.points().row(point);
    --m_counts(current);
    ++m_counts(label);
    current = label;
  }

  void moveCentres() {
    MatrixD moved = means();
    m_steps = (moved - m_centres).rowwise().norm();
    m_centres = std::move(moved);
    m_otherSteps = Eigen::VectorXd::Zero(m_steps.size());
    for (Eigen::Index own = 0; own < m_steps.size(); ++own)
      for (Eigen::Index other = 0; other < m_steps.size(); ++other)
        if (other != own) m_otherSteps(own) = std::max(m_otherSteps(own), m_steps(other));
  }

  /// Gives every empty cluster the point farthest from its centre, and forgets the bounds. Whether any was.
  bool fillEmptyClusters() {
    if (m_counts.minCoeff() > 0) return false;
    m_centres = means();
    for (int cluster = 0; cluster < static_cast<int>(m_counts.size()); ++cluster) {
      if (m_counts(cluster) > 0) continue;
      relabel(farthestPoint(), cluster);
      m_centres = means();
    }
    std::fill(m_assignment.upper.begin(), m_assignment.upper.end(), infinity);
    std::fill(m_assignment.lower.begin(), m_assignment.lower.end(), 0.0);
    m_steps = m_otherSteps = Eigen::VectorXd::Zero(m_counts.size());
    return true;
  }

  /// Of those in clusters of more than one.
  Eigen::Index farthestPoint() const {
    Eigen::Index farthest = 0;
    double most = -1;
    for (Eigen::Index i = 0; i < m_points.size(); ++i) {
      const int label = m_assignment.labels[index(i)];
      const double squared = toCentre(i, label);
      if (squared <= most || m_counts(label) < 2) continue;
      farthest = i;
      most = squared;
    }
    return farthest;
  }

  /// Of every centre the other ones, nearest first.
  std::vector<std::vector<Neighbour>> neighbours() const {
    std::vector<std::vector<Neighbour>> result(index(m_centres.rows()));
    for (int a = 0; a < static_cast<int>(m_centres.rows()); ++a)
      for (int b = 0; b < a; ++b) {
        const double apart = std::sqrt(squaredDistance(rowOf(m_centres, a), rowOf(m_centres, b)));
        result[index(a)].push_back({apart, b});
        result[index(b)].push_back({apart, a});
      }
    for (std::vector<Neighbour>& others : result) std::sort(others.begin(), others.end());
    return result;
  }

  /// Moves every point to its nearest centre; whether any moved.
  bool assign() {
    const std::vector<std::vector<Neighbour>> others = neighbours();
    bool changed = false;
    for (Eigen::Index i = 0; i < m_points.size(); ++i) {
      const int label = m_assignment.labels[index(i)];
      double& upper = m_assignment.upper[index(i)];
      double& lower = m_assignment.lower[index(i)];
      upper += m_steps(label);
      lower -= m_otherSteps(label);
      // A point nearer to its centre than half way to the next one is at home.
      const double halfWay = others[index(label)].empty() ? infinity : others[index(label)].front().apart / 2;
      const double safe = std::max(halfWay, lower);
      if (upper <= safe) continue;
      upper = std::sqrt(toCentre(i, label));
      if (upper <= safe) continue;
      const int nearest = findNearest(i, label, others[index(label)]);
      if (nearest == label) continue;
      relabel(i, nearest);
      changed = true;
    }
    return changed;
  }

  /// Looks at the centres that may be nearer than `own` and sets the bounds; a tie leaves the point there.
  int findNearest(Eigen::Index point, int own, const std::vector<Neighbour>& others) {
    const double toOwn = m_assignment.upper[index(point)];
    int label = own;
    double nearest = toOwn;
    double second = infinity;
    for (const Neighbour& other : others) {
      // The triangle inequality; those that follow are no nearer.
      const double least = other.apart - toOwn;
      if (least >= nearest) {
        second = std::min(second, least);
        break;
      }
      const double found = std::sqrt(toCentre(point, other.centre));
      second = std::min(second, std::max(found, nearest));
      if (found >= nearest) continue;
      nearest = found;
      label = other.centre;
    }
    m_assignment.upper[index(point)] = nearest;
    m_assignment.lower[index(point)] = second;
    return label;
  }

  const PointSet& m_points;
  MatrixD m_centres;
  Assignment m_assignment;
  MatrixD m_sums;            // Of the points of each cluster.
  Eigen::VectorXd m_counts;  // Of the same.
  // How far each centre moved last, and the farthest that any other one did: what bounds lose.
  Eigen::VectorXd m_steps;
  Eigen::VectorXd m_otherSteps;
};

}  // namespace

Partition lloyd(const PointSet& points, Seeds seeds, const RunControl& control, const LloydLimits& limits) {
  return Lloyd(points, std::move(seeds)).run(control, limits);
}

}  // namespace rnnvis::cocluster
