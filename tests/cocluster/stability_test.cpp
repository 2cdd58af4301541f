#include "rnnvis/cocluster/stability.h"

#include "adjusted_rand.h"
#include "planted.h"
#include "rnnvis/cocluster/agreement.h"

#include "rnnvis/cocluster/cocluster.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <numeric>

using namespace rnnvis;
using namespace rnnvis::cocluster;
using namespace rnnvis::test;

namespace {

Options clusters(int count) {
  Options options;
  options.wordClusters = options.unitClusters = count;
  options.restarts = 10;
  return options;
}

Stability stabilityOf(const MatrixD& weights, const Options& options, int samples) {
  return stability(weights, *decompose(weights, options), options, samples);
}

double mean(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

}  // namespace

TEST_CASE("agreement of two labellings") {
  std::mt19937 random(1);
  const std::vector<int> a = randomLabels(50, 4, random);
  const std::vector<int> b = randomLabels(50, 3, random);
  const Agreement found = agreementOf(a, b);
  CHECK(found.adjustedRand == Approx(adjustedRand(a, b)));
  for (std::size_t i = 0; i < 50; ++i) {
    double both = 0;
    double either = 0;
    for (std::size_t j = 0; j < 50; ++j) {
      both += a[i] == a[j] && b[i] == b[j];
      either += a[i] == a[j] || b[i] == b[j];
    }
    CHECK(found.jaccard[i] == Approx(both / either));
  }
  CHECK(agreementOf(a, a).adjustedRand == 1);
  CHECK(agreementOf({}, {}).jaccard.empty());
}

TEST_CASE("clear blocks are stable, and their number is suggested") {
  const Planted truth = plantedBlocks(120, 80, 4, 0.2);
  const Stability found = stabilityOf(truth.weights, clusters(4), 8);
  CHECK(found.suggestedClusters == 4);
  CHECK(mean(found.words) > 0.98);
  CHECK(mean(found.units) > 0.98);
  REQUIRE(found.recurrences.size() == 19);
  CHECK(found.recurrences[2].clusters == 4);
  CHECK(found.recurrences[2].words > 0.98);
  CHECK(found.recurrences[6].words < 0.9);
}

TEST_CASE("noise is not stable") {
  const Stability found = stabilityOf(randomMatrix(120, 80), clusters(6), 6);
  CHECK(mean(found.words) < 0.6);
  CHECK(*std::max_element(found.units.begin(), found.units.end()) < 0.9);
  for (const Recurrence& at : found.recurrences) CHECK(at.words < 0.6);
}

TEST_CASE("words between two groups are less stable than those within one") {
  Planted truth = plantedBlocks(120, 80, 4, 0.3);
  const MatrixD other = plantedBlocks(120, 80, 4, 0.3, 2).weights;
  for (Eigen::Index word = 0; word < 12; ++word)
    for (Eigen::Index unit = 0; unit < 80; ++unit) {
      const int group = truth.units[static_cast<std::size_t>(unit)];
      truth.weights(word, unit) = (group < 2 ? 0.5 : 0.0) + 0.3 * other(word, unit);
    }
  const Stability found = stabilityOf(truth.weights, clusters(4), 12);
  CHECK(mean({found.words.begin(), found.words.begin() + 12}) < mean(found.words) - 0.05);
}

TEST_CASE("stability is the same on any number of threads") {
  const MatrixD weights = randomMatrix(60, 40);
  Options options = clusters(3);
  options.threads = 1;
  const Stability one = stabilityOf(weights, options, 3);
  options.threads = 3;
  const Stability more = stabilityOf(weights, options, 3);
  CHECK(one.words == more.words);
  CHECK(one.units == more.units);
  CHECK(one.suggestedClusters == more.suggestedClusters);
}

TEST_CASE("stability of matrices with little to resample") {
  for (const auto& [words, units] : {std::pair{1, 1}, {1, 6}, {2, 2}, {5, 1}, {3, 30}}) {
    CAPTURE(words, units);
    Options options = clusters(1);
    options.dimensions = 1;
    const Stability found = stabilityOf(randomMatrix(words, units), options, 3);
    CHECK(found.words.size() == static_cast<std::size_t>(words));
    for (const double value : found.units) CHECK(value == 1);  // One cluster is always the same.
    CHECK(found.recurrences.size() == static_cast<std::size_t>(std::min(words, units)) - 1);
  }
  const Stability zero = stabilityOf(MatrixD::Zero(8, 6), clusters(3), 2);
  CHECK(zero.units == std::vector<double>(6, 1));
  CHECK_THROWS_WITH(stabilityOf(randomMatrix(8, 6), clusters(2), 1), Catch::Contains("at least 2"));
}

TEST_CASE("more clusters than the usual ones, words and units apart") {
  Options options = clusters(3);
  options.wordClusters = 30;
  const Stability found = stabilityOf(randomMatrix(60, 40), options, 2);
  CHECK(found.recurrences.size() == 19);
}

TEST_CASE("resampling can be stopped") {
  std::stop_source source;
  const MatrixD weights = randomMatrix(60, 40);
  const auto decomposition = decompose(weights, clusters(3));
  const RunControl control{source.get_token(), [&](double fraction) {
                             if (fraction > 0.3) source.request_stop();
                           }};
  CHECK_THROWS_AS(stability(weights, *decomposition, clusters(3), 5, control), Cancelled);
}
