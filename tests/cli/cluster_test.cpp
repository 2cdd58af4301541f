#include "json_result.h"
#include "workspace.h"

#include <catch2/catch.hpp>

using namespace rnnvis::test;
using Catch::Contains;
using nlohmann::json;

namespace {

/// A workspace with an analysis of its language model.
class Analyzed : public Workspace {
 public:
  Analyzed() : file(path("a.rnnvis")) {
    REQUIRE(execute({"analyze", languageModel, "--samples", "all", "--out", file}).status == 0);
  }

  json run(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin() + 1, file);
    return jsonOf(std::move(arguments));
  }

  std::string file;
};

bool areLabels(const json& labels, std::size_t count, int clusters) {
  return labels.size() == count && std::all_of(labels.begin(), labels.end(), [&](const json& label) {
           return label.is_number_integer() && label >= 0 && label < clusters;
         });
}

}  // namespace

TEST_CASE_METHOD(Analyzed, "cocluster gives labels, edges and spectrum of an analysis") {
  const json got = run({"cocluster", "--clusters", "3", "--unit-clusters", "2", "--min-count", "5", "--words",
                        "8", "--seed", "7"});
  CHECK(areLabels(got["word_labels"], 8, 3));
  CHECK(areLabels(got["unit_labels"], 6, 2));
  CHECK(got["unit_polarity"] == json({1, 1, 1, 1, 1, 1}));
  CHECK(got["words"].size() == 8);
  CHECK(got["words"][0] == "w2");  // The most frequent.
  CHECK(shapeOf(got["edges"]) == std::pair<std::size_t, std::size_t>{3, 2});
  CHECK_FALSE(got["spectrum"].empty());
  CHECK(got["dimensions"] >= 1);
  CHECK(got["method"] == "signed");
  CHECK(got["polarity"] == "split");
  CHECK(got["seed"] == 7);
  CHECK(got["layer"] == 1);
  CHECK(got["state"] == "c");
}

TEST_CASE_METHOD(Analyzed, "options of cocluster reach what they name") {
  const json first = run({"cocluster", "--clusters", "2", "--min-count", "1"});
  CHECK(run({"cocluster", "--clusters", "2", "--min-count", "1", "--threads", "3"}) == first);
  CHECK(first["words"].size() == 12 - 1);  // <unk> does not occur.
  const json other =
      run({"cocluster", "--clusters", "2", "--min-count", "1", "--layer", "0", "--state", "h", "--polarity",
           "merge", "--dimensions", "2", "--center", "--scale", "--shrink", "3"});
  CHECK(other["layer"] == 0);
  CHECK(other["state"] == "h");
  CHECK(other["polarity"] == "merge");
  CHECK(other["dimensions"] == 2);
  CHECK(other["edges"] != first["edges"]);
  for (const std::string method : {"dhillon", "absolute", "positive", "negative"})
    CHECK(run({"cocluster", "--clusters", "2", "--min-count", "1", "--method", method})["method"] == method);
}

TEST_CASE_METHOD(Analyzed, "cocluster says how good its clusters are") {
  const json plain = run({"cocluster", "--clusters", "3", "--unit-clusters", "2", "--min-count", "1"});
  CHECK(plain["silhouette"]["words"]["clusters"].size() == 3);
  CHECK(plain["silhouette"]["units"]["clusters"].size() == 2);
  CHECK(plain["silhouette"]["words"]["mean"].is_number());
  CHECK(plain["modularity"].is_number());
  CHECK(plain["suggested_clusters"]["by_gap"] >= 1);
  CHECK(plain["suggested_clusters"]["by_stability"].is_null());
  CHECK_FALSE(plain.contains("word_stability"));
  const json resampled = run({"cocluster", "--clusters", "3", "--min-count", "1", "--stability", "3"});
  CHECK(resampled["word_stability"].size() == 11);
  CHECK(resampled["unit_stability"].size() == 6);
  REQUIRE(resampled["stability"].size() == 5);  // 2 to 6 clusters of 6 units.
  CHECK(resampled["stability"][0]["clusters"] == 2);
  CHECK(resampled["stability"][0]["words"].is_number());
  CHECK(resampled["stability"][0]["units"].is_number());
  CHECK(resampled["suggested_clusters"]["by_stability"] >= 2);
  CHECK(resampled["word_labels"] == run({"cocluster", "--clusters", "3", "--min-count", "1"})["word_labels"]);
}

TEST_CASE_METHOD(Analyzed, "without a number of clusters there are no more than units") {
  const json got = run({"cocluster", "--min-count", "1"});
  CHECK(shapeOf(got["edges"]) == std::pair<std::size_t, std::size_t>{10, 6});
  const json joint = run({"cocluster", "--min-count", "1", "--method", "absolute"});
  CHECK(shapeOf(joint["edges"]) == std::pair<std::size_t, std::size_t>{6, 6});
  const Outcome asked = execute({"cocluster", file, "--min-count", "1", "--clusters", "10"});
  CHECK(failedInOneLine(asked));
  CHECK_THAT(asked.err, Contains("10 clusters of units") && Contains("6 units"));
}

TEST_CASE_METHOD(Analyzed, "explain lists the words of a unit with their intervals") {
  const json got = run({"explain", "--unit", "2", "--top", "3", "--min-count", "5"});
  CHECK(got["unit"] == 2);
  CHECK(got["layer"] == 1);
  CHECK(got["state"] == "c");
  REQUIRE(got["positive"].size() + got["negative"].size() >= 1);
  CHECK(got["positive"].size() <= 3);
  double before = INFINITY;
  for (const json& answer : got["positive"]) {
    CHECK(answer["mean"] > 0);
    CHECK(answer["count"] >= 5);
    CHECK(answer["word"].is_string());
    CHECK(answer["low"] < answer["mean"]);
    CHECK(answer["high"] > answer["mean"]);
    CHECK(answer["low"].get<double>() <= before);
    before = answer["low"];
  }
  for (const json& answer : got["negative"]) CHECK(answer["mean"] < 0);
}

TEST_CASE_METHOD(Analyzed, "explain lists the units of a word and their distribution") {
  const json got = run({"explain", "--word", "w2", "--layer", "0", "--state", "h"});
  CHECK(got["word"] == "w2");
  CHECK(got["layer"] == 0);
  CHECK(got["positive"].size() + got["negative"].size() == 6);
  CHECK(shapeOf(got["quantiles"]) == std::pair<std::size_t, std::size_t>{5, 6});
  for (std::size_t unit = 0; unit < 6; ++unit)
    for (std::size_t q = 1; q < 5; ++q) CHECK(got["quantiles"][q][unit] >= got["quantiles"][q - 1][unit]);
  for (const json& answer : got["positive"]) CHECK(answer["unit"].is_number_integer());
}

TEST_CASE_METHOD(Analyzed, "what explain does not find it names") {
  const auto fails = [&](const std::vector<std::string>& options, const std::string& reason) {
    std::vector<std::string> arguments{"explain", file};
    arguments.insert(arguments.end(), options.begin(), options.end());
    const Outcome outcome = execute(arguments);
    CAPTURE(arguments, outcome.err);
    CHECK(failedInOneLine(outcome));
    CHECK_THAT(outcome.err, Contains(reason));
  };
  fails({"--unit", "6"}, "no unit 6");
  fails({"--unit", "-1"}, "no unit -1");
  fails({"--word", "zebra"}, "\"zebra\" is not in the model's vocabulary");
  fails({"--word", "<unk>"}, "does not occur");
  fails({"--unit", "0", "--layer", "2"}, "no layer 2");
}

TEST_CASE("a flipped bit in an analysis fails in one line") {
  const Analyzed work;
  std::string bytes = contentsOf(work.file);
  bytes[bytes.size() - 20] = static_cast<char>(bytes[bytes.size() - 20] ^ 1);
  const Outcome outcome = execute({"cocluster", work.write("b.rnnvis", bytes)});
  CHECK(failedInOneLine(outcome));
  CHECK_THAT(outcome.err, Contains("b.rnnvis") && Contains("damaged"));
}

TEST_CASE("cocluster takes a bare matrix") {
  const Workspace work;
  Weights file;
  std::vector<float> values;  // Words 0, 1 answer with units 0, 1; words 2, 3 with unit 2.
  for (const auto& row : {std::array{2.f, 1.f, 0.1f}, {1.f, 2.f, 0.1f}, {0.1f, 0.f, 3.f}, {0.f, 0.1f, 2.f}})
    values.insert(values.end(), row.begin(), row.end());
  file.add("matrix", {4, 3}, values);
  file.write(work.path("m.safetensors"));
  const Outcome outcome = execute({"cocluster", "--matrix", work.path("m.safetensors"), "--clusters", "2"});
  REQUIRE(outcome.status == 0);
  const json got = outcome.json();
  CHECK(shapeOf(execute({"cocluster", "--matrix", work.path("m.safetensors")}).json()["edges"]) ==
        std::pair<std::size_t, std::size_t>{4, 3});
  CHECK(got["words"] == json({"0", "1", "2", "3"}));
  const auto words = got["word_labels"].get<std::vector<int>>(),
             units = got["unit_labels"].get<std::vector<int>>();
  CHECK((words[0] == words[1] && words[2] == words[3] && words[0] != words[2]));
  CHECK((units[0] == units[1] && units[0] != units[2]));
  const double edge = got["edges"][static_cast<std::size_t>(words[0])][static_cast<std::size_t>(units[0])];
  CHECK(edge == Approx(1.5));
}

TEST_CASE("matrices that cannot be clustered fail in one line") {
  const Workspace work;
  const auto fails = [&](const std::string& tensor, const Weights::Shape& shape, std::vector<float> values,
                         const std::string& reason) {
    Weights file;
    file.add(tensor, shape, std::move(values));
    file.write(work.path("m.safetensors"));
    const Outcome outcome = execute({"cocluster", "--matrix", work.path("m.safetensors"), "--clusters", "2"});
    CAPTURE(outcome.err);
    CHECK(failedInOneLine(outcome));
    CHECK_THAT(outcome.err, Contains(reason));
  };
  fails("other", {2, 2}, {1, 2, 3, 4}, "matrix");
  fails("matrix", {4}, {1, 2, 3, 4}, "two dimensions");
  fails("matrix", {0, 2}, {}, "m");
  fails("matrix", {2, 2}, {1, 2, NAN, 4}, "row");
}
