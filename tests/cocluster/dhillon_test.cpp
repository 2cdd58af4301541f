#include "adjusted_rand.h"
#include "planted.h"
#include "rnnvis/cocluster/cocluster.h"

#include <Eigen/SVD>
#include <catch2/catch.hpp>

#include <numeric>

using namespace rnnvis;
using namespace rnnvis::cocluster;
using namespace rnnvis::test;

namespace {

Options dhillon(int clusters) {
  Options options;
  options.method = Method::dhillon;
  options.wordClusters = options.unitClusters = clusters;
  return options;
}

std::vector<int> joined(std::vector<int> words, const std::vector<int>& units) {
  words.insert(words.end(), units.begin(), units.end());
  return words;
}

}  // namespace

TEST_CASE("dhillon finds blocks, words and units under the same label") {
  for (const double noise : {0.0, 0.1}) {
    const Planted truth = plantedBlocks(120, 80, 4, noise);
    const CoClustering found = cocluster::cocluster(truth.weights.cwiseAbs(), dhillon(4));
    CHECK(adjustedRand(joined(truth.words, truth.units), joined(found.wordLabels, found.unitLabels)) == 1);
    CHECK(found.unitPolarity == std::vector<int>(80, 1));
  }
}

TEST_CASE("dhillon agrees with scikit-learn") {
  // SpectralCoclustering(3, random_state=0).fit(m) of scikit-learn 1.2.1, for m[i, j] = 0.3 + (i % 3 == j %
  // 3) · (1 + (i · j) % 5 / 10) − (i + 2 j) % 7 / 40 − 1.
  MatrixD weights(15, 12);
  for (int i = 0; i < 15; ++i)
    for (int j = 0; j < 12; ++j)
      weights(i, j) = 0.3 + (i % 3 == j % 3 ? 1 + i * j % 5 / 10.0 : 0.0) - (i + 2 * j) % 7 / 40.0 - 1;
  std::vector<int> words(15);
  std::vector<int> units(12);
  for (int i = 0; i < 15; ++i) words[static_cast<std::size_t>(i)] = i % 3;
  for (int j = 0; j < 12; ++j) units[static_cast<std::size_t>(j)] = j % 3;
  const CoClustering found = cocluster::cocluster(weights, dhillon(3));
  CHECK(adjustedRand(joined(words, units), joined(found.wordLabels, found.unitLabels)) == 1);
  CHECK(found.dimensions == 2);
}

TEST_CASE("dhillon shifts a matrix with negative values to be non-negative") {
  const MatrixD weights = randomMatrix(40, 30);
  const MatrixD shifted = weights.array() - weights.minCoeff();
  const CoClustering found = cocluster::cocluster(weights, dhillon(4));
  const CoClustering same = cocluster::cocluster(shifted, dhillon(4));
  CHECK(adjustedRand(joined(found.wordLabels, found.unitLabels), joined(same.wordLabels, same.unitLabels)) ==
        1);
  CHECK(found.spectrum[0] == Approx(1));  // The trivial vector of a non-negative matrix.
}
