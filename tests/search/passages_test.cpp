#include "rnnvis/search/passages.h"

#include "../response/small_case.h"
#include "rnnvis/base/error.h"
#include "rnnvis/model/trace_corpus.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <functional>
#include <limits>

using namespace rnnvis;
using namespace rnnvis::test;
using namespace rnnvis::search;
using Catch::Contains;
using model::Context;
using model::Signal;
using response::StateIndex;
using response::Stretch;

namespace {

constexpr LayerId layer{1};

struct Indexed {
  Case which;
  std::shared_ptr<const StateIndex> index;
  Matrix states;

  explicit Indexed(bool stream, std::size_t budget = 1 << 20) : which(makeCase("lstm", stream)) {
    response::IndexOptions options;
    options.reading = exactOptions().reading;
    options.reading.warmup = which.corpus.ids.size();
    options.budget = budget;
    options.passage = 20;
    index = indexStates(which.model, which.corpus, *analyzeAll(which), layer, Signal::c, options);
    states = traceCorpus(which.model, which.corpus, {Signal::c}, false, exactOptions().reading)
                 .layers[layer.index()]
                 .at(Signal::c);
  }
  Passages find(const PassageQuery& query) const { return findPassages(*index, which.corpus, query); }
};

/// Runs of at least so many tokens, one after the other, at which `holds`; by hand.
std::vector<Stretch> runsOf(const Indexed& indexed, std::size_t atLeast,
                            const std::function<bool(std::size_t)>& holds) {
  const text::Corpus& corpus = indexed.which.corpus;
  std::vector<Stretch> runs;
  std::size_t length = 0;
  for (std::size_t t = 0; t <= corpus.ids.size(); ++t) {
    bool isIndexed = false, begins = false;
    for (const Stretch& passage : indexed.index->passages()) {
      isIndexed = isIndexed || (t >= passage.begin && t < passage.end);
      begins = begins || t == passage.begin;
    }
    if (!indexed.which.stream)
      begins = begins || std::find(corpus.starts.begin(), corpus.starts.end(), t) != corpus.starts.end();
    const bool goesOn = t < corpus.ids.size() && isIndexed && holds(t);
    if ((!goesOn || begins) && length >= atLeast && length > 0) runs.push_back({t - length, t});
    if (!goesOn || begins) length = 0;
    if (goesOn) ++length;
  }
  return runs;
}

std::vector<Stretch> stretchesOf(const Passages& passages) {
  std::vector<Stretch> stretches;
  for (const Passage& hit : passages.hits) stretches.push_back({hit.begin, hit.end});
  std::sort(stretches.begin(), stretches.end(),
            [](const auto& a, const auto& b) { return a.begin < b.begin; });
  return stretches;
}

/// The level that a share of a unit's states is below.
double quantileOf(const Matrix& states, UnitId unit, double share) {
  std::vector<float> values;
  for (Eigen::Index t = 0; t < states.rows(); ++t) values.push_back(states(t, unit.value));
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

double at(const Matrix& states, std::size_t t, UnitId unit) {
  return states(static_cast<Eigen::Index>(t), unit.value);
}

}  // namespace

TEST_CASE("passages of units beyond their thresholds are those that the states themselves have") {
  const bool stream = GENERATE(true, false);
  const bool isSampled = GENERATE(false, true);
  const Indexed indexed(stream, isSampled ? 6 * 250 : 1 << 20);
  CHECK(indexed.index->isWhole() == !isSampled);
  const double low = quantileOf(indexed.states, UnitId{1}, 0.3),
               high = quantileOf(indexed.states, UnitId{4}, 0.8);
  PassageQuery query;
  query.atLeast = GENERATE(as<std::size_t>(), 1, 2, 4);
  query.most = 10'000;
  query.where =
      std::vector<UnitCondition>{{UnitId{1}, Direction::above, low}, {UnitId{4}, Direction::below, high}};
  const Passages got = indexed.find(query);
  REQUIRE(got.thresholds.size() == 2);
  CHECK(got.thresholds[0] == Approx(low).margin(1e-6 + indexed.index->grid(UnitId{1}).step / 2));
  const auto expected = runsOf(indexed, query.atLeast, [&](std::size_t t) {
    return at(indexed.states, t, UnitId{1}) >= got.thresholds[0] &&
           at(indexed.states, t, UnitId{4}) < got.thresholds[1];
  });
  CHECK(stretchesOf(got) == expected);
  CHECK(expected.size() > 2);  // The case has something to find.
  CHECK(got.count == expected.size());
  CHECK(got.searched == indexed.index->places());
  CHECK(got.corpusTokens == indexed.which.corpus.ids.size());
  std::size_t tokens = 0;
  for (const Stretch& run : expected) tokens += run.size();
  CHECK(got.tokens == tokens);
}

TEST_CASE("passages of a cluster's mean are those that the states have, but for the index's rounding") {
  const bool stream = GENERATE(true, false);
  const Indexed indexed(stream);
  MeanCondition mean{{UnitId{0}, UnitId{2}, UnitId{5}}, {1, -1, 1}, Direction::above, 0.05};
  mean.direction = GENERATE(Direction::above, Direction::below);
  PassageQuery query{mean, 2, 10'000};
  const Passages got = indexed.find(query);
  CHECK(got.rounding > 0);
  CHECK(got.rounding < 0.01);
  CHECK(got.thresholds == std::vector<double>{0.05});
  const auto meanAt = [&](std::size_t t) {
    double sum = 0;
    for (std::size_t i = 0; i < 3; ++i) sum += mean.polarity[i] * at(indexed.states, t, mean.units[i]);
    return sum / 3;
  };
  // Every token that is clear of the threshold is on its side of it.
  std::vector<bool> isHit(indexed.which.corpus.ids.size());
  const Passages every = indexed.find({mean, 1, 10'000});
  for (const Passage& hit : every.hits)
    for (std::size_t t = hit.begin; t < hit.end; ++t) isHit[t] = true;
  std::size_t clear = 0;
  for (std::size_t t = 0; t < isHit.size(); ++t) {
    const double beyond = (meanAt(t) - 0.05) * (mean.direction == Direction::above ? 1 : -1);
    if (std::abs(beyond) <= got.rounding + 1e-6) continue;
    ++clear;
    REQUIRE(isHit[t] == (beyond > 0));
  }
  CHECK(clear > isHit.size() * 9 / 10);
  for (const Passage& hit : got.hits) CHECK(hit.length() >= 2);
}

TEST_CASE("hits are ranked by length, then strength, and counted beyond those kept") {
  const Indexed indexed(true);
  PassageQuery query;
  query.where =
      std::vector<UnitCondition>{{UnitId{3}, Direction::above, quantileOf(indexed.states, UnitId{3}, 0.6)}};
  query.most = 10'000;
  const Passages all = indexed.find(query);
  for (std::size_t i = 1; i < all.hits.size(); ++i) {
    const Passage &a = all.hits[i - 1], &b = all.hits[i];
    CHECK((a.length() > b.length() || (a.length() == b.length() && a.strength >= b.strength)));
  }
  for (const Passage& hit : all.hits) {
    double sum = 0;
    for (std::size_t t = hit.begin; t < hit.end; ++t)
      sum += at(indexed.states, t, UnitId{3}) - all.thresholds[0];
    const double range = StateIndex::levels * double{indexed.index->grid(UnitId{3}).step};
    CHECK(hit.strength ==
          Approx(sum / range / static_cast<double>(hit.length())).margin(0.5 / StateIndex::levels + 1e-4));
    CHECK(indexed.which.corpus.starts[hit.document] <= hit.begin);
    CHECK(hit.begin < indexed.which.corpus.starts[hit.document + 1]);
  }
  query.most = 3;
  const Passages few = indexed.find(query);
  CHECK(few.count == all.count);
  CHECK(few.tokens == all.tokens);
  REQUIRE(few.hits.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) CHECK(few.hits[i] == all.hits[i]);
}

TEST_CASE("a threshold that is not given is the one that 9 % of the tokens are beyond") {
  const Indexed indexed(false);
  const auto direction = GENERATE(Direction::above, Direction::below);
  const auto tokens = static_cast<double>(indexed.which.corpus.ids.size());
  const Passages unit = indexed.find({std::vector<UnitCondition>{{UnitId{2}, direction, {}}}, 1, 1});
  CHECK(static_cast<double>(unit.tokens) <= 0.09 * tokens);
  CHECK(static_cast<double>(unit.tokens) > 0.06 * tokens);
  const Passages mean = indexed.find({MeanCondition{{UnitId{2}, UnitId{3}}, {1, -1}, direction, {}}, 1, 1});
  CHECK(static_cast<double>(mean.tokens) == Approx(0.1 * tokens).margin(0.035 * tokens));
}

TEST_CASE("a search without hits finds none") {
  const Indexed indexed(true);
  for (const Direction direction : {Direction::above, Direction::below}) {
    const double far = direction == Direction::above ? 1e6 : -1e6;
    CHECK(indexed.find({std::vector<UnitCondition>{{UnitId{0}, direction, far}}}).count == 0);
    CHECK(indexed.find({MeanCondition{{UnitId{0}}, {1}, direction, far}}).count == 0);
    const Passages all = indexed.find({std::vector<UnitCondition>{{UnitId{0}, direction, -far}}});
    CHECK(all.count == 1);
    CHECK(all.tokens == indexed.which.corpus.ids.size());
  }
  PassageQuery query{std::vector<UnitCondition>{{UnitId{0}, Direction::above, -1e6}}};
  query.atLeast = indexed.which.corpus.ids.size() + 1;
  CHECK(indexed.find(query).count == 0);
}

TEST_CASE("what surrounds a passage ends with the text, or with its document") {
  const Indexed indexed(false);
  const text::Corpus& corpus = indexed.which.corpus;
  for (std::size_t d = 0; d < corpus.documents(); ++d) {
    const Passage hit{corpus.starts[d], corpus.starts[d] + 1, d, 0};
    const Stretch inside = surroundings(hit, corpus, Context::sentence, 5, 3);
    CHECK(inside.begin == corpus.starts[d]);
    CHECK(inside.end == std::min(hit.end + 3, corpus.starts[d + 1]));
    const Stretch across = surroundings(hit, corpus, Context::stream, 5, 3);
    CHECK(across.begin == hit.begin - std::min<std::size_t>(5, hit.begin));
    CHECK(across.end == std::min(hit.end + 3, corpus.ids.size()));
  }
}

TEST_CASE("questions about passages that make no sense are refused") {
  const Indexed indexed(true);
  const auto ask = [&](auto where) { return indexed.find({where}); };
  CHECK_THROWS_WITH(ask(std::vector<UnitCondition>{}), Contains("no unit"));
  CHECK_THROWS_WITH(ask(std::vector<UnitCondition>{{UnitId{9}, Direction::above, 0.0}}),
                    Contains("no unit 9"));
  CHECK_THROWS_WITH(ask(std::vector<UnitCondition>(65)), Contains("at most 64"));
  CHECK_THROWS_WITH(ask(MeanCondition{{}, {}, Direction::above, 0.0}), Contains("no unit"));
  CHECK_THROWS_WITH(ask(MeanCondition{{UnitId{0}}, {}, Direction::above, 0.0}), Contains("signs"));
  CHECK_THROWS_WITH(ask(std::vector<UnitCondition>{
                        {UnitId{0}, Direction::above, std::numeric_limits<double>::quiet_NaN()}}),
                    Contains("finite"));
  text::Corpus other = indexed.which.corpus;
  other.sha256 = "other";
  CHECK_THROWS_WITH(findPassages(*indexed.index, other, {std::vector<UnitCondition>(1)}),
                    Contains("has changed"));
  std::stop_source source;
  source.request_stop();
  CHECK_THROWS_AS(findPassages(*indexed.index, indexed.which.corpus, {std::vector<UnitCondition>(1)},
                               {source.get_token(), {}}),
                  Cancelled);
}
