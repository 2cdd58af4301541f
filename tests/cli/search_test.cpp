#include "json_result.h"
#include "workspace.h"

#include <catch2/catch.hpp>

using namespace rnnvis::test;
using Catch::Contains;
using nlohmann::json;

namespace {

json found(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "search");
  return jsonOf(std::move(arguments));
}

}  // namespace

TEST_CASE("search finds words") {
  const Workspace work;
  const json all = found({work.languageModel, "--prefix", "W1", "--top", "1"});
  CHECK(all["found"] == 0);  // A capital counts.
  const json words = found({work.languageModel, "--prefix", "w1", "--top", "1"});
  CHECK(words["found"] == 2);  // w10 and w11
  REQUIRE(words["words"].size() == 1);
  CHECK(words["words"][0]["count"] > 0);
  CHECK(found({work.languageModel, "--regex", "^w[2-4]$"})["found"] == 3);
  CHECK(found({work.languageModel, "--regex", "^w", "--shown", "--words", "4"})["found"] == 3);  // And <eos>.
  const json nouns = found({work.languageModel, "--tag", "noun"}),
             others = found({work.languageModel, "--tag", "other"});
  CHECK(nouns["found"].get<int>() + others["found"].get<int>() <= 12);
  const Outcome none = execute({"search", work.languageModel, "--prefix", "zz"});
  CHECK(none.status == 0);
  CHECK(none.out == "no word is found\n");
}

TEST_CASE("search finds units by what they answer to") {
  const Workspace work;
  const json got = found({work.languageModel, "--separate", "w2", "w3,w4"});
  CHECK(got["units"] == 6);
  for (const json& unit : got["positive"]) CHECK(unit["effect"] > 0);
  for (const json& unit : got["negative"]) CHECK(unit["effect"] < 0);
  const json answers = found({work.languageModel, "--answers-to", "w2", "--state", "h", "--layer", "0"});
  CHECK(answers["found_positive"].get<std::size_t>() + answers["found_negative"].get<std::size_t>() > 0);
  CHECK(failedInOneLine(execute({"search", work.languageModel, "--separate", "w2", "absent"})));
  CHECK(failedInOneLine(execute({"search", work.languageModel, "--separate", "w2", "w2"})));
}

TEST_CASE("search finds passages, from the index the second time") {
  const Workspace work;
  const std::vector<std::string> question{work.languageModel, "--unit", "2", "5<0.2", "--at-least", "2"};
  const json first = found(question), second = found(question);
  CHECK(first == second);
  CHECK(first["searched"] == first["corpus_tokens"]);
  CHECK(first["found"] > 0);
  CHECK(first["thresholds"].size() == 2);
  for (const json& hit : first["passages"]) {
    CHECK(hit["length"] >= 2);
    CHECK(hit["tokens"].size() >= hit["length"].get<std::size_t>());
    CHECK(hit["at"] <= 8);
  }
  const json sampled =
      found({work.languageModel, "--unit", "2", "--index-size", "300", "--context", "sentence"});
  CHECK(sampled["searched"] < sampled["corpus_tokens"]);
  CHECK(sampled["searched"] > 0);
  const Outcome told =
      execute({"search", work.languageModel, "--unit", "2", "--index-size", "300", "--context", "sentence"});
  CHECK_THAT(told.out, Contains("%), in passages spread evenly"));
  const json cluster =
      found({work.classifier, "--cluster", "0", "--above", "0", "--clusters", "2", "--min-count", "5"});
  CHECK(cluster["context"] == "sentence");
  CHECK(cluster["rounding"] > 0);
  const Outcome none = execute({"search", work.languageModel, "--unit", "2>1000"});
  CHECK(none.status == 0);
  CHECK(linesOf(none.out) == 1);
  CHECK_THAT(none.out, Contains("no passage is found: unit 2 at least 1000.0000"));
}

TEST_CASE("search refuses questions it has no answer to") {
  const Workspace work;
  for (const std::vector<std::string>& arguments : {std::vector<std::string>{"--regex", "a(b"},
                                                    {"--regex", std::string(2000, 'a')},
                                                    {"--unit", "2>"},
                                                    {"--unit", "x"},
                                                    {"--unit", "-3"},
                                                    {"--unit", "99"},
                                                    {"--unit", "2>nan"},
                                                    {"--unit", "2", "--index-size", "huge"},
                                                    {"--cluster", "99"},
                                                    {"--answers-to", ","},
                                                    {"--unit", "2", "--layer", "7"}}) {
    std::vector<std::string> all{"search", work.languageModel};
    all.insert(all.end(), arguments.begin(), arguments.end());
    CAPTURE(arguments);
    CHECK(failedInOneLine(execute(all)));
  }
  for (const std::vector<std::string>& arguments : {std::vector<std::string>{},
                                                    {"--prefix", "a", "--unit", "2"},
                                                    {"--above", "1"},
                                                    {"--unit", "2", "--cluster", "1"},
                                                    {"--separate", "w2"},
                                                    {"--tag", "nouns"},
                                                    {"--unit", "2", "--at-least", "0"}}) {
    std::vector<std::string> all{"search", work.languageModel};
    all.insert(all.end(), arguments.begin(), arguments.end());
    CAPTURE(arguments);
    CHECK(execute(all).status == 2);
  }
}
