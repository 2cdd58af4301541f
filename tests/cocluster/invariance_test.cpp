#include "adjusted_rand.h"
#include "planted.h"
#include "rnnvis/cocluster/cocluster.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <numeric>
#include <random>

using namespace rnnvis;
using namespace rnnvis::cocluster;
using namespace rnnvis::test;

namespace {

Options clusters(int count, Polarity polarity) {
  Options options;
  options.wordClusters = options.unitClusters = count;
  options.polarity = polarity;
  options.restarts = 20;
  return options;
}

template <class T>
std::vector<T> permuted(const std::vector<T>& values, const std::vector<int>& order) {
  std::vector<T> result;
  for (const int i : order) result.push_back(values[static_cast<std::size_t>(i)]);
  return result;
}

/// Nothing to hold on to: no clusters, no gap.
MatrixD structureless() {
  return randomMatrix(150, 80, 7);
}

}  // namespace

TEST_CASE("under merge, flipping units changes no label and no edge, bit for bit") {
  for (const bool standardise : {false, true}) {
    const MatrixD weights = structureless();
    MatrixD flipped = weights;
    const std::vector<int> signs = flipRandomUnits(flipped, 5);
    Options options = clusters(6, Polarity::merge);
    options.center = options.scale = standardise;
    const CoClustering before = cocluster::cocluster(weights, options);
    const CoClustering after = cocluster::cocluster(flipped, options);
    CHECK(after.wordLabels == before.wordLabels);
    CHECK(after.unitLabels == before.unitLabels);
    CHECK(after.wordDistance == before.wordDistance);
    CHECK(after.spectrum == before.spectrum);
    CHECK(after.edges == before.edges);
    for (std::size_t unit = 0; unit < signs.size(); ++unit)
      CHECK(after.unitPolarity[unit] == signs[unit] * before.unitPolarity[unit]);
  }
}

TEST_CASE("permuted rows and columns permute the labels") {
  Planted truth = plantedBlocks(150, 90, 5, 0.4);
  flipRandomUnits(truth.weights);
  std::mt19937 random(3);
  const std::vector<int> words = randomLabels(150, 150, random);
  const std::vector<int> units = randomLabels(90, 90, random);
  const MatrixD shuffled = truth.weights(words, units);
  for (const Polarity polarity : {Polarity::split, Polarity::merge}) {
    Options options = clusters(5, polarity);
    options.dimensions = 5;
    if (polarity == Polarity::split) options.unitClusters = 10;
    const CoClustering before = cocluster::cocluster(truth.weights, options);
    const CoClustering after = cocluster::cocluster(shuffled, options);
    CHECK(adjustedRand(permuted(before.wordLabels, words), after.wordLabels) == 1);
    CHECK(adjustedRand(permuted(before.unitLabels, units), after.unitLabels) == 1);
  }
}

TEST_CASE(
    "under merge, shuffling and flipping units keeps their clusters even where there are no clear ones") {
  const MatrixD weights = structureless();
  std::mt19937 random(4);
  std::vector<int> units(80);
  std::iota(units.begin(), units.end(), 0);
  std::shuffle(units.begin(), units.end(), random);
  MatrixD shuffled = weights(Eigen::all, units);
  flipRandomUnits(shuffled, 6);
  const Options options = clusters(9, Polarity::merge);
  const CoClustering before = cocluster::cocluster(weights, options);
  const CoClustering after = cocluster::cocluster(shuffled, options);
  CHECK(after.wordLabels == before.wordLabels);
  CHECK(after.unitLabels == permuted(before.unitLabels, units));
}

TEST_CASE("the number of threads changes nothing, bit for bit") {
  // Responses fall off in size from word to word and unit to unit, and groups overlap, as in real networks.
  MatrixD weights =
      plantedBlocks(700, 120, 9, 1.2, 7).weights + randomMatrix(700, 4, 8) * randomMatrix(4, 120, 9);
  for (Eigen::Index word = 0; word < 700; ++word) weights.row(word) /= 1.0 + 0.01 * static_cast<double>(word);
  for (const Method method : {Method::signedGraph, Method::dhillon, Method::absolute}) {
    Options options = clusters(7, Polarity::merge);
    options.method = method;
    options.restarts = 20;
    options.threads = 1;
    const CoClustering one = cocluster::cocluster(weights, options);
    for (const unsigned threads : {2U, 3U, 8U}) {
      options.threads = threads;
      const CoClustering more = cocluster::cocluster(weights, options);
      CHECK(more.wordLabels == one.wordLabels);
      CHECK(more.unitLabels == one.unitLabels);
      CHECK(more.unitPolarity == one.unitPolarity);
      CHECK(more.wordDistance == one.wordDistance);
      CHECK(more.spectrum == one.spectrum);
      CHECK(more.edges == one.edges);
      CHECK(more.wordSilhouette.clusters == one.wordSilhouette.clusters);
      CHECK(more.unitSilhouette.clusters == one.unitSilhouette.clusters);
      CHECK(more.modularity == one.modularity);
    }
  }
}

TEST_CASE("the same seed gives the same labels") {
  const MatrixD weights = structureless();
  const Options options = clusters(6, Polarity::split);
  const CoClustering first = cocluster::cocluster(weights, options);
  const CoClustering second = cocluster::cocluster(weights, options);
  CHECK(first.wordLabels == second.wordLabels);
  CHECK(first.unitLabels == second.unitLabels);
}

TEST_CASE("labels do not depend on the scale of the weights") {
  const MatrixD weights = structureless();
  const Options options = clusters(6, Polarity::merge);
  const CoClustering before = cocluster::cocluster(weights, options);
  const CoClustering after = cocluster::cocluster(weights * 1024, options);
  CHECK(before.wordLabels == after.wordLabels);
  CHECK(before.unitLabels == after.unitLabels);
}

TEST_CASE("a view of rows within a wider matrix gives what a copy gives") {
  const MatrixD wide = randomMatrix(80, 70);
  const MatrixD copy = wide.middleCols(10, 40);
  const Options options = clusters(4, Polarity::split);
  const CoClustering viewed = cocluster::cocluster(wide.middleCols(10, 40), options);
  const CoClustering copied = cocluster::cocluster(copy, options);
  CHECK(viewed.wordLabels == copied.wordLabels);
  CHECK(viewed.unitLabels == copied.unitLabels);
}
