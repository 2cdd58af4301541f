#include "rnnvis/scene/confirmed_cluster.h"

#include "recorded_model.h"
#include "rnnvis/response/analyze.h"
#include "rnnvis/response/explain.h"

#include <catch2/catch.hpp>

#include <cmath>

using namespace rnnvis;
using namespace rnnvis::scene;

namespace {

constexpr std::size_t words = 24;
constexpr Eigen::Index units = 20;

/// Both halves of a random text that units answer to with `ofWord` [words, units], sentences that shift all
/// answers in them, and noise.
std::vector<std::shared_ptr<const response::Analysis>> halvesOf(const MatrixD& ofWord, std::uint64_t seed) {
  test::Random random(seed);
  std::vector<std::size_t> lengths;
  for (int d = 0; d < 700; ++d) lengths.push_back(3 + random.below(8));
  const text::Corpus corpus = test::corpusOf(random, lengths, words);
  Matrix responses(static_cast<Eigen::Index>(corpus.ids.size()), units);
  for (std::size_t d = 0; d < corpus.documents(); ++d)
    for (Eigen::Index unit = 0; unit < units; ++unit) {
      const double shift = 0.4 * random.normal();
      for (std::size_t t = corpus.starts[d]; t < corpus.starts[d + 1]; ++t)
        responses(static_cast<Eigen::Index>(t), unit) =
            static_cast<float>(ofWord(corpus.ids[t].value, unit) + shift + 0.6 * random.normal());
    }
  return analyzeParts(test::simulatedModel(responses, corpus, words), corpus, "simulated",
                      response::splitInHalves(corpus, seed), {});
}

ClusteringSettings twoByTwo() {
  ClusteringSettings settings;
  settings.options.wordClusters = settings.options.unitClusters = 2;
  settings.options.restarts = 5;
  return settings;
}

double edgeOf(const response::Analysis& analysis, const Clustering& clustering, const TestedEdge& edge) {
  double sum = 0, count = 0;
  for (std::size_t row = 0; row < clustering.words.size(); ++row)
    for (std::size_t unit = 0; unit < static_cast<std::size_t>(units); ++unit)
      if (clustering.groups.wordLabels[row] == edge.words.value &&
          clustering.groups.unitLabels[unit] == edge.units.value) {
        sum += clustering.groups.unitPolarity[unit] *
               double{analysis.responses(clustering.layer, clustering.state)
                          .mean.matrix()(clustering.words[row].value, static_cast<Eigen::Index>(unit))};
        ++count;
      }
  return sum / count;
}

}  // namespace

TEST_CASE("planted groups are confirmed, edge for edge and word for word") {
  MatrixD ofWord(words, units);
  for (Eigen::Index w = 0; w < ofWord.rows(); ++w)
    for (Eigen::Index unit = 0; unit < units; ++unit) ofWord(w, unit) = (w % 2 == unit % 2) ? 1 : -1;
  const auto halves = halvesOf(ofWord, 41);
  const Confirmation got = confirm(*halves[0], *halves[1], twoByTwo(), 3);
  REQUIRE(got.edges.size() == 4);
  CHECK(got.ofEdges.confirmed == 4);
  CHECK(got.ofEdges.weightedShare() == 1);
  for (const TestedEdge& edge : got.edges) {
    CHECK(edge.test.claimed == Approx(edgeOf(*halves[0], *got.clustering, edge)));
    CHECK(edge.test.found == Approx(edgeOf(*halves[1], *got.clustering, edge)));
    CHECK(std::abs(edge.test.found) == Approx(1).margin(0.1));
    CHECK(edge.test.sameSign);
    CHECK(edge.test.interval.low < edge.test.found);
    CHECK(edge.test.interval.high > edge.test.found);
    CHECK(edge.wordsTested > 5);
  }
  CHECK(got.answers.size() == 20 * 6);
  CHECK(got.ofAnswers.claims == got.answers.size());
  CHECK(got.ofAnswers.share() > 0.95);
  for (const TestedAnswer& answer : got.answers)
    CHECK((answer.test.claimed > 0) == (ofWord(answer.word.value, answer.unit.value) > 0));
}

TEST_CASE("a cluster is found again by its members, with what is confirmed of it") {
  MatrixD ofWord(words, units);
  for (Eigen::Index w = 0; w < ofWord.rows(); ++w)
    for (Eigen::Index unit = 0; unit < units; ++unit) ofWord(w, unit) = (w % 2 == unit % 2) ? 1 : -1;
  const auto halves = halvesOf(ofWord, 41);
  const Confirmation confirmation = confirm(*halves[0], *halves[1], twoByTwo(), 3);
  const int parity = GENERATE(0, 1);
  Items evenUnits, evenWords;
  for (int unit = parity; unit < units; unit += 2) evenUnits.push_back(unit);
  for (int word = parity; word < static_cast<int>(words); word += 2) evenWords.push_back(word);
  evenUnits.pop_back();
  const ConfirmedCluster chip = confirmedCluster(confirmation, Side::units, evenUnits),
                         cloud = confirmedCluster(confirmation, Side::words, evenWords);
  CHECK(chip.members == 9);
  CHECK(chip.matched == 10);
  CHECK(chip.shared == 9);
  CHECK(confirmation.clustering->groups.unitLabels[static_cast<std::size_t>(parity)] == chip.match.value);
  CHECK(chip.edges.claims == 2);
  CHECK(chip.edges.confirmed == 2);
  CHECK(chip.answers.claims == 9 * 6);
  CHECK(cloud.shared == cloud.matched);
  CHECK(cloud.edges.claims == 2);
  CHECK(cloud.answers.claims > 0);
  CHECK(cloud.answers.claims < confirmation.answers.size());
  CHECK(confirmedCluster(confirmation, Side::units, {}).shared == 0);
}

TEST_CASE("claims about noise are not confirmed") {
  std::size_t edges = 0, edgesConfirmed = 0, answers = 0, answersConfirmed = 0;
  for (std::uint64_t seed = 50; seed < 60; ++seed) {
    const auto halves = halvesOf(MatrixD::Zero(words, units), seed);
    const Confirmation got = confirm(*halves[0], *halves[1], twoByTwo(), 5);
    edges += got.ofEdges.claims;
    edgesConfirmed += got.ofEdges.confirmed;
    answers += got.ofAnswers.claims;
    answersConfirmed += got.ofAnswers.confirmed;
  }
  CAPTURE(edges, edgesConfirmed, answers, answersConfirmed);
  REQUIRE(edges == 40);
  CHECK(edgesConfirmed <= 4);
  REQUIRE(answers > 1500);
  CHECK(answersConfirmed <= answers / 100);
}

TEST_CASE("the interval of an edge holds what the text tends to") {
  MatrixD ofWord = MatrixD::Zero(words, units);
  for (Eigen::Index w = 0; w < ofWord.rows(); ++w)
    for (Eigen::Index unit = 0; unit < units; ++unit) ofWord(w, unit) = (w % 2 == unit % 2) ? 0.5 : -0.5;
  std::size_t held = 0, edges = 0;
  for (std::uint64_t seed = 70; seed < 80; ++seed) {
    const auto halves = halvesOf(ofWord, seed);
    for (const TestedEdge& edge : confirm(*halves[0], *halves[1], twoByTwo(), 1).edges) {
      const double truth = edge.test.claimed > 0 ? 0.5 : -0.5;
      held += edge.test.interval.low <= truth && truth <= edge.test.interval.high;
      ++edges;
    }
  }
  CAPTURE(held, edges);
  CHECK(held >= edges * 9 / 10);
}

TEST_CASE("words that the second half lacks are not tested, and confirm nothing") {
  MatrixD ofWord = MatrixD::Constant(words, units, 1);
  const auto halves = halvesOf(ofWord, 42);
  auto second = std::make_shared<response::Analysis>(*halves[1]);
  second->count.assign(words, 0);
  second->blocks.assign(words, 0);
  second->row.assign(words, -1);
  const Confirmation got = confirm(*halves[0], *second, twoByTwo(), 2);
  CHECK(got.ofEdges.confirmed == 0);
  CHECK(got.ofAnswers.confirmed == 0);
  for (const TestedEdge& edge : got.edges) {
    CHECK(edge.wordsTested == 0);
    CHECK(edge.test.interval.low == -INFINITY);
  }
}
