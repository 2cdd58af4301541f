#include "edges.h"

#include "rnnvis/base/error.h"
#include "rnnvis/cocluster/cocluster.h"
#include "slices.h"

#include <algorithm>

namespace rnnvis::cocluster {
namespace {

void requireLabels(const char* what, const std::vector<int>& labels, Eigen::Index count, int clusters) {
  if (static_cast<Eigen::Index>(labels.size()) != count)
    fail("edges: {} labels for {} {}s; give one label each", labels.size(), count, what);
  const auto outside = [clusters](int label) { return label < 0 || label >= clusters; };
  const auto found = std::find_if(labels.begin(), labels.end(), outside);
  if (found != labels.end())
    fail("edges: {} {} has the label {}; labels lie in [0, {})", what, found - labels.begin(), *found,
         clusters);
}

}  // namespace

std::vector<int> clusterSizes(const std::vector<int>& labels, int clusters) {
  std::vector<int> sizes(static_cast<std::size_t>(clusters), 0);
  for (const int label : labels) ++sizes[static_cast<std::size_t>(label)];
  return sizes;
}

MatrixD meanRows(const Eigen::Ref<const MatrixD>& weights, const std::vector<int>& wordLabels,
                 int wordClusters, ThreadPool& pool) {
  const std::vector<Slice> slices = slicesOf(weights.rows());
  std::vector<MatrixD> sums(slices.size());
  pool.forEach(slices.size(), [&](std::size_t i) {
    sums[i] = MatrixD::Zero(wordClusters, weights.cols());
    for (Eigen::Index word = slices[i].begin; word < slices[i].begin + slices[i].count; ++word)
      sums[i].row(wordLabels[static_cast<std::size_t>(word)]) += weights.row(word);
  });
  MatrixD total = MatrixD::Zero(wordClusters, weights.cols());
  for (const MatrixD& sum : sums) total += sum;
  const std::vector<int> sizes = clusterSizes(wordLabels, wordClusters);
  for (Eigen::Index cluster = 0; cluster < wordClusters; ++cluster)
    total.row(cluster) /= std::max(1, sizes[static_cast<std::size_t>(cluster)]);
  return total;
}

MatrixD meanColumns(const MatrixD& rows, const std::vector<int>& unitLabels, const std::vector<int>& polarity,
                    int unitClusters) {
  MatrixD total = MatrixD::Zero(rows.rows(), unitClusters);
  for (std::size_t unit = 0; unit < unitLabels.size(); ++unit)
    total.col(unitLabels[unit]) += polarity[unit] * rows.col(static_cast<Eigen::Index>(unit));
  const std::vector<int> sizes = clusterSizes(unitLabels, unitClusters);
  for (Eigen::Index cluster = 0; cluster < unitClusters; ++cluster)
    total.col(cluster) /= std::max(1, sizes[static_cast<std::size_t>(cluster)]);
  return total;
}

MatrixD aggregateEdges(const Eigen::Ref<const MatrixD>& weights, const std::vector<int>& wordLabels,
                       const std::vector<int>& unitLabels, const std::vector<int>& unitPolarity,
                       int wordClusters, int unitClusters) {
  requireLabels("word", wordLabels, weights.rows(), wordClusters);
  requireLabels("unit", unitLabels, weights.cols(), unitClusters);
  if (unitPolarity.size() != unitLabels.size())
    fail("edges: {} polarities for {} units; give one each", unitPolarity.size(), unitLabels.size());
  ThreadPool onlyThisThread(1);
  const MatrixD rows = meanRows(weights, wordLabels, wordClusters, onlyThisThread);
  return meanColumns(rows, unitLabels, unitPolarity, unitClusters);
}

}  // namespace rnnvis::cocluster
