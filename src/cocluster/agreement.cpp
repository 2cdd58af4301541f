#include "rnnvis/cocluster/agreement.h"

#include <Eigen/Core>

#include <algorithm>
#include <cstddef>

namespace rnnvis::cocluster {
namespace {

int clustersOf(const std::vector<int>& labels) {
  return labels.empty() ? 0 : *std::max_element(labels.begin(), labels.end()) + 1;
}

/// The number of pairs in groups of the given sizes.
double pairs(const Eigen::ArrayXXd& sizes) {
  return (sizes * (sizes - 1) / 2).sum();
}

double adjustedRand(const Eigen::ArrayXXd& common, const Eigen::ArrayXXd& before,
                    const Eigen::ArrayXXd& after) {
  const double count = common.sum();
  const double all = count * (count - 1) / 2;
  const double expected = all > 0 ? pairs(before) * pairs(after) / all : 0;
  const double most = (pairs(before) + pairs(after)) / 2;
  return most == expected ? 1 : (pairs(common) - expected) / (most - expected);
}

}  // namespace

Agreement agreementOf(const std::vector<int>& before, const std::vector<int>& after) {
  Eigen::ArrayXXd common = Eigen::ArrayXXd::Zero(clustersOf(before), clustersOf(after));
  for (std::size_t i = 0; i < before.size(); ++i) ++common(before[i], after[i]);
  const Eigen::ArrayXXd sizesBefore = common.rowwise().sum();
  const Eigen::ArrayXXd sizesAfter = common.colwise().sum();
  Agreement result{adjustedRand(common, sizesBefore, sizesAfter), {}};
  for (std::size_t i = 0; i < before.size(); ++i) {
    const double both = common(before[i], after[i]);
    result.jaccard.push_back(both / (sizesBefore(before[i], 0) + sizesAfter(0, after[i]) - both));
  }
  return result;
}

}  // namespace rnnvis::cocluster
