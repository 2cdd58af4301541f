#include "seeding.h"

#include <algorithm>
#include <limits>

namespace rnnvis::cocluster {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// Points that are looked at together: their distances stay in the first cache.
constexpr Eigen::Index blockSize = 256;

/// Points nearer to each other than 1e-10 of the longest one are the same but for rounding: equal words shall
/// share a cluster whatever the number of clusters.
constexpr double negligibleShare = 1e-20;

class Seeder {
 public:
  explicit Seeder(const PointSet& points)
      : m_points(points),
        m_nearest(Eigen::ArrayXd::Constant(points.size(), infinity)),
        m_second(m_nearest),
        m_blockSums((points.size() + blockSize - 1) / blockSize),
        m_labels(static_cast<std::size_t>(points.size()), 0),
        m_distances(blockSize),
        m_negligible(negligibleShare * points.points().rowwise().squaredNorm().maxCoeff()) {}

  void add(Eigen::Index point) {
    const int centre = static_cast<int>(m_chosen.size());
    m_chosen.push_back(point);
    for (Eigen::Index block = 0; block < m_blockSums.size(); ++block) {
      const Eigen::Index begin = block * blockSize;
      const Eigen::Index count = std::min(blockSize, m_points.size() - begin);
      auto distances = m_distances.head(count);
      m_points.squaredDistances(point, begin, distances);
      distances = (distances <= m_negligible).select(0, distances);
      for (Eigen::Index i = 0; i < count; ++i)
        if (distances(i) < m_nearest(begin + i)) m_labels[static_cast<std::size_t>(begin + i)] = centre;
      auto nearest = m_nearest.segment(begin, count);
      auto second = m_second.segment(begin, count);
      second = second.min(nearest.max(distances));
      nearest = nearest.min(distances);
      m_blockSums(block) = nearest.sum();
    }
  }

  /// Whether some point is not at a centre.
  bool pointsAreLeft() const { return m_blockSums.sum() > 0; }

  /// A point, drawn with a probability proportional to its squared distance.
  Eigen::Index draw(Random& random) const {
    double rest = random.uniform() * m_blockSums.sum();
    Eigen::Index block = 0;
    while (block + 1 < m_blockSums.size() && rest >= m_blockSums(block)) rest -= m_blockSums(block++);
    // Rounding may run past the last block with a point to draw.
    while (m_blockSums(block) <= 0) --block;
    const Eigen::Index begin = block * blockSize;
    const Eigen::Index end = std::min(begin + blockSize, m_points.size());
    Eigen::Index drawn = begin;
    for (Eigen::Index i = begin; i < end; ++i) {
      if (m_nearest(i) <= 0) continue;
      drawn = i;
      rest -= m_nearest(i);
      if (rest < 0) break;
    }
    return drawn;
  }

  Seeds take() && {
    const Eigen::ArrayXd upper = m_nearest.sqrt();
    const Eigen::ArrayXd lower = m_second.sqrt();
    return {m_points.points()(m_chosen, Eigen::all),
            {std::move(m_labels), {upper.begin(), upper.end()}, {lower.begin(), lower.end()}}};
  }

 private:
  const PointSet& m_points;
  Eigen::ArrayXd m_nearest;    // Squared distance to the nearest centre.
  Eigen::ArrayXd m_second;     // The same to the second nearest.
  Eigen::ArrayXd m_blockSums;  // Of m_nearest.
  std::vector<int> m_labels;
  std::vector<Eigen::Index> m_chosen;
  Eigen::ArrayXd m_distances;
  double m_negligible;
};

}  // namespace

Seeds plusPlusSeeds(const PointSet& points, int clusters, Random& random) {
  Seeder seeder(points);
  const auto count = static_cast<double>(points.size());
  seeder.add(std::min(points.size() - 1, static_cast<Eigen::Index>(random.uniform() * count)));
  for (int chosen = 1; chosen < clusters && seeder.pointsAreLeft(); ++chosen) seeder.add(seeder.draw(random));
  return std::move(seeder).take();
}

}  // namespace rnnvis::cocluster
