#include "rnnvis/checkpoint/safetensors.h"
#include "rnnvis/response/analysis_file.h"

#include "workspace.h"

#include <catch2/catch.hpp>

#include <cmath>

using namespace rnnvis::test;
using Catch::Contains;
using nlohmann::json;

TEST_CASE("test measures a language model") {
  const Workspace work;
  const Outcome outcome = execute({"test", work.languageModel, "--json"});
  REQUIRE(outcome.status == 0);
  const json got = outcome.json();
  CHECK(got["perplexity"].get<double>() == Approx(std::exp(got["loss"].get<double>())));
  CHECK(got["accuracy"] >= 0);
  CHECK(got["accuracy"] <= 1);
  CHECK(got["documents"] == 120);
  CHECK(got["predictions"] == got["tokens"].get<int>() - 1);
  CHECK(got["context"] == "stream");
  const Outcome cut =
      execute({"test", work.languageModel, "--json", "--batch", "3", "--warmup", "200", "--threads", "2"});
  CHECK(cut.json()["loss"].get<double>() == Approx(got["loss"].get<double>()).epsilon(1e-4));
  const Outcome told = execute({"test", work.languageModel});
  CHECK_THAT(told.out, Contains("perplexity") && Contains("context stream"));
}

TEST_CASE("a language model is measured in both contexts, or the one that is named") {
  const Workspace work;
  const json both = execute({"test", work.languageModel, "--json"}).json(),
             lines = execute({"test", work.languageModel, "--json", "--context", "sentence"}).json();
  CHECK(both["contexts"]["stream"]["loss"] == both["loss"]);
  CHECK(both["contexts"]["sentence"]["loss"] == lines["loss"]);
  CHECK(both["contexts"]["sentence"]["predictions"] == both["tokens"].get<int>() - 120);
  CHECK(lines["contexts"].size() == 1);
  for (const char* measure : {"loss", "perplexity", "accuracy"}) {
    const json& bounds = both["intervals"][measure];
    CHECK(bounds[0] < both[measure]);
    CHECK(bounds[1] > both[measure]);
  }
  int predictions = 0;
  for (const json& bin : both["calibration"]["bins"]) predictions += bin["count"].get<int>();
  CHECK(predictions == both["predictions"]);
  CHECK(both["calibration"]["expected_error"] > 0);
  CHECK_FALSE(both.contains("confusion"));
  const Outcome told = execute({"test", work.languageModel});
  CHECK_THAT(told.out, Contains("context stream") && Contains("context sentence") && Contains("calibration"));
}

TEST_CASE("test counts the classes of a classifier") {
  const Workspace work;
  const json got = execute({"test", work.classifier, "--json"}).json();
  const json& classes = got["classes"];
  REQUIRE(classes.size() == 2);
  const auto counts = got["confusion"].get<std::vector<std::vector<int>>>();
  CHECK(counts[0][0] + counts[0][1] + counts[1][0] + counts[1][1] == 60);
  CHECK(counts[0][0] + counts[1][1] == Approx(60 * got["accuracy"].get<double>()));
  for (std::size_t k = 0; k < 2; ++k) {
    CHECK(classes[k]["count"] == counts[k][0] + counts[k][1]);
    CHECK(classes[k]["predicted"] == counts[0][k] + counts[1][k]);
    if (classes[k]["count"] > 0)
      CHECK(classes[k]["recall"].get<double>() ==
            Approx(double(counts[k][k]) / classes[k]["count"].get<int>()));
  }
  CHECK(classes[0]["name"] == "bad");
  CHECK_THAT(execute({"test", work.classifier}).out, Contains("precision") && Contains("good"));
}

TEST_CASE("analyze keeps losses when it is asked to") {
  const Workspace work;
  const std::string out = work.path("a.rnnvis");
  const json got = execute({"analyze", work.languageModel, "--losses", "--out", out, "--json"}).json();
  CHECK(got["loss"].get<double>() ==
        Approx(execute({"test", work.languageModel, "--json"}).json()["loss"].get<double>()));
  CHECK(rnnvis::response::readAnalysis(out)->losses.size() == got["tokens"]);
  CHECK_FALSE(execute({"analyze", work.languageModel, "--out", out, "--json"}).json().contains("loss"));
}

TEST_CASE("every command works on a nested LSTM") {
  const Workspace work;
  Random random(122);
  writeModel(work.folder(), "nested", {.cell = "nested-lstm"}, randomText(random, 120, 12));
  const std::string model = work.path("nested"), analysis = work.path("n.rnnvis");
  CHECK(execute({"inspect", model + "/weights.safetensors", "--json"}).json()["cell"] == "nested-lstm");
  CHECK(execute({"test", model, "--json"}).status == 0);
  REQUIRE(execute({"analyze", model, "--out", analysis}).status == 0);
  for (const char* state : {"h", "c", "C"}) {
    CAPTURE(state);
    CHECK(execute({"cocluster", analysis, "--clusters", "2", "--min-count", "1", "--state", state}).status ==
          0);
    const json answers = execute({"explain", analysis, "--unit", "1", "--state", state, "--json"}).json();
    REQUIRE_FALSE(answers["positive"].empty());
    CHECK(answers["positive"][0].contains("written") == (std::string(state) == "C"));
    CHECK(execute({"ablate", model, "--units", "1,3", "--sets", "2", "--state", state, "--json"}).status ==
          0);
    CHECK(execute(
              {"sentence", model, "--text", "w2 w3", "--clusters", "2", "--min-count", "1", "--state", state})
              .status == 0);
  }
  REQUIRE(execute({"import", model + "/weights.safetensors", "--vocabulary", model + "/vocab.txt",
                   "--unknown", "<unk>", "--end-of-line", "<eos>", "--tokenizer", "whitespace", "--corpus",
                   "test=" + model + "/test.txt", "--out", work.path("imported")})
              .status == 0);
  CHECK(execute({"test", work.path("imported"), "--json"}).json()["loss"] ==
        execute({"test", model, "--json"}).json()["loss"]);
  const std::string trace = work.path("t.safetensors");
  REQUIRE(execute({"trace", model, "--text", "w2 w3", "--out", trace}).status == 0);
  CHECK(rnnvis::checkpoint::readSafetensors(trace).find("layer1.C"));
}

TEST_CASE("test measures a classifier by document") {
  const Workspace work;
  const json got = execute({"test", work.classifier, "--json"}).json();
  CHECK(got["documents"] == 60);
  CHECK(got["predictions"] == 60);
  CHECK(got["context"] == "sentence");
  const double right = got["accuracy"].get<double>() * 60;
  CHECK(right == Approx(std::round(right)));
  CHECK_THAT(execute({"test", work.classifier}).out, !Contains("perplexity"));
}

TEST_CASE("analyze writes an analysis file and says how the text was read") {
  const Workspace work;
  const std::string out = work.path("a.rnnvis");
  const Outcome outcome = execute({"analyze", work.languageModel, "--batch", "1", "--warmup", "0",
                                   "--samples", "all", "--out", out, "--json"});
  REQUIRE(outcome.status == 0);
  CHECK(outcome.err.empty());
  const json got = outcome.json();
  CHECK(got["batch"] == 1);
  CHECK(got["context"] == "stream");
  CHECK(got["residual"] == 0);
  const auto analysis = rnnvis::response::readAnalysis(out);
  CHECK(analysis->info.tokens == got["tokens"]);
  CHECK(analysis->sampleOffsets.back() == static_cast<std::int64_t>(analysis->info.tokens));
  CHECK(analysis->info.corpusName == "test");

  REQUIRE(execute({"analyze", work.classifier, "--samples", "2", "--out", out}).status == 0);
  const auto replaced = rnnvis::response::readAnalysis(out);
  CHECK(replaced->info.cell == rnnvis::model::CellKind::gru);
  CHECK(replaced->info.sampleLimit == 2);
  CHECK(replaced->sampleOffsets.back() <= 2 * 12);
}

TEST_CASE("a vocabulary that leaves a row unnamed is reported, and the result stays whole") {
  const Workspace work;
  writeModel(work.folder(), "spare", {.tokens = 40, .outputs = 40}, "w2 w3\nw4 w2\n");
  work.write("spare/vocab.txt", vocabularyOf(39));
  const Outcome outcome = execute({"test", work.path("spare"), "--json"});
  CHECK(outcome.status == 0);
  CHECK(outcome.json()["tokens"] == 6);
  CHECK(linesOf(outcome.err) == 1);
  CHECK_THAT(outcome.err, Contains("warning") && Contains("1 of the embedding's 40 rows"));
}
