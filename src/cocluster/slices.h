#pragma once

#include <Eigen/Core>

#include <algorithm>
#include <vector>

namespace rnnvis::cocluster {

/// Consecutive rows [begin, begin + count).
struct Slice {
  Eigen::Index begin;
  Eigen::Index count;
};

/// Cuts `rows` rows into pieces of `size` rows, the last one shorter.
inline std::vector<Slice> piecesOf(Slice rows, Eigen::Index size) {
  std::vector<Slice> pieces;
  for (Eigen::Index begin = 0; begin < rows.count; begin += size)
    pieces.push_back({rows.begin + begin, std::min(size, rows.count - begin)});
  return pieces;
}

/// The slices that threads share out: at most 32, of at least 256 rows. They depend on the number of rows
/// alone, so that sums over slices, added in order, do not depend on the number of threads.
inline std::vector<Slice> slicesOf(Eigen::Index rows) {
  constexpr Eigen::Index most = 32;
  constexpr Eigen::Index least = 256;
  return piecesOf({0, rows}, std::max(least, (rows + most - 1) / most));
}

}  // namespace rnnvis::cocluster
