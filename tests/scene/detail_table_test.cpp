#include "rnnvis/scene/detail_table.h"

#include "small_scene.h"

#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <limits>
#include <numeric>

using namespace rnnvis;
using namespace rnnvis::scene;
using test::SmallScene;

namespace {

std::vector<std::size_t> allRows(const DetailTable& table) {
  std::vector<std::size_t> rows(table.rows());
  std::iota(rows.begin(), rows.end(), 0);
  return rows;
}

const TableColumn& columnOf(const DetailTable& table, const std::string& title) {
  const auto found = std::find_if(table.columns.begin(), table.columns.end(),
                                  [&](const TableColumn& column) { return column.title == title; });
  REQUIRE(found != table.columns.end());
  return *found;
}

std::size_t linesOf(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace

TEST_CASE("fields are quoted where they must be, numbers are exact, unknown ones empty") {
  DetailTable table;
  table.columns.push_back({"word", {"a,b", "say \"x\"", "tab\there"}, {}, 0});
  table.columns.push_back({"mean", {}, {-0.12345678, std::numeric_limits<double>::infinity(), 1e-7}, 3});
  table.columns.push_back({"times", {}, {1234567, 0, 1}, 0});
  CHECK(separatedValues(table, {0, 1, 2}, ',') ==
        "word,mean,times\n\"a,b\",-0.123457,1234567\n\"say \"\"x\"\"\",,0\ntab\there,1e-07,1\n");
  CHECK(separatedValues(table, {2, 0}, '\t', false) == "\"tab\there\"\t1e-07\t1\na,b\t-0.123457\t1234567\n");
  CHECK(table.shown(0, 1) == "−0.123");
  CHECK(table.shown(1, 1) == "–");
  CHECK(table.shown(0, 2) == "1234567");
}

TEST_CASE("the table behind a distribution holds a row a unit and every number of the plot") {
  const SmallScene scene;
  ComputedState computed = scene.compute();
  computed.state.selection.words = {response::findWord(*computed.workspace.analysis, "w3"),
                                    response::findWord(*computed.workspace.analysis, "w2")};
  const Detail detail = detailOf(computed);
  const auto& words = std::get<DistributionDetail>(detail);
  const DetailTable table = tableOf(detail);
  REQUIRE(table.rows() == 30);
  CHECK(linesOf(separatedValues(table, allRows(table), ',')) == 31);
  for (std::size_t row = 0; row < 30; ++row) {
    const auto place = static_cast<Eigen::Index>(row);
    CHECK(columnOf(table, "unit").numbers[row] == words.row.units[row].value);
    CHECK(columnOf(table, "w2: mean").numbers[row] == words.words[1].mean[place]);
    CHECK(columnOf(table, "w3: 91 %").numbers[row] == words.words[0].quantiles(4, place));
    CHECK(columnOf(table, "w3: written").numbers[row] + columnOf(table, "w3: erased").numbers[row] ==
          Approx(words.words[0].mean[place]));
  }
}

TEST_CASE("every detail has a table") {
  const SmallScene scene;
  ComputedState computed = scene.compute();
  CHECK(tableOf(detailOf(computed)).rows() == 0);
  Selection& selection = computed.state.selection;
  selection.units = {UnitId{4}, UnitId{9}};
  const auto units = std::get<UnitDetail>(detailOf(computed));
  CHECK(tableOf(Detail(units)).rows() == units.units[0].answers.size() + units.units[1].answers.size());
  computed.state.detail.topic = DetailTopic::values;
  CHECK(tableOf(detailOf(computed)).rows() > 2 * 6 * 8);
  selection = {};
  CHECK(tableOf(detailOf(computed)).rows() == 6 * 30);
  computed.state.detail.topic = DetailTopic::responses;
  selection.chip = ClusterId{1};
  CHECK(tableOf(detailOf(computed)).rows() > 4);
  selection = {};
  selection.token = TokenPlace{0, 1};
  CHECK(columnOf(tableOf(detailOf(computed)), "here").numbers.size() == 30);
  for (const TableColumn& column : tableOf(detailOf(computed)).columns)
    CHECK(column.numbers.size() + column.texts.size() == 30);
}

TEST_CASE("a table's rows are records in the order that is asked for") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const DetailTable table{{{"word", {"a \"b\"", "ü"}, {}, 0}, {"mean", {}, {0.125, nan}, 3}}};
  const auto records = nlohmann::json::parse(jsonRecords(table, {1, 0}));
  CHECK(records ==
        nlohmann::json::parse(R"([{"word": "ü", "mean": null}, {"word": "a \"b\"", "mean": 0.125}])"));
  CHECK(nlohmann::json::parse(jsonRecords(table, {})).empty());
}
