#include "workspace.h"

#include "part_files.h"
#include "rnnvis/response/analysis_file.h"

#include <catch2/catch.hpp>

using namespace rnnvis::test;
using Catch::Contains;
using nlohmann::json;

TEST_CASE("an analysis in parts merges into the analysis of the whole") {
  const Workspace work;
  const Outcome split =
      execute({"analyze", work.classifier, "--split", "halves", "--out", work.path("h.rnnvis"), "--json"});
  REQUIRE(split.status == 0);
  const json parts = split.json()["parts"];
  REQUIRE(parts.size() == 2);
  CHECK(parts[0]["part"] == "first");
  CHECK(parts[0]["file"] == work.path("h.first.rnnvis"));
  CHECK(parts[1]["file"] == work.path("h.second.rnnvis"));
  CHECK_FALSE(work.exists("h.rnnvis"));
  const Outcome merged = execute({"merge", work.path("h.first.rnnvis"), work.path("h.second.rnnvis"), "--out",
                                  work.path("m.rnnvis"), "--json"});
  REQUIRE(merged.status == 0);
  CHECK(merged.json()["tokens"] == parts[0]["tokens"].get<int>() + parts[1]["tokens"].get<int>());

  REQUIRE(execute({"analyze", work.classifier, "--out", work.path("whole.rnnvis")}).status == 0);
  const auto whole = rnnvis::response::readAnalysis(work.path("whole.rnnvis")),
             got = rnnvis::response::readAnalysis(work.path("m.rnnvis"));
  CHECK(got->count == whole->count);
  CHECK(got->blocks == whole->blocks);
  CHECK(got->pairs == whole->pairs);
  const auto difference = got->responses(rnnvis::LayerId{0}, rnnvis::model::Signal::h).mean.matrix() -
                          whole->responses(rnnvis::LayerId{0}, rnnvis::model::Signal::h).mean.matrix();
  CHECK(difference.cwiseAbs().maxCoeff() < 1e-6f);
}

TEST_CASE("texts are split by label, position and tags") {
  const Workspace work;
  const auto partsOf = [&](const std::string& model, const std::string& by) {
    const Outcome outcome =
        execute({"analyze", model, "--split", by, "--out", work.path("p.rnnvis"), "--json"});
    CAPTURE(by, outcome.err);
    REQUIRE(outcome.status == 0);
    std::vector<std::string> names;
    const json parts = outcome.json()["parts"];
    for (const json& part : parts) {
      names.push_back(part["part"]);
      CHECK(rnnvis::response::readAnalysis(part["file"].get<std::string>())->info.tokens == part["tokens"]);
    }
    return names;
  };
  CHECK(partsOf(work.classifier, "label") == std::vector<std::string>{"bad", "good"});
  CHECK(partsOf(work.classifier, "position") == std::vector<std::string>{"1", "2-4", "5-8", "9-16"});
  const std::string text = work.write("text", "w2 w3\nw4\n"), tags = work.write("tags", "../A B\n../A\n");
  const Outcome outcome = execute({"analyze", work.languageModel, "--corpus", text, "--split", "tags:" + tags,
                                   "--out", work.path("t.rnnvis")});
  REQUIRE(outcome.status == 0);
  CHECK(work.exists("t.___A.rnnvis"));
  CHECK(work.exists("t.B.rnnvis"));
  CHECK_THAT(outcome.out, Contains("2 tokens of") && Contains("../A"));
}

TEST_CASE("parts get safe names, each its own") {
  const auto files =
      rnnvis::cli::partFiles("/x/y.z.rnnvis", {"NN", "a/b", "a_b", "", "..", std::string(300, 'n')});
  REQUIRE(files.size() == 6);
  CHECK(files[0] == "/x/y.z.NN.rnnvis");
  CHECK(files[1] == "/x/y.z.a_b.rnnvis");
  CHECK(files[2] == "/x/y.z.a_b_2.rnnvis");
  CHECK(files[3] == "/x/y.z._.rnnvis");
  CHECK(files[4] == "/x/y.z.__.rnnvis");
  CHECK(files[5].filename().string().size() < 100);
}

TEST_CASE("what cannot be split or merged fails in one line and leaves no file") {
  const Workspace work;
  const auto fails = [&](const std::vector<std::string>& arguments, const std::string& reason) {
    const Outcome outcome = execute(arguments);
    CAPTURE(arguments, outcome.err);
    CHECK(failedInOneLine(outcome));
    CHECK_THAT(outcome.err, Contains(reason));
  };
  const std::string out = work.path("o.rnnvis");
  fails({"analyze", work.languageModel, "--split", "label", "--out", out}, "no labels");
  fails({"analyze", work.languageModel, "--split", "tags:" + work.write("tags", "A\n"), "--out", out},
        "tags: ");
  fails({"analyze", work.languageModel, "--split", "tags:absent", "--out", out}, "absent");
  REQUIRE(execute({"analyze", work.languageModel, "--out", work.path("a.rnnvis")}).status == 0);
  REQUIRE(execute({"analyze", work.classifier, "--out", work.path("b.rnnvis")}).status == 0);
  fails({"merge", work.path("a.rnnvis"), work.path("a.rnnvis"), "--out", out}, "same text");
  fails({"merge", work.path("a.rnnvis"), work.path("b.rnnvis"), "--out", out}, "models differ");
  fails({"merge", work.path("a.rnnvis"), work.path("tags"), "--out", out}, "tags");
  CHECK_FALSE(work.exists("o.rnnvis"));
  CHECK(execute({"merge", work.path("a.rnnvis"), "--out", out}).status == 2);
  CHECK(execute({"analyze", work.languageModel, "--split", "author", "--out", out}).status == 2);
  CHECK(execute({"analyze", work.languageModel, "--split", "tags:", "--out", out}).status == 2);
}

TEST_CASE("analyze tells samples kept from samples wanted") {
  const Workspace work;
  const Outcome outcome =
      execute({"analyze", work.languageModel, "--samples", "9", "--out", work.path("a.rnnvis"), "--json"});
  REQUIRE(outcome.status == 0);
  CHECK(outcome.json()["samples"] == 9);
  CHECK(outcome.json()["samples_wanted"] == 9);
  CHECK(outcome.json()["seed"] == 1);
  CHECK(outcome.json()["words"] == 11);
}

TEST_CASE("explain gives occurrences of a unit's words with its states") {
  const Workspace work;
  const std::string file = work.path("a.rnnvis");
  REQUIRE(execute({"analyze", work.languageModel, "--out", file}).status == 0);
  const std::vector<std::string> arguments{"explain", file, "--unit", "1", "--top", "2", "--contexts", "3"};
  const auto with = [&](std::vector<std::string> more) {
    more.insert(more.begin(), arguments.begin(), arguments.end());
    return execute(more);
  };
  const json got = with({"--model", work.languageModel, "--min-count", "5", "--json"}).json();
  CHECK(got["contexts"]["context"] == "stream");
  const json& examples = got["contexts"]["examples"];
  CHECK(examples.size() == 3 * (got["positive"].size() + got["negative"].size()));
  for (const json& example : examples) {
    CHECK(example["tokens"][example["at"].get<std::size_t>()] == example["word"]);
    CHECK(example["states"].size() == example["tokens"].size());
    CHECK(example["responses"].size() == example["tokens"].size());
  }
  const Outcome people = with({"--model", work.languageModel});
  CHECK(people.status == 0);
  CHECK_THAT(people.out, Contains("examples, with the state after each token"));
  CHECK(with({}).status == 2);  // There is no model to read with.
  const Outcome other = with({"--model", work.classifier});
  CHECK(failedInOneLine(other));
  CHECK_THAT(other.err, Contains("not the model that was analysed"));
}

TEST_CASE("explain tells blocks, parts of the response, and which units differ") {
  const Workspace work;
  const std::string file = work.path("a.rnnvis");
  REQUIRE(execute({"analyze", work.languageModel, "--context", "sentence", "--out", file}).status == 0);
  const json word = execute({"explain", file, "--word", "w2", "--json"}).json();
  CHECK(word["distinguishable"].size() == 6);
  CHECK(word["distinguishable"][0].is_boolean());
  CHECK(word["blocks"] <= word["count"]);
  const json unit = execute({"explain", file, "--unit", "1", "--json"}).json();
  REQUIRE(unit["positive"].size() + unit["negative"].size() > 0);
  for (const std::string sign : {"positive", "negative"})
    for (const json& answer : unit[sign]) {
      CHECK(answer["blocks"] > 1);
      CHECK(answer["written"].get<double>() + answer["erased"].get<double>() ==
            Approx(answer["mean"].get<double>()).margin(1e-9));
    }
  const json ofH = execute({"explain", file, "--unit", "1", "--state", "h", "--json"}).json();
  CHECK_FALSE(ofH["positive"][0].contains("written"));
}

TEST_CASE("confirm tests the claims of one half on the other") {
  const Workspace work;
  const Outcome outcome = execute({"confirm", work.languageModel, "--clusters", "2", "--min-count", "5",
                                   "--top", "2", "--context", "sentence", "--json"});
  CAPTURE(outcome.err);
  REQUIRE(outcome.status == 0);
  const json got = outcome.json();
  CHECK(got["edges"].size() == 4);
  std::size_t confirmed = 0;
  for (const json& edge : got["edges"]) {
    CHECK(edge["low"] <= edge["found"]);
    CHECK(edge["high"] >= edge["found"]);
    confirmed += edge["confirmed"].get<bool>();
  }
  CHECK(got["edges_confirmed"]["claims"] == 4);
  CHECK(got["edges_confirmed"]["confirmed"] == confirmed);
  CHECK(got["edges_confirmed"]["weighted_share"] <= 1);
  CHECK(got["explanations"].size() == got["explanations_confirmed"]["claims"]);
  CHECK(got["explanations"].size() <= 6 * 4);
  CHECK(got["explanations_confirmed"]["share"] > 0.3);  // The network answers to words.
  const Outcome readable = execute({"confirm", work.languageModel, "--clusters", "2", "--min-count", "5"});
  CHECK_THAT(readable.out, Contains("edges: ") && Contains("explanations: ") && Contains("of 4 confirmed"));
}
