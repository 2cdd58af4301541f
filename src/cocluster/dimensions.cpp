#include "dimensions.h"

#include <algorithm>
#include <bit>
#include <limits>

namespace rnnvis::cocluster {

namespace {

/// The d in [first, last] with the largest σ_d / σ_{d+1}, the smaller of equal ones; σ beyond the rank is 0.
int largestGap(const Eigen::VectorXd& spectrum, int rank, int first, int last) {
  int best = std::min(first, last);
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

}  // namespace

int bitsFor(int clusters) {
  return std::bit_width(static_cast<unsigned>(clusters) - 1U);
}

int dimensionsByGap(const Eigen::VectorXd& spectrum, int rank, int clusters) {
  return largestGap(spectrum, rank, std::max(1, bitsFor(clusters)), std::min(clusters, rank));
}

int clustersByGap(const Eigen::VectorXd& spectrum, int rank) {
  constexpr int most = 20;
  // A gap behind the last value that is known is no finding.
  const int known = static_cast<int>(spectrum.size()) - (rank == spectrum.size() ? 1 : 0);
  return std::max(1, largestGap(spectrum, rank, 2, std::min({most, rank, known})));
}

}  // namespace rnnvis::cocluster
