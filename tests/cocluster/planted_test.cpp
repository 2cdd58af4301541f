#include "planted.h"
#include "adjusted_rand.h"
#include "rnnvis/cocluster/cocluster.h"

#include <catch2/catch.hpp>

using namespace rnnvis;
using namespace rnnvis::cocluster;
using namespace rnnvis::test;

namespace {

void requireFound(const Planted& truth, const CoClustering& found) {
  CHECK(adjustedRand(truth.words, found.wordLabels) >= 0.95);
  CHECK(adjustedRand(truth.units, found.unitLabels) >= 0.95);
}

Options clusters(int words, int units, Polarity polarity) {
  Options options;
  options.wordClusters = words;
  options.unitClusters = units;
  options.polarity = polarity;
  options.restarts = 50;
  return options;
}

}  // namespace

TEST_CASE("signed split finds clean and noisy blocks") {
  for (const double noise : {0.0, 0.3, 0.8}) {
    CAPTURE(noise);
    const Planted truth = plantedBlocks(200, 120, 5, noise);
    requireFound(truth, cocluster::cocluster(truth.weights, clusters(5, 5, Polarity::split)));
  }
}

TEST_CASE("signed merge finds blocks whose units have random signs") {
  for (const double noise : {0.0, 0.5, 0.8}) {
    CAPTURE(noise);
    Planted truth = plantedBlocks(200, 120, 5, noise);
    flipRandomUnits(truth.weights);
    requireFound(truth, cocluster::cocluster(truth.weights, clusters(5, 5, Polarity::merge)));
  }
}

TEST_CASE("units that answer with opposite signs part under split and stay together under merge") {
  MatrixD response(4, 4);  // Units 0 and 1 are opposed, and so are 2 and 3.
  response << 1, -1, 0, 0, -1, 1, 0, 0, 0, 0, 1, -1, 0, 0, -1, 1;
  const Planted truth = planted(160, 120, response, 0.3);
  requireFound(truth, cocluster::cocluster(truth.weights, clusters(4, 4, Polarity::split)));

  Planted merged = truth;
  for (int& unit : merged.units) unit /= 2;
  const CoClustering found = cocluster::cocluster(truth.weights, clusters(4, 2, Polarity::merge));
  requireFound(merged, found);
  for (std::size_t a = 0; a < truth.units.size(); ++a)
    for (std::size_t b = 0; b < truth.units.size(); ++b)
      if (merged.units[a] == merged.units[b])
        CHECK((found.unitPolarity[a] == found.unitPolarity[b]) == (truth.units[a] == truth.units[b]));
}

TEST_CASE("words and units may have different numbers of clusters") {
  MatrixD response(2, 3);
  response << 1, 1, -1, -1, 1, 1;
  const Planted truth = planted(100, 90, response, 0.2);
  requireFound(truth, cocluster::cocluster(truth.weights, clusters(2, 3, Polarity::split)));
}

TEST_CASE("twenty clusters are found with every seed") {
  Planted truth = plantedBlocks(400, 200, 20, 0.3);
  flipRandomUnits(truth.weights);
  Options options = clusters(20, 20, Polarity::merge);
  options.restarts = 100;
  for (const std::uint64_t seed : {1, 2}) {
    options.seed = seed;
    requireFound(truth, cocluster::cocluster(truth.weights, options));
  }
}

TEST_CASE("centring removes what a unit says to every word") {
  Planted truth = plantedBlocks(200, 120, 4, 0.3);
  for (Eigen::Index unit = 0; unit < truth.weights.cols(); ++unit)
    truth.weights.col(unit).array() += 5 * std::sin(static_cast<double>(unit));
  Options options = clusters(4, 4, Polarity::split);
  options.center = true;
  requireFound(truth, cocluster::cocluster(truth.weights, options));
  options.scale = true;
  truth.weights.col(0) *= 1e6;
  requireFound(truth, cocluster::cocluster(truth.weights, options));
}
