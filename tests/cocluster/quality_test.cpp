#include "dimensions.h"
#include "modularity.h"
#include "planted.h"
#include "silhouette.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <functional>
#include <limits>

using namespace rnnvis;
using namespace rnnvis::cocluster;
using namespace rnnvis::test;

namespace {

/// By all pairs of points.
Silhouette naiveSilhouette(const MatrixD& points, const std::vector<int>& labels, int clusters) {
  Silhouette result{0, std::vector<double>(static_cast<std::size_t>(clusters), 0)};
  std::vector<double> sizes(static_cast<std::size_t>(clusters), 0);
  for (const int label : labels) ++sizes[static_cast<std::size_t>(label)];
  for (std::size_t i = 0; i < labels.size(); ++i) {
    std::vector<double> sums(static_cast<std::size_t>(clusters), 0);
    for (std::size_t j = 0; j < labels.size(); ++j)
      sums[static_cast<std::size_t>(labels[j])] +=
          (points.row(static_cast<Eigen::Index>(i)) - points.row(static_cast<Eigen::Index>(j))).squaredNorm();
    const auto own = static_cast<std::size_t>(labels[i]);
    double next = std::numeric_limits<double>::infinity();
    for (std::size_t c = 0; c < sums.size(); ++c)
      if (c != own && sizes[c] > 0) next = std::min(next, sums[c] / sizes[c]);
    if (sizes[own] < 2 || next == std::numeric_limits<double>::infinity()) continue;
    const double within = sums[own] / (sizes[own] - 1);
    const double value = (next - within) / std::max(within, next);
    result.mean += value / static_cast<double>(labels.size());
    result.clusters[own] += value / sizes[own];
  }
  return result;
}

/// Σ over pairs in one module, straight from the definition; `moduleOfWord` and `moduleOfUnit` are joint.
double naiveModularity(const MatrixD& weights, const std::vector<int>& wordModules,
                       const std::vector<int>& unitModules) {
  const MatrixD positive = weights.cwiseMax(0);
  const MatrixD negative = (-weights).cwiseMax(0);
  const auto part = [&](const MatrixD& side, Eigen::Index word, Eigen::Index unit) {
    return side.sum() > 0 ? side(word, unit) - side.row(word).sum() * side.col(unit).sum() / side.sum() : 0.0;
  };
  double sum = 0;
  for (Eigen::Index word = 0; word < weights.rows(); ++word)
    for (Eigen::Index unit = 0; unit < weights.cols(); ++unit)
      if (wordModules[static_cast<std::size_t>(word)] == unitModules[static_cast<std::size_t>(unit)])
        sum += part(positive, word, unit) - part(negative, word, unit);
  return sum / weights.cwiseAbs().sum();
}

/// The best of all ways in which the clusters of `from` may each join one of `to` clusters.
double bestJoining(int from, int to, const std::function<double(const std::vector<int>&)>& value) {
  double best = -1;
  std::vector<int> partner(static_cast<std::size_t>(from), 0);
  while (true) {
    best = std::max(best, value(partner));
    std::size_t i = 0;
    while (i < partner.size() && ++partner[i] == to) partner[i++] = 0;
    if (i == partner.size()) return best;
  }
}

std::vector<int> mapped(const std::vector<int>& labels, const std::vector<int>& partner) {
  std::vector<int> result;
  for (const int label : labels) result.push_back(partner[static_cast<std::size_t>(label)]);
  return result;
}

MatrixD withPolarity(MatrixD weights, const std::vector<int>& polarity) {
  for (std::size_t unit = 0; unit < polarity.size(); ++unit)
    weights.col(static_cast<Eigen::Index>(unit)) *= polarity[unit];
  return weights;
}

}  // namespace

TEST_CASE("silhouettes agree with all pairs of points") {
  const MatrixD points = randomMatrix(60, 3);
  std::mt19937 random(2);
  std::vector<int> labels = randomLabels(60, 4, random);
  labels[0] = 4;  // Alone; cluster 5 is empty.
  const Silhouette found = silhouette(points, labels, 6);
  const Silhouette naive = naiveSilhouette(points, labels, 6);
  CHECK(found.mean == Approx(naive.mean));
  for (std::size_t i = 0; i < 6; ++i) CHECK(found.clusters[i] == Approx(naive.clusters[i]).margin(1e-12));
  CHECK(found.clusters[4] == 0);
  CHECK(found.clusters[5] == 0);
}

TEST_CASE("silhouettes of extreme cases") {
  const MatrixD apart = (MatrixD(4, 1) << 0, 0, 5, 5).finished();
  CHECK(silhouette(apart, {0, 0, 1, 1}, 2).mean == Approx(1));
  CHECK(silhouette(apart, {0, 1, 0, 1}, 2).mean < 0);
  CHECK(silhouette(apart, {0, 0, 0, 0}, 2).mean == 0);
  CHECK(silhouette(MatrixD::Zero(4, 1), {0, 0, 1, 1}, 2).mean == 0);
  CHECK(silhouette(MatrixD(4, 0), {0, 0, 1, 1}, 2).mean == 0);
}

TEST_CASE("modularity agrees with its definition") {
  for (const Method method : {Method::signedGraph, Method::dhillon, Method::positive})
    for (const Polarity polarity : {Polarity::split, Polarity::merge}) {
      const MatrixD weights = randomMatrix(30, 20);
      Options options;
      options.method = method;
      options.polarity = polarity;
      options.restarts = 5;
      options.wordClusters = 3;
      options.unitClusters = isJoint(method) ? 3 : 4;
      const CoClustering found = cocluster::cocluster(weights, options);
      const MatrixD sided = withPolarity(weights, found.unitPolarity);
      if (isJoint(method)) {
        CHECK(found.modularity == Approx(naiveModularity(sided, found.wordLabels, found.unitLabels)));
        continue;
      }
      const double words = bestJoining(3, 4, [&](const std::vector<int>& partner) {
        return naiveModularity(sided, mapped(found.wordLabels, partner), found.unitLabels);
      });
      const double units = bestJoining(4, 3, [&](const std::vector<int>& partner) {
        return naiveModularity(sided, found.wordLabels, mapped(found.unitLabels, partner));
      });
      CHECK(found.modularity == Approx(std::max(words, units)));
    }
}

TEST_CASE("modularity of clear blocks is high, and of noise is not") {
  Options options;
  options.wordClusters = options.unitClusters = 4;
  options.polarity = Polarity::merge;
  Planted truth = plantedBlocks(80, 60, 4, 0);
  flipRandomUnits(truth.weights);
  CHECK(cocluster::cocluster(truth.weights, options).modularity == Approx(0.75).margin(0.01));
  CHECK(cocluster::cocluster(MatrixD::Zero(8, 6), options).modularity == 0);
  // All of one sign: as in the null model, but for rounding.
  CHECK(cocluster::cocluster(MatrixD::Constant(8, 6, -1), options).modularity == Approx(0).margin(1e-12));
}

TEST_CASE("silhouettes stand in the order of the clusters") {
  Planted truth = plantedBlocks(90, 60, 3, 0.1);
  // The words of one cluster are noisier than the others'.
  for (std::size_t word = 0; word < 90; ++word)
    if (truth.words[word] == 1)
      truth.weights.row(static_cast<Eigen::Index>(word)) +=
          0.4 * randomMatrix(1, 60, static_cast<unsigned>(word));
  Options options;
  options.wordClusters = options.unitClusters = 3;
  const CoClustering found = cocluster::cocluster(truth.weights, options);
  const auto at =
      static_cast<std::size_t>(std::find(truth.words.begin(), truth.words.end(), 1) - truth.words.begin());
  const auto noisy = static_cast<std::size_t>(found.wordLabels[at]);
  const auto& clusters = found.wordSilhouette.clusters;
  CHECK(std::min_element(clusters.begin(), clusters.end()) - clusters.begin() ==
        static_cast<std::ptrdiff_t>(noisy));
  CHECK(found.unitSilhouette.mean > 0.5);
}

TEST_CASE("the spectrum suggests the number of planted blocks") {
  for (const int count : {2, 5, 9}) {
    const Planted truth = plantedBlocks(180, 120, count, 0.3);
    for (const Method method : {Method::signedGraph, Method::absolute}) {
      Options options;
      options.method = method;
      options.restarts = 3;
      CHECK(cocluster::cocluster(truth.weights, options).clustersByGap == count);
    }
  }
  const auto values = [](std::initializer_list<double> list) -> Eigen::VectorXd {
    return Eigen::Map<const Eigen::VectorXd>(list.begin(), static_cast<Eigen::Index>(list.size()));
  };
  CHECK(clustersByGap(values({9, 1, 0.9, 0.3, 0.2}), 5) == 3);  // One cluster is no suggestion.
  CHECK(clustersByGap(values({4, 3, 2}), 3) == 2);              // What is behind the last is not known.
  CHECK(clustersByGap(values({4, 3, 2, 0}), 3) == 3);
  CHECK(clustersByGap(values({4, 0, 0}), 1) == 1);
  CHECK(clustersByGap(values({0, 0}), 0) == 1);
}
