#pragma once

#include "lloyd.h"
#include "rnnvis/base/parallel.h"

#include <cstdint>

namespace rnnvis::cocluster {

struct KMeansOptions {
  int clusters = 10;
  int restarts = 100;
  std::uint64_t seed = 1;
};

/// The partition of least inertia out of `restarts` runs of Lloyd's iteration from k-means++ seeds; of equal
/// ones that of the first restart. Restarts that are far behind the best of the batch before them end early.
/// Labels are numbered by first appearance. The same points and options give the same labels, bit for bit, on
/// any number of threads. Where there are fewer distinct points than clusters the last clusters stay empty
/// (their centres are 0). Points are rows, at least one; O(restarts · rounds · n · clusters · d) at worst.
Partition kmeans(const PointSet& points, const KMeansOptions& options, ThreadPool& pool,
                 const RunControl& control);

/// The Euclidean distance of every point to the centre of its cluster.
std::vector<double> distancesToCentres(const PointSet& points, const Partition& partition);

}  // namespace rnnvis::cocluster
