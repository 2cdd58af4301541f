#include "dimensions.h"

#include <algorithm>
#include <bit>
#include <limits>

namespace rnnvis::cocluster {

int bitsFor(int clusters) {
  return std::bit_width(static_cast<unsigned>(clusters) - 1U);
}

int dimensionsByGap(const Eigen::VectorXd& spectrum, int rank, int clusters) {
  const int last = std::min(clusters, rank);
  int best = std::min(std::max(1, bitsFor(clusters)), last);
  double largest = 0;
  for (int d = best; d >= 1 && d <= last; ++d) {
    const double next = d < rank && d < spectrum.size() ? spectrum(d) : 0.0;
    const double gap = next > 0 ? spectrum(d - 1) / next : std::numeric_limits<double>::infinity();
    if (gap <= largest) continue;
    largest = gap;
    best = d;
  }
  return best;
}

}  // namespace rnnvis::cocluster
