#include "silhouette.h"

#include "edges.h"
#include "point_set.h"

#include <algorithm>
#include <limits>

namespace rnnvis::cocluster {
namespace {

/// The clusters of some points, by what squared distances to all their members need.
class Clusters {
 public:
  Clusters(const Eigen::Ref<const MatrixD>& points, const std::vector<int>& labels, int clusters)
      : m_points(points),
        m_labels(labels),
        m_sizes(clusterSizes(labels, clusters)),
        m_centres(MatrixD::Zero(clusters, points.cols())),
        m_scatter(static_cast<std::size_t>(clusters), 0.0) {
    for (Eigen::Index i = 0; i < points.rows(); ++i) m_centres.row(label(i)) += points.row(i);
    for (Eigen::Index cluster = 0; cluster < clusters; ++cluster)
      m_centres.row(cluster) /= std::max(1, size(cluster));
    for (Eigen::Index i = 0; i < points.rows(); ++i)
      m_scatter[index(label(i))] += toCentre(i, label(i)) / size(label(i));
  }

  int size(Eigen::Index cluster) const { return m_sizes[index(cluster)]; }
  int label(Eigen::Index point) const { return m_labels[index(point)]; }

  double silhouetteOf(Eigen::Index point) const {
    const int own = label(point);
    if (size(own) < 2) return 0;
    // The point itself, at distance 0, is no companion of its own.
    const double within = meanSquared(point, own) * size(own) / (size(own) - 1);
    double next = std::numeric_limits<double>::infinity();
    for (int other = 0; other < static_cast<int>(m_sizes.size()); ++other)
      if (other != own && size(other) > 0) next = std::min(next, meanSquared(point, other));
    const double larger = std::max(within, next);
    if (larger == 0 || next == std::numeric_limits<double>::infinity()) return 0;
    return (next - within) / larger;
  }

 private:
  static std::size_t index(Eigen::Index i) { return static_cast<std::size_t>(i); }

  double toCentre(Eigen::Index point, Eigen::Index cluster) const {
    const auto length = index(m_points.cols());
    return squaredDistance({m_points.data() + point * m_points.outerStride(), length},
                           rowOf(m_centres, cluster));
  }

  /// Mean squared distance to the members of a cluster.
  double meanSquared(Eigen::Index point, Eigen::Index cluster) const {
    return toCentre(point, cluster) + m_scatter[index(cluster)];
  }

  const Eigen::Ref<const MatrixD>& m_points;
  const std::vector<int>& m_labels;
  std::vector<int> m_sizes;
  MatrixD m_centres;
  std::vector<double> m_scatter;  // Mean squared distance of the members to the centre.
};

}  // namespace

Silhouette silhouette(const Eigen::Ref<const MatrixD>& points, const std::vector<int>& labels, int clusters) {
  const Clusters found(points, labels, clusters);
  Silhouette result{0, std::vector<double>(static_cast<std::size_t>(clusters), 0.0)};
  for (Eigen::Index i = 0; i < points.rows(); ++i) {
    const double value = found.silhouetteOf(i);
    result.mean += value / static_cast<double>(points.rows());
    result.clusters[static_cast<std::size_t>(found.label(i))] += value / found.size(found.label(i));
  }
  return result;
}

}  // namespace rnnvis::cocluster
