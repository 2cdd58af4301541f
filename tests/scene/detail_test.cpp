#include "rnnvis/scene/detail.h"

#include "small_scene.h"

#include <catch2/catch.hpp>

#include <algorithm>
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
  CHECK(std::set(detail.units.begin(), detail.units.end()).size() == 30);
  const auto& first = detail.words[0].mean;
  CHECK(std::is_sorted(first.begin(), first.end(), std::greater<>()));
  for (const WordDistribution& word : detail.words) {
    CHECK(word.count == computed.workspace.analysis->count[word.word.index()]);
    const auto quantiles =
        response::responseQuantiles(*computed.workspace.analysis, LayerId{1}, model::Signal::c, word.word);
    for (std::size_t i = 0; i < detail.units.size(); ++i) {
      const auto column = static_cast<Eigen::Index>(i);
      const auto unit = detail.units[i].value;
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
  for (std::size_t i = 0; i < detail.units.size(); ++i) {
    const auto unit = detail.units[i].value;
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
  const auto unit = detail.units[0].value;
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
  CHECK(detail.units.size() == 30);
}

TEST_CASE("a unit's boxes are the words it answers to most, positive first") {
  const SmallScene scene;
  ComputedState computed = scene.compute();
  computed.state.selection.units = {UnitId{4}, UnitId{9}};
  const auto detail = detailAs<UnitDetail>(computed);
  REQUIRE(detail.units.size() == 2);
  const UnitAnswers& unit = detail.units[0];
  const auto explanation = response::explainUnit(*computed.workspace.analysis, LayerId{1}, model::Signal::c,
                                                 UnitId{4}, UnitDetail::mostWords, 2);
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
