#include "json_result.h"
#include "workspace.h"

#include <catch2/catch.hpp>

#include <cmath>

using namespace rnnvis::test;
using Catch::Contains;
using nlohmann::json;

TEST_CASE("ablate measures a model with and without some units") {
  const Workspace work;
  const json got = jsonOf({"ablate", work.languageModel, "--units", "1,4", "--sets", "5", "--state", "h"});
  const double whole = jsonOf({"test", work.languageModel})["loss"];
  CHECK(got["before"]["loss"].get<double>() == Approx(whole));
  CHECK(got["loss_change"].get<double>() == Approx(got["after"]["loss"].get<double>() - whole).margin(1e-6));
  CHECK(got["units"] == json({1, 4}));
  CHECK(got["layer"] == 1);
  CHECK(got["state"] == "h");
  CHECK(got["replace"] == "mean");
  CHECK(got["random_loss"]["changes"].size() == 5);
  CHECK(got["random_loss"]["p"].get<double>() >= 1.0 / 6);
  CHECK(got["targets"].size() > 5);
  CHECK(got["targets"][0]["change"] >= got["targets"][1]["change"]);
  const json zero = jsonOf({"ablate", work.languageModel, "--units", "1,4", "--sets", "5", "--state", "h",
                            "--replace", "zero", "--layer", "0", "--threads", "2"});
  CHECK(zero["loss_change"] != got["loss_change"]);
  CHECK(zero["random_loss"]["changes"] != got["random_loss"]["changes"]);
  const Outcome told = execute({"ablate", work.languageModel, "--units", "1,4", "--sets", "5"});
  CHECK_THAT(told.out, Contains("2 units held") && Contains("5 random sets") && Contains("most harmed"));
}

TEST_CASE("ablate takes the units of a cluster") {
  const Workspace work;
  const std::vector<std::string> options{"--clusters", "2", "--min-count", "5", "--sets", "0"};
  std::vector<std::size_t> units;
  for (const char* cluster : {"0", "1"}) {
    std::vector<std::string> arguments{"ablate", work.classifier, "--cluster", cluster};
    arguments.insert(arguments.end(), options.begin(), options.end());
    const json got = jsonOf(arguments);
    CHECK(got["cluster"] == std::stoi(cluster));
    CHECK(got["targets"].size() == 2);
    CHECK(got["context"] == "sentence");
    for (const json& unit : got["units"]) units.push_back(unit);
  }
  std::sort(units.begin(), units.end());
  CHECK(units == std::vector<std::size_t>{0, 1, 2, 3, 4, 5});
}

TEST_CASE("locate tests a list of words and reports those that it leaves out") {
  const Workspace work;
  const std::string file = work.path("a.rnnvis");
  REQUIRE(execute({"analyze", work.languageModel, "--out", file}).status == 0);
  const std::vector<std::string> options{"--clusters", "3", "--min-count", "1", "--permutations", "200"};
  const auto locate = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"locate", file});
    arguments.insert(arguments.end(), options.begin(), options.end());
    return arguments;
  };
  const json got = jsonOf(locate({"--list-words", "w3,w5,nobody,w3,<unk>"}));
  CHECK(got["words"] == json({"w3", "w5"}));
  CHECK(got["left_out"][0] == json({{"word", "nobody"}, {"count", nullptr}}));
  CHECK(got["left_out"][1] == json({{"word", "<unk>"}, {"count", 0}}));
  CHECK(got["clusters"].size() == 3);
  CHECK(got["units"].size() == 6);
  CHECK(got["units"][0]["p"] <= got["units"][5]["p"]);
  CHECK(got["permutations"] == 200);
  const std::string list = work.write("list.txt", "w3 w5\nnobody\n<unk>\n");
  CHECK(jsonOf(locate({"--list", list, "--threads", "2"})) == got);
  CHECK(execute(locate({"--list-words", "w3"})).status == 1);
  CHECK_THAT(execute(locate({"--list-words", "w3,w5,nobody"})).out,
             Contains("left out: nobody (not in the vocabulary)") && Contains("AUC"));
}

TEST_CASE("cache shows, limits and clears what is kept") {
  const Workspace work;
  CHECK(jsonOf({"cache"})["files"].empty());
  for (const char* seed : {"1", "2"})
    jsonOf({"ablate", work.languageModel, "--units", "1", "--sets", "0", "--sample-seed", seed});
  const json both = jsonOf({"cache"});
  REQUIRE(both["files"].size() == 2);
  CHECK(both["limit"] == std::uint64_t{4} << 30);
  CHECK(both["bytes"] == both["files"][0]["bytes"].get<int>() + both["files"][1]["bytes"].get<int>());
  const json limited = jsonOf({"cache", "--limit", both["files"][0]["bytes"].dump()});
  REQUIRE(limited["files"].size() == 1);
  CHECK(limited["files"][0] == both["files"][1]);
  CHECK(jsonOf({"cache", "--clear"})["files"].empty());
  CHECK(jsonOf({"cache"})["limit"] == both["files"][0]["bytes"]);
  CHECK_THAT(execute({"cache"}).out, Contains("0 files"));
  CHECK(failedInOneLine(execute({"cache", "--limit", "much"})));
}

TEST_CASE("units, clusters and lists that do not exist fail in one line, wrong usage with status 2") {
  const Workspace work;
  CHECK(failedInOneLine(execute({"ablate", work.languageModel, "--units", "6"})));
  CHECK(failedInOneLine(execute({"ablate", work.languageModel, "--units", "1,1"})));
  CHECK(failedInOneLine(execute({"ablate", work.languageModel, "--cluster", "10", "--clusters", "2"})));
  CHECK(failedInOneLine(execute({"locate", work.path("absent.rnnvis"), "--list-words", "a,b"})));
  CHECK(execute({"ablate", work.languageModel}).status == 2);
  CHECK(execute({"ablate", work.languageModel, "--units", "1", "--cluster", "2"}).status == 2);
  CHECK(execute({"locate", "a.rnnvis"}).status == 2);
}
