#include "kmeans.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <mutex>
#include <thread>

namespace rnnvis::cocluster {
namespace {

constexpr std::size_t firstBatch = 8;

/// How much worse than the best result of earlier batches a restart may be without being given up. Lloyd's
/// iteration takes off a few per cent after the first round and less after the third: of the best restarts on
/// responses of real networks none was ever that far behind.
std::vector<Checkpoint> checkpointsAfter(double best) {
  return {{1, 1.5 * best}, {3, 1.25 * best}};
}

/// The best of partitions that arrive in any order: least inertia, then lowest restart.
class Best {
 public:
  void offer(Partition partition, std::size_t restart) {
    std::scoped_lock lock(m_mutex);
    if (partition.inertia > m_partition.inertia) return;
    if (partition.inertia == m_partition.inertia && restart > m_restart) return;
    m_partition = std::move(partition);
    m_restart = restart;
  }

  double inertia() const { return m_partition.inertia; }
  Partition take() { return std::move(m_partition); }

 private:
  std::mutex m_mutex;
  Partition m_partition{{}, {}, std::numeric_limits<double>::infinity()};
  std::size_t m_restart = std::numeric_limits<std::size_t>::max();
};

/// Numbers the clusters by first appearance; those beyond the partition's own are empty.
Partition numberedByAppearance(const Partition& partition, int clusters) {
  std::vector<int> numbers(static_cast<std::size_t>(clusters), -1);
  Partition result{{}, MatrixD::Zero(clusters, partition.centres.cols()), partition.inertia};
  int next = 0;
  for (const int label : partition.labels) {
    int& number = numbers[static_cast<std::size_t>(label)];
    if (number < 0) {
      number = next++;
      result.centres.row(number) = partition.centres.row(label);
    }
    result.labels.push_back(number);
  }
  return result;
}

}  // namespace

Partition kmeans(const PointSet& points, const KMeansOptions& options, ThreadPool& pool,
                 const RunControl& control) {
  Best best;
  std::atomic<int> finished = 0;
  const auto report = [&] { control.report(static_cast<double>(finished) / options.restarts); };
  const std::thread::id caller = std::this_thread::get_id();
  const auto count = static_cast<std::size_t>(options.restarts);
  // Batches, because what is hopeless may depend on restarts that have ended, not on those that happen to
  // have.
  for (std::size_t begin = 0; begin < count;) {
    const std::size_t size = std::min(count - begin, std::max(firstBatch, begin));
    const LloydLimits limits{.checkpoints = checkpointsAfter(best.inertia())};
    pool.forEach(size, [&](std::size_t i) {
      control.throwIfStopped();
      Random random(options.seed, begin + i);
      Seeds seeds = plusPlusSeeds(points, options.clusters, random);
      best.offer(lloyd(points, std::move(seeds), control, limits), begin + i);
      ++finished;
      if (std::this_thread::get_id() == caller) report();
    });
    report();
    begin += size;
  }
  return numberedByAppearance(best.take(), options.clusters);
}

std::vector<double> distancesToCentres(const PointSet& points, const Partition& partition) {
  std::vector<double> distances;
  for (Eigen::Index i = 0; i < points.size(); ++i) {
    const int label = partition.labels[static_cast<std::size_t>(i)];
    distances.push_back(std::sqrt(squaredDistance(points[i], rowOf(partition.centres, label))));
  }
  return distances;
}

}  // namespace rnnvis::cocluster
