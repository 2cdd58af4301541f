#include "rnnvis/scene/detail.h"

#include "small_scene.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <numeric>
#include <set>

using namespace rnnvis;
using namespace rnnvis::scene;
using test::SmallScene;

namespace {

WordId wordOf(const ComputedState& computed, std::string_view text) {
  return response::findWord(*computed.workspace.analysis, text);
}

const response::Responses& responsesOf(const ComputedState& computed) {
  const Clustering& clustering = *computed.workspace.clustering;
  return computed.workspace.analysis->responses(clustering.layer, clustering.state);
}

template <class Kind>
Kind detailAs(const ComputedState& computed) {
  const Detail detail = detailOf(computed);
  REQUIRE(std::holds_alternative<Kind>(detail));
  return std::get<Kind>(detail);
}

}  // namespace

TEST_CASE("nothing selected gives no detail") {
  CHECK(std::holds_alternative<std::monostate>(detailOf({})));
  CHECK(std::holds_alternative<std::monostate>(detailOf(SmallScene().compute())));
}

TEST_CASE("the distribution of words shows every unit in the order of the first word") {
  const SmallScene scene;
  ComputedState computed = scene.compute();
  computed.state.selection.words = {wordOf(computed, "w3"), wordOf(computed, "w2")};
  const auto detail = detailAs<DistributionDetail>(computed);

  REQUIRE(detail.words.size() == 2);
  CHECK(detail.title == "Responses to “w3” and “w2”");
  CHECK(std::set(detail.row.units.begin(), detail.row.units.end()).size() == 30);
  const auto& first = detail.words[0].mean;
  CHECK(std::is_sorted(first.begin(), first.end(), std::greater<>()));
  for (const WordDistribution& word : detail.words) {
    CHECK(word.count == computed.workspace.analysis->count[word.word.index()]);
    const auto quantiles =
        response::responseQuantiles(*computed.workspace.analysis, LayerId{1}, model::Signal::c, word.word);
    for (std::size_t i = 0; i < detail.row.units.size(); ++i) {
      const auto column = static_cast<Eigen::Index>(i);
      const auto unit = detail.row.units[i].value;
      const auto answer =
          answerOf(*computed.workspace.analysis, LayerId{1}, model::Signal::c, word.word, UnitId{unit});
      CHECK(word.low[column] == Approx(answer.interval.low));
      CHECK(word.high[column] == Approx(answer.interval.high));
      CHECK(word.written[column] == Approx(*answer.written));
      CHECK(word.mean[column] == Approx(responsesOf(computed).mean.matrix()(word.word.value, unit)));
      CHECK(word.quantiles.col(column) == quantiles.col(unit));
      CHECK(std::abs(word.quantiles(4, column)) <= detail.range);
    }
  }
}

TEST_CASE("a token's detail is its word's with the change of the state at the token") {
  const SmallScene scene;
  ComputedState computed = scene.compute();
  computed.state.selection.token = TokenPlace{0, 2};
  const auto detail = detailAs<DistributionDetail>(computed);
  CHECK(detail.words[0].text == "w4");
  CHECK(detail.change == "Δc");
  const auto& states = computed.workspace.sentences[0].sentence->trace.layers[1].at(model::Signal::c);
  for (std::size_t i = 0; i < detail.row.units.size(); ++i) {
    const auto unit = detail.row.units[i].value;
    CHECK(detail.actual[static_cast<Eigen::Index>(i)] ==
          Approx(double{states(2, unit)} - double{states(1, unit)}));
  }
}

TEST_CASE("the first token's change is from the state the sentence starts in") {
  const SmallScene scene;
  ComputedState computed = scene.compute();
  computed.state.selection.token = TokenPlace{0, 0};
  const auto detail = detailAs<DistributionDetail>(computed);
  const model::Trace& trace = computed.workspace.sentences[0].sentence->trace;
  const auto unit = detail.row.units[0].value;
  CHECK(detail.actual[0] ==
        Approx(double{trace.layers[1].at(model::Signal::c)(0, unit)} - double{trace.start[1].c[unit]}));
}

TEST_CASE("a word that never occurs has no distribution but may be selected") {
  SmallScene scene;
  ComputedState computed = scene.compute();
  const auto& count = computed.workspace.analysis->count;
  const auto absent = std::find(count.begin(), count.end(), 0);
  if (absent == count.end()) return;  // Every word occurs in this text.
  computed.state.selection.words = {WordId{static_cast<std::int32_t>(absent - count.begin())}};
  const auto detail = detailAs<DistributionDetail>(computed);
  CHECK(detail.words[0].mean.size() == 0);
  CHECK(detail.row.units.size() == 30);
}

TEST_CASE("a unit's boxes are the words it answers to most, positive first") {
  const SmallScene scene;
  ComputedState computed = scene.compute();
  computed.state.selection.units = {UnitId{4}, UnitId{9}};
  const auto detail = detailAs<UnitDetail>(computed);
  REQUIRE(detail.units.size() == 2);
  const UnitAnswers& unit = detail.units[0];
  const auto explanation = response::explainUnit(*computed.workspace.analysis, LayerId{1}, model::Signal::c,
                                                 UnitId{4}, DetailSettings{}.unitWords, 2);
  REQUIRE(unit.answers.size() == explanation.positive.size() + explanation.negative.size());
  CHECK(unit.answers.front().word == explanation.positive.front().word);
  CHECK(unit.answers.back().word == explanation.negative.front().word);
  for (const AnswerBox& answer : unit.answers) {
    const auto quantiles =
        response::responseQuantiles(*computed.workspace.analysis, LayerId{1}, model::Signal::c, answer.word);
    for (std::size_t q = 0; q < 5; ++q) {
      CHECK(answer.quantiles[q] == Approx(quantiles(static_cast<Eigen::Index>(q), 4)));
      CHECK(answer.quantiles[q] >= detail.low);
      CHECK(answer.quantiles[q] <= detail.high);
    }
  }
}

TEST_CASE("units can be sorted by another word, by index and by chip") {
  const SmallScene scene;
  ComputedState computed = scene.compute();
  computed.state.selection.words = {wordOf(computed, "w3"), wordOf(computed, "w2")};
  const auto sorted = [&](UnitOrder order) {
    computed.state.detail.order = order;
    return detailAs<DistributionDetail>(computed);
  };
  const auto second = sorted(UnitOrder::secondWord);
  CHECK(std::is_sorted(second.words[1].mean.begin(), second.words[1].mean.end(), std::greater<>()));
  CHECK(second.row.order == "by “w2”");
  CHECK(sorted(UnitOrder::thirdWord).row.units == sorted(UnitOrder::firstWord).row.units);
  const auto byIndex = sorted(UnitOrder::index);
  CHECK(std::is_sorted(byIndex.row.units.begin(), byIndex.row.units.end()));
  const auto byChip = sorted(UnitOrder::cluster);
  CHECK(byChip.row.byChip);
  CHECK(std::is_sorted(byChip.row.chips.begin(), byChip.row.chips.end()));
  const auto& labels = computed.workspace.clustering->groups.unitLabels;
  for (std::size_t i = 0; i < 30; ++i) {
    CHECK(byChip.row.chips[i].value == labels[byChip.row.units[i].index()]);
    if (i > 0 && byChip.row.chips[i] == byChip.row.chips[i - 1])
      CHECK(byChip.words[0].mean[static_cast<Eigen::Index>(i)] <=
            byChip.words[0].mean[static_cast<Eigen::Index>(i - 1)]);
    CHECK(byChip.row.explained[static_cast<Eigen::Index>(i)] ==
          Approx(responsesOf(computed).explained.matrix()(0, byChip.row.units[i].value)));
  }
  const auto orders = ordersOf(computed);
  REQUIRE(orders.size() == 4);
  CHECK(orders[1] == std::pair(UnitOrder::secondWord, std::string("by “w2”")));
}

TEST_CASE("written and erased parts make the mean, and one scale holds them") {
  const SmallScene scene;
  ComputedState computed = scene.compute();
  computed.state.detail.topic = DetailTopic::parts;
  computed.state.selection.words = {wordOf(computed, "w3")};
  const auto detail = detailAs<DistributionDetail>(computed);
  CHECK(detail.asParts);
  const auto& word = detail.words[0];
  CHECK(word.written.cwiseAbs().maxCoeff() <= detail.range);
  CHECK((word.mean - word.written).cwiseAbs().maxCoeff() <= detail.range);
  computed.state.clustering.state = model::Signal::h;  // h of an LSTM has no parts.
  const ComputedState ofH = scene::compute(computed.state);
  CHECK_FALSE(detailAs<DistributionDetail>(ofH).asParts);
  CHECK(topicsOf(ofH) == std::vector{DetailTopic::responses, DetailTopic::values});
}

TEST_CASE("values of states and gates are those of the analysis, for all units and for one") {
  const SmallScene scene;
  ComputedState computed = scene.compute();
  computed.state.detail.topic = DetailTopic::values;
  const auto all = detailAs<ValuesDetail>(computed);
  const auto& values = computed.workspace.analysis->layers[1].values;
  REQUIRE(all.distributions.size() == 6);
  CHECK(all.histograms.empty());
  for (const SignalDistribution& of : all.distributions) {
    const response::ValueDistribution& expected = values.at(of.signal);
    CHECK(std::is_sorted(of.mean.begin(), of.mean.end(), std::greater<>()));
    for (std::size_t i = 0; i < 30; ++i) {
      const auto place = static_cast<Eigen::Index>(i);
      const auto unit = of.row.units[i].value;
      CHECK(of.mean[place] == Approx(expected.mean.matrix()(0, unit)));
      CHECK(of.deviation[place] == Approx(expected.deviation.matrix()(0, unit)));
      CHECK(of.quantiles(3, place) == Approx(expected.quantiles.matrix()(3, unit)));
      CHECK(of.quantiles.col(place).minCoeff() >= of.low);
      CHECK(of.quantiles.col(place).maxCoeff() <= of.high);
    }
  }
  computed.state.selection.units = {UnitId{4}, UnitId{9}};
  const auto two = detailAs<ValuesDetail>(computed);
  REQUIRE(two.histograms.size() == 2);
  for (const SignalHistogram& histogram : two.histograms[1]) {
    CHECK(histogram.unit == UnitId{9});
    CHECK(std::accumulate(histogram.counts.begin(), histogram.counts.end(), std::int64_t{0}) ==
          static_cast<std::int64_t>(computed.workspace.analysis->info.tokens));
    const bool isGate = std::string("ifo").find(nameOf(histogram.signal)) != std::string::npos;
    CHECK(histogram.low == Approx(isGate ? 0 : -histogram.high));
    CHECK((histogram.counts.front() > 0 || histogram.counts.back() > 0));
    const double range = values.at(histogram.signal).range.matrix()(0, 9);
    CHECK((histogram.high - histogram.low) / static_cast<double>(histogram.counts.size()) ==
          Approx(2 * range / 64));
  }
}

TEST_CASE("a chip lists its edges and the words that move it") {
  const SmallScene scene;
  ComputedState computed = scene.compute();
  computed.state.selection.chip = ClusterId{1};
  const auto detail = detailAs<ClusterDetail>(computed);
  const auto& groups = computed.workspace.clustering->groups;
  CHECK(detail.title.starts_with("Chip 1 · "));
  REQUIRE(detail.lists.size() == 2);
  REQUIRE(detail.lists[0].items.size() == 4);
  CHECK(detail.lists[0].items.front().value == Approx(groups.edges.col(1).maxCoeff()));
  CHECK(detail.lists[0].items.back().value == Approx(groups.edges.col(1).minCoeff()));
  for (const DetailList& list : detail.lists)
    for (const DetailItem& item : list.items) CHECK(std::abs(item.value) <= list.range);
}

TEST_CASE("a cloud lists its edges and the units that answer to it") {
  const SmallScene scene;
  ComputedState computed = scene.compute();
  computed.state.selection.cloud = ClusterId{2};
  const auto detail = detailAs<ClusterDetail>(computed);
  CHECK(detail.title.starts_with("Cloud 2 · "));
  CHECK(detail.lists[0].items.front().value ==
        Approx(computed.workspace.clustering->groups.edges.row(2).maxCoeff()));
}

TEST_CASE("what a computed state lacks counts as not selected") {
  const SmallScene scene;
  ComputedState computed = scene.compute();
  Selection& selection = computed.state.selection;
  selection.words = {WordId{100000}};
  CHECK(std::holds_alternative<std::monostate>(detailOf(computed)));
  selection = {};
  selection.units = {UnitId{30}};
  CHECK(std::holds_alternative<std::monostate>(detailOf(computed)));
  selection = {};
  selection.token = TokenPlace{7, 0};
  CHECK(std::holds_alternative<std::monostate>(detailOf(computed)));
  selection = {};
  selection.chip = ClusterId{4};
  CHECK(std::holds_alternative<std::monostate>(detailOf(computed)));
}
