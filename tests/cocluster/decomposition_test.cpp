#include "planted.h"

#include "rnnvis/cocluster/cocluster.h"

#include <catch2/catch.hpp>

using namespace rnnvis;
using namespace rnnvis::cocluster;
using namespace rnnvis::test;

namespace {

Options clusters(int words, int units) {
  Options options;
  options.wordClusters = words;
  options.unitClusters = units;
  options.restarts = 10;
  return options;
}

}  // namespace

TEST_CASE("a decomposition serves other numbers of clusters, bit for bit") {
  const MatrixD weights = randomMatrix(150, 90);
  for (const Method method : {Method::signedGraph, Method::dhillon, Method::absolute}) {
    Options options = clusters(10, 10);
    options.method = method;
    const auto decomposition = decompose(weights, options);
    for (const int count : {2, 11, 20})
      for (const Polarity polarity : {Polarity::split, Polarity::merge}) {
        options.wordClusters = options.unitClusters = count;
        options.polarity = polarity;
        REQUIRE(decomposition->serves(options));
        const CoClustering kept = cocluster::cocluster(weights, *decomposition, options);
        const CoClustering anew = cocluster::cocluster(weights, options);
        CHECK(kept.wordLabels == anew.wordLabels);
        CHECK(kept.unitLabels == anew.unitLabels);
        CHECK(kept.unitPolarity == anew.unitPolarity);
        CHECK(kept.wordDistance == anew.wordDistance);
        CHECK(kept.edges == anew.edges);
        CHECK(kept.spectrum == anew.spectrum);
        CHECK(kept.dimensions == anew.dimensions);
      }
  }
}

TEST_CASE("a decomposition that does not serve is refused") {
  const MatrixD weights = randomMatrix(50, 40);
  const Options options = clusters(3, 3);
  const auto decomposition = decompose(weights, options);
  const auto refuses = [&](const Options& other) {
    CHECK_FALSE(decomposition->serves(other));
    CHECK_THROWS_WITH(cocluster::cocluster(weights, *decomposition, other),
                      Catch::Contains("decompose anew"));
  };
  Options other = options;
  other.center = true;
  refuses(other);
  other = options;
  other.scale = true;
  refuses(other);
  other = options;
  other.method = Method::dhillon;
  refuses(other);
  refuses(clusters(21, 3));
  CHECK_THROWS_WITH(cocluster::cocluster(randomMatrix(40, 50), *decomposition, options),
                    Catch::Contains("another matrix"));
}
