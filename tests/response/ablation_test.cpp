#include "rnnvis/response/ablation.h"

#include "recorded_model.h"
#include "rnnvis/base/error.h"
#include "rnnvis/response/analyze.h"
#include "small_text_model.h"

#include <catch2/catch.hpp>

#include <numeric>

using namespace rnnvis;
using namespace rnnvis::test;
using model::Signal;
using response::Ablation;
using response::Replacement;

namespace {

constexpr LayerId top{1};

struct Case {
  model::TextModel model;
  text::Corpus corpus;
};

Case makeCase(bool isClassifier = false) {
  SmallModel small;
  if (isClassifier) small.outputs = 2;
  Random random(71);
  std::vector<std::size_t> lengths;
  for (int d = 0; d < 40; ++d) lengths.push_back(1 + random.below(12));
  return {textModelOf(small, isClassifier ? model::Task::classifier : model::Task::languageModel),
          corpusOf(random, lengths, small.tokens)};
}

const std::vector<float> values{0.1f, -0.2f, 0.3f, 0, -0.5f, 0.2f};

Ablation ablated(const Case& which, const std::vector<std::size_t>& units, unsigned threads = 1,
                 std::size_t sets = 6, std::uint64_t seed = 1) {
  response::AblationOptions options;
  options.reading.threads = threads;
  options.sets = sets;
  options.seed = seed;
  return ablate(which.model, which.corpus, top, Signal::c, units, values, options);
}

/// Row and column `from` in the place of row and column `to`, and the other way round.
void swapUnits(model::Network& network, Eigen::Index a, Eigen::Index b) {
  model::RecurrentLayer& layer = network.layers[1];
  const auto n = static_cast<Eigen::Index>(layer.size());
  for (Eigen::Index gate = 0; gate < 4; ++gate) {
    layer.weightIh.row(gate * n + a).swap(layer.weightIh.row(gate * n + b));
    layer.weightHh.row(gate * n + a).swap(layer.weightHh.row(gate * n + b));
    std::swap(layer.biasIh[gate * n + a], layer.biasIh[gate * n + b]);
    std::swap(layer.biasHh[gate * n + a], layer.biasHh[gate * n + b]);
  }
  layer.weightHh.col(a).swap(layer.weightHh.col(b));
  network.head->weight.col(a).swap(network.head->weight.col(b));
}

}  // namespace

TEST_CASE("an ablation is the difference of two evaluations, overall and by target") {
  const bool isClassifier = GENERATE(false, true);
  const Case which = makeCase(isClassifier);
  const Ablation got = ablated(which, {1, 4});
  const model::Intervention held{1, Signal::c, {1, 4}, {values[1], values[4]}};
  model::Predictions of, ofHeld;
  const auto whole = evaluate(which.model, which.corpus, {}, {}, nullptr, &of);
  const auto without = evaluate(which.model, which.corpus, {}, {}, &held, &ofHeld);
  const std::vector<float>&before = of.losses, &after = ofHeld.losses;
  CHECK(got.before.loss == whole.loss);
  CHECK(got.after.loss == without.loss);
  CHECK(got.lossChange == Approx(without.loss - whole.loss));
  CHECK(got.accuracyChange == without.accuracy - whole.accuracy);
  CHECK(std::abs(got.lossChange) > 1e-4);
  double sum = 0;
  std::int64_t count = 0;
  for (std::size_t i = 0; i < got.targets.size(); ++i) {
    const auto& effect = got.targets[i];
    if (i > 0) CHECK(effect.change <= got.targets[i - 1].change);
    double ofTarget = 0;
    std::int64_t times = 0;
    for (std::size_t p = 0; p < before.size(); ++p) {
      const auto target =
          static_cast<std::size_t>(isClassifier ? which.corpus.labels[p] : which.corpus.ids[p].value);
      if (std::isnan(before[p]) || target != effect.target) continue;
      ofTarget += double{after[p]} - double{before[p]};
      ++times;
    }
    CHECK(effect.count == times);
    CHECK(effect.change == Approx(ofTarget / static_cast<double>(times)));
    CHECK(effect.random.changes.size() == 6);
    sum += effect.change * static_cast<double>(effect.count);
    count += effect.count;
  }
  CHECK(count == static_cast<std::int64_t>(whole.predictions));
  CHECK(sum / static_cast<double>(count) == Approx(got.lossChange));
  for (std::size_t set = 0; set < 6; ++set) {
    double ofSet = 0;
    for (const auto& effect : got.targets)
      ofSet += effect.random.changes[set] * static_cast<double>(effect.count);
    CHECK(ofSet / static_cast<double>(count) == Approx(got.loss.changes[set]));
  }
}

TEST_CASE("random sets are summarised and ranked") {
  const Case which = makeCase();
  const Ablation got = ablated(which, {1, 4}, 1, 20);
  REQUIRE(got.loss.changes.size() == 20);
  const auto& changes = got.loss.changes;
  const double mean = std::accumulate(changes.begin(), changes.end(), 0.0) / 20;
  double squares = 0;
  std::size_t worse = 0;
  for (double change : changes)
    squares += (change - mean) * (change - mean), worse += change >= got.lossChange;
  CHECK(got.loss.mean == Approx(mean));
  CHECK(got.loss.deviation == Approx(std::sqrt(squares / 19)));
  CHECK(got.loss.pValue == (1 + static_cast<double>(worse)) / 21);
  std::vector<double> sorted = changes;
  std::sort(sorted.begin(), sorted.end());
  CHECK(std::unique(sorted.begin(), sorted.end()) - sorted.begin() > 5);  // 15 pairs of 6 units.
}

TEST_CASE("random sets are as large as the set, of units of the layer, each once") {
  // Held all at once, the units give one and the same loss.
  const Case which = makeCase();
  const Ablation got = ablated(which, {5, 3, 1, 0, 2, 4});
  for (double change : got.loss.changes) CHECK(change == Approx(got.lossChange).epsilon(1e-9));
  // A set of one draws each unit about equally often.
  const Ablation single = ablated(which, {2}, 2, 120);
  std::vector<double> alone;
  for (std::size_t unit = 0; unit < 6; ++unit) alone.push_back(ablated(which, {unit}, 1, 0).lossChange);
  for (double change : alone) {
    const auto times = std::count(single.loss.changes.begin(), single.loss.changes.end(), change);
    CHECK(times >= 8);
    CHECK(times <= 35);
  }
}

TEST_CASE("equal sets and seeds give equal results whatever the threads, other seeds other sets") {
  const Case which = makeCase();
  const Ablation one = ablated(which, {1, 4}, 1), two = ablated(which, {4, 1}, 3);
  CHECK(one.lossChange == two.lossChange);
  CHECK(one.loss.changes == two.loss.changes);
  CHECK(ablated(which, {1, 4}, 1, 6, 2).loss.changes != one.loss.changes);
}

TEST_CASE("the same network with its units in another order loses the same") {
  Case which = makeCase();
  const Ablation before = ablated(which, {0, 3}, 1, 0);  // Values are permuted below.
  swapUnits(which.model.network, 0, 5);
  std::vector<float> permuted = values;
  std::swap(permuted[0], permuted[5]);
  const Ablation after = response::ablate(which.model, which.corpus, top, Signal::c, {5, 3}, permuted, {});
  CHECK(after.before.loss == Approx(before.before.loss).epsilon(1e-6));
  CHECK(after.lossChange == Approx(before.lossChange).epsilon(1e-3));
}

TEST_CASE("without random sets nothing is said about them") {
  const Ablation got = ablated(makeCase(), {1}, 1, 0);
  CHECK(got.loss.changes.empty());
  CHECK(got.loss.pValue == 1);
  CHECK(got.loss.deviation == 0);
}

TEST_CASE("units are held at the mean of their state over the corpus, or at zero") {
  const Case which = makeCase();
  const auto analysis = response::analyze(which.model, which.corpus, "test", {});
  const auto means = replacementValues(*analysis, top, Signal::c, Replacement::mean);
  REQUIRE(means.size() == 6);
  const auto read = trace(which.model.network, which.corpus.ids, zeroState(which.model.network));
  for (std::size_t unit = 0; unit < 6; ++unit)
    CHECK(double{means[unit]} ==
          Approx(double{read.layers[1].at(Signal::c).col(static_cast<Eigen::Index>(unit)).mean()})
              .margin(1e-5));
  CHECK(replacementValues(*analysis, top, Signal::h, Replacement::zero) == std::vector<float>(6));
  CHECK_THROWS_AS(replacementValues(*analysis, LayerId{2}, Signal::h, Replacement::mean), Error);
}

TEST_CASE("what cannot be ablated says why") {
  const Case which = makeCase();
  CHECK_THROWS_WITH(ablated(which, {}), Catch::Contains("no unit to ablate"));
  CHECK_THROWS_WITH(ablated(which, {6}), Catch::Contains("units 0 to 5"));
  CHECK_THROWS_WITH(ablated(which, {1, 1}), Catch::Contains("twice"));
  Case recorded = makeCase();
  recorded.model = recordedModelOf(recorded.model, recorded.corpus);
  CHECK_THROWS_WITH(ablated(recorded, {1}), Catch::Contains("recorded states"));
}

TEST_CASE("an ablation reports progress that only grows, and stops when asked to") {
  const Case which = makeCase();
  std::stop_source stop;
  double last = 0;
  RunControl control{stop.get_token(), [&](double fraction) {
                       CHECK(fraction >= last);
                       last = fraction;
                     }};
  response::ablate(which.model, which.corpus, top, Signal::c, {1}, values, {}, control);
  CHECK(last == Approx(1));
  stop.request_stop();
  CHECK_THROWS_AS(response::ablate(which.model, which.corpus, top, Signal::c, {1}, values, {}, control),
                  Cancelled);
}
