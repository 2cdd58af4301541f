#include "workspace.h"

#include <catch2/catch.hpp>

#include <numeric>

using namespace rnnvis::test;
using Catch::Contains;
using nlohmann::json;

namespace {

using Shape = std::pair<std::size_t, std::size_t>;

Outcome run(const std::string& model, std::vector<std::string> options) {
  options.insert(options.begin(), {"sentence", model, "--json", "--min-count", "1", "--clusters", "3"});
  return execute(options);
}

json sentence(const std::string& model, const std::vector<std::string>& options) {
  const Outcome outcome = run(model, options);
  CAPTURE(options, outcome.err);
  REQUIRE(outcome.status == 0);
  return outcome.json();
}

double sumOf(const json& numbers) {
  return std::accumulate(numbers.begin(), numbers.end(), 0.0,
                         [](double sum, const json& number) { return sum + number.get<double>(); });
}

}  // namespace

TEST_CASE("sentence measures every token and cluster of a language model") {
  const Workspace work;
  const json got = sentence(work.languageModel, {"--text", "w2 zebra w5 w3", "--unit-clusters", "2"});
  CHECK(got["tokens"] == json({"w2", "zebra", "w5", "w3"}));
  CHECK(got["start"] == json({"<eos>"}));
  CHECK(got["unit_labels"].size() == 6);
  for (const std::string name :
       {"aggregate_positive", "aggregate_negative", "updated_positive", "updated_negative", "preserved"}) {
    CAPTURE(name);
    CHECK(shapeOf(got[name]) == Shape{4, 2});
  }
  CHECK(shapeOf(got["edges"]) == Shape{3, 2});
  REQUIRE(got["predictions"].size() == 4);
  for (const json& row : got["predictions"]) {
    REQUIRE(row.size() == 5);
    CHECK(row[0]["token"].is_string());
    CHECK(row[0]["probability"] >= row[4]["probability"]);
  }
  CHECK(got["contributions"].size() == 4);
  CHECK(got["target"] == got["predictions"][3][0]["token"]);
}

TEST_CASE("updates add up to the change of the aggregates between tokens") {
  const Workspace work;
  const json got = sentence(work.languageModel, {"--text", "w2 w4 w5"});
  for (std::size_t t = 1; t < 3; ++t)
    for (std::size_t p = 0; p < 3; ++p)
      for (const std::string sign : {"positive", "negative"}) {
        const auto at = [&](const std::string& name, std::size_t step) {
          return got[name + sign][step][p].get<double>();
        };
        CHECK(at("updated_", t) == Approx(at("aggregate_", t) - at("aggregate_", t - 1)).margin(1e-9));
      }
}

TEST_CASE("sentence starts where it is told to") {
  const Workspace work;
  const json zero = sentence(work.languageModel, {"--text", "w2 w4", "--from-zero"});
  CHECK(zero["start"] == json::array());
  CHECK(zero["start_contribution"] == 0);
  const json after = sentence(work.languageModel, {"--text", "w2 w4", "--prefix", "w7 w8"});
  CHECK(after["start"] == json({"<eos>", "w7", "w8"}));
  CHECK(after["tokens"] == json({"w2", "w4"}));
  CHECK(after["start_contribution"] != 0);
  CHECK(after["aggregate_positive"] != zero["aggregate_positive"]);
}

TEST_CASE("an output is decomposed by name or index") {
  const Workspace work;
  const json named = sentence(work.languageModel, {"--text", "w2 w4", "--target", "w9"});
  CHECK(named["target"] == "w9");
  CHECK(named["target_index"] == 9);
  CHECK(sentence(work.languageModel, {"--text", "w2 w4", "--target", "9"})["contributions"] ==
        named["contributions"]);
  const Outcome unknown = run(work.languageModel, {"--text", "w2", "--target", "12"});
  CHECK(failedInOneLine(unknown));
  CHECK_THAT(unknown.err, Contains("--target 12"));
}

TEST_CASE("a classifier's sentence starts from zero and is judged by class") {
  const Workspace work;
  const json got = sentence(work.classifier, {"--text", "w2 w3", "--target", "good"});
  CHECK(got["start"] == json::array());
  CHECK(got["state"] == "h");
  REQUIRE(got["predictions"][1].size() == 2);
  CHECK(got["predictions"][1][0]["probability"].get<double>() +
            got["predictions"][1][1]["probability"].get<double>() ==
        Approx(1));
  CHECK(got["target"] == "good");
  CHECK(got["start_contribution"] == 0);
  CHECK(got["preserved"][0] == json({0.0, 0.0, 0.0}));
}

TEST_CASE("contributions with the start's and the bias tell the odds of the classes") {
  const Workspace work;
  const auto logitOf = [&](const std::string& target) {
    const json got = sentence(work.classifier, {"--text", "w5 w3 w2", "--target", target});
    return sumOf(got["contributions"]) + got["start_contribution"].get<double>() + got["bias"].get<double>();
  };
  const json got = sentence(work.classifier, {"--text", "w5 w3 w2"});
  const json& last = got["predictions"][2];
  const std::string first = last[0]["token"], second = last[1]["token"];
  CHECK(std::log(last[0]["probability"].get<double>() / last[1]["probability"].get<double>()) ==
        Approx(logitOf(first) - logitOf(second)).epsilon(1e-4));
}

TEST_CASE("a sentence's analysis is cached, and a damaged cache computed again") {
  const Workspace work;
  const json first = sentence(work.languageModel, {"--text", "w2 w4"});
  REQUIRE(work.exists("cache/rnnvis"));
  CHECK(sentence(work.languageModel, {"--text", "w2 w4"}) == first);
  for (const auto& entry : std::filesystem::recursive_directory_iterator(work.path("cache/rnnvis")))
    if (entry.path().extension() == ".rnnvis") std::filesystem::resize_file(entry.path(), 1000);
  const Outcome again = run(work.languageModel, {"--text", "w2 w4"});
  CHECK(again.status == 0);
  CHECK(again.json() == first);
  CHECK_THAT(again.err, Contains("warning"));
}

TEST_CASE("an encoder's sentence has measures and no predictions") {
  const Workspace work;
  std::string toml = languageModelToml;
  toml.replace(toml.find("language-model"), std::string("language-model").size(), "encoder");
  Random random(3);
  const auto path = writeModel(work.folder(), "encoder", {.outputs = 0}, randomText(random, 50, 12), toml);
  const json got = sentence(path.string(), {"--text", "w2 w3"});
  CHECK(shapeOf(got["preserved"]) == Shape{2, 3});
  CHECK(got["predictions"].empty());
  CHECK_FALSE(got.contains("target"));
}
