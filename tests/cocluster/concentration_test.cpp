#include "rnnvis/cocluster/concentration.h"

#include "random.h"
#include "rnnvis/base/error.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

using namespace rnnvis;
using namespace rnnvis::cocluster;
using Catch::Contains;

namespace {

constexpr std::size_t words = 400, units = 12;

/// Words in six clusters, with counts as Zipf's and responses that depend on the count alone.
struct Texts {
  std::vector<int> labels;
  std::vector<std::int64_t> count;
  MatrixD responses{words, units};

  explicit Texts(std::uint64_t seed = 1) {
    SplitMix64 random(seed, 0);
    for (std::size_t word = 0; word < words; ++word) {
      labels.push_back(static_cast<int>(random.below(6)));
      count.push_back(static_cast<std::int64_t>(100'000 / (word + 1)));
      for (std::size_t unit = 0; unit < units; ++unit)
        responses(static_cast<Eigen::Index>(word), static_cast<Eigen::Index>(unit)) =
            random.uniform() - (unit % 2 == 0 ? 0 : 2e-3 * static_cast<double>(word));
    }
  }
};

std::vector<std::size_t> randomList(std::uint64_t seed, std::size_t size) {
  std::vector<std::size_t> list(words);
  std::iota(list.begin(), list.end(), std::size_t{0});
  SplitMix64(seed, 7).choose(list, size);
  list.resize(size);
  return list;
}

ConcentrationOptions optionsOf(std::size_t permutations, std::uint64_t seed = 1, unsigned threads = 1) {
  return {permutations, seed, threads};
}

/// Kolmogorov and Smirnov's distance from the uniform distribution on [0, 1].
double distanceFromUniform(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  double largest = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto n = static_cast<double>(values.size()), at = static_cast<double>(i);
    largest = std::max({largest, values[i] - at / n, (at + 1) / n - values[i]});
  }
  return largest;
}

}  // namespace

TEST_CASE("a random list has as many words of each octave of counts, all alike likely") {
  const Texts texts;
  const std::vector<std::size_t> list = randomList(3, 40);
  const MatchedLists lists(texts.count, list);
  const auto octaves = [&](const std::vector<std::size_t>& of) {
    std::map<int, int> result;
    for (std::size_t word : of) ++result[static_cast<int>(std::log2(texts.count[word]))];
    return result;
  };
  std::vector<int> drawn(words);
  for (std::uint64_t number = 0; number < 2000; ++number) {
    std::vector<std::size_t> other = lists.draw(5, number);
    REQUIRE(octaves(other) == octaves(list));
    for (std::size_t word : other) ++drawn[word];
    std::sort(other.begin(), other.end());
    REQUIRE(std::adjacent_find(other.begin(), other.end()) == other.end());
  }
  const auto sizes = octaves(randomList(1, words)), listed = octaves(list);
  for (std::size_t word = 0; word < words; ++word) {
    const int octave = static_cast<int>(std::log2(texts.count[word]));
    const double share = listed.contains(octave) ? double(listed.at(octave)) / sizes.at(octave) : 0;
    CHECK(std::abs(drawn[word] - 2000 * share) <= 5 * std::sqrt(2000 * share * (1 - share)) + 1e-9);
  }
  CHECK(lists.draw(5, 1) == lists.draw(5, 1));
  CHECK(lists.draw(5, 1) != lists.draw(5, 2));
  CHECK(lists.draw(5, 1) != lists.draw(6, 1));
}

TEST_CASE("the share of pairs is counted pair by pair") {
  const Texts texts;
  const std::vector<std::size_t> list = randomList(4, 30);
  const auto got = clusterConcentration(texts.labels, 6, texts.count, list, optionsOf(500));
  double together = 0;
  for (std::size_t a : list)
    for (std::size_t b : list) together += a != b && texts.labels[a] == texts.labels[b];
  CHECK(got.together == Approx(together / (30 * 29)));
  CHECK(got.expected == Approx(1.0 / 6).margin(0.02));
  CHECK(std::accumulate(got.count.begin(), got.count.end(), std::size_t{0}) == 30);
  CHECK(std::accumulate(got.size.begin(), got.size.end(), std::size_t{0}) == words);
}

TEST_CASE("the separation of a unit is counted pair by pair") {
  Texts texts;
  for (Eigen::Index word = 0; word < 400; ++word)  // Ties.
    texts.responses(word, 0) = std::round(3 * texts.responses(word, 0));
  const std::vector<std::size_t> list = randomList(4, 30);
  const auto got = unitSeparations(texts.responses, texts.count, list, optionsOf(200));
  REQUIRE(got.size() == units);
  for (std::size_t unit = 0; unit < units; ++unit) {
    double wins = 0;
    for (std::size_t a : list)
      for (std::size_t b = 0; b < words; ++b) {
        if (std::find(list.begin(), list.end(), b) != list.end()) continue;
        const auto column = static_cast<Eigen::Index>(unit);
        const double difference = texts.responses(static_cast<Eigen::Index>(a), column) -
                                  texts.responses(static_cast<Eigen::Index>(b), column);
        wins += difference > 0 ? 1 : difference == 0 ? 0.5 : 0;
      }
    CHECK(got[unit].auc == Approx(wins / (30 * 370)));
    CHECK(got[unit].unit == unit);
  }
}

TEST_CASE("a planted list is found in its clusters and units, and nowhere else") {
  Texts texts;
  const std::vector<std::size_t> list = randomList(5, 25);
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (i % 3 != 0) texts.labels[list[i]] = 2;
    texts.responses(static_cast<Eigen::Index>(list[i]), 3) += 0.8;
    texts.responses(static_cast<Eigen::Index>(list[i]), 8) -= 0.8;
  }
  const auto clusters = clusterConcentration(texts.labels, 6, texts.count, list, optionsOf(5000));
  CHECK(clusters.pValue < 0.001);
  CHECK(clusters.together > 2 * clusters.expected);
  CHECK(std::max_element(clusters.count.begin(), clusters.count.end()) - clusters.count.begin() == 2);
  for (const UnitSeparation& unit : unitSeparations(texts.responses, texts.count, list, optionsOf(5000))) {
    CAPTURE(unit.unit, unit.auc, unit.expected);
    const bool isPlanted = unit.unit == 3 || unit.unit == 8;
    CHECK((unit.pValue < 0.001) == isPlanted);
    CHECK((unit.qValue < 0.01) == isPlanted);
    if (isPlanted) CHECK((unit.auc > unit.expected) == (unit.unit == 3));
  }
}

TEST_CASE("a list of frequent words is not found in units that answer to frequency alone") {
  const Texts texts;
  std::vector<std::size_t> list;
  for (std::size_t word = 0; word < 60; word += 2) list.push_back(word);
  const auto got = unitSeparations(texts.responses, texts.count, list, optionsOf(2000));
  CHECK(got[1].auc > 0.6);
  CHECK(got[1].expected == Approx(got[1].auc).margin(0.1));
  for (const UnitSeparation& unit : got) CHECK(unit.qValue > 0.01);
}

TEST_CASE("p-values of random lists are uniform") {
  const Texts texts;
  constexpr std::size_t repeats = 200;
  std::vector<double> ofClusters, ofUnit;
  for (std::uint64_t seed = 0; seed < repeats; ++seed) {
    const std::vector<std::size_t> list = randomList(1000 + seed, 50);
    ofClusters.push_back(
        clusterConcentration(texts.labels, 6, texts.count, list, optionsOf(300, seed)).pValue);
    ofUnit.push_back(
        unitSeparations(texts.responses.middleCols(1, 1), texts.count, list, optionsOf(300, seed))
            .front()
            .pValue);
  }
  const double critical = 1.95 / std::sqrt(double{repeats});  // At one in a thousand.
  CHECK(distanceFromUniform(ofClusters) < critical);
  CHECK(distanceFromUniform(ofUnit) < critical);
}

TEST_CASE("a list of all words is concentrated nowhere") {
  const Texts texts;
  const std::vector<std::size_t> list = randomList(1, words);
  CHECK(clusterConcentration(texts.labels, 6, texts.count, list, optionsOf(100)).pValue == 1);
  for (const UnitSeparation& unit : unitSeparations(texts.responses, texts.count, list, optionsOf(100))) {
    CHECK(unit.auc == 0.5);
    CHECK(unit.pValue == 1);
    CHECK(unit.qValue == 1);
  }
}

TEST_CASE("constant responses tell nothing apart") {
  const Texts texts;
  const MatrixD constant = MatrixD::Constant(words, 2, 0.3);
  for (const UnitSeparation& unit :
       unitSeparations(constant, texts.count, randomList(2, 20), optionsOf(100))) {
    CHECK(unit.auc == 0.5);
    CHECK(unit.pValue == 1);
  }
}

TEST_CASE("results depend on the seed and not on threads or the order of the list") {
  const Texts texts;
  std::vector<std::size_t> list = randomList(6, 30);
  const auto pOf = [&](std::uint64_t seed, unsigned threads) {
    std::vector<double> values{
        clusterConcentration(texts.labels, 6, texts.count, list, optionsOf(1000, seed, threads)).pValue};
    for (const auto& unit :
         unitSeparations(texts.responses, texts.count, list, optionsOf(1000, seed, threads)))
      values.push_back(unit.pValue);
    return values;
  };
  const auto before = pOf(1, 1);
  CHECK(pOf(1, 3) == before);
  CHECK(pOf(2, 1) != before);
  std::reverse(list.begin(), list.end());
  CHECK(pOf(1, 1) == before);
}

TEST_CASE("lists that cannot be tested say why") {
  const Texts texts;
  const auto test = [&](const std::vector<std::size_t>& list) {
    return clusterConcentration(texts.labels, 6, texts.count, list, optionsOf(10));
  };
  CHECK_THROWS_WITH(test({}), Contains("two or more"));
  CHECK_THROWS_WITH(test({1}), Contains("two or more"));
  CHECK_THROWS_WITH(test({1, 400}), Contains("400 words"));
  CHECK_THROWS_WITH(test({1, 2, 1}), Contains("twice"));
  CHECK_THROWS_WITH(clusterConcentration(texts.labels, 6, texts.count, {1, 2}, optionsOf(0)),
                    Contains("at least one random list"));
}

TEST_CASE("a test of a list stops when asked to") {
  const Texts texts;
  std::stop_source stop;
  stop.request_stop();
  CHECK_THROWS_AS(
      unitSeparations(texts.responses, texts.count, {1, 2}, optionsOf(100), {stop.get_token(), {}}),
      Cancelled);
}
