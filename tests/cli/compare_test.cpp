#include "json_result.h"
#include "python.h"
#include "reference.h"
#include "workspace.h"

#include <catch2/catch.hpp>

#include <cmath>

using namespace rnnvis::test;
using Catch::Contains;
using nlohmann::json;

namespace {

std::vector<std::string> comparing(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "compare");
  arguments.insert(arguments.end(), {"--min-count", "2", "--clusters", "3"});
  return arguments;
}

Outcome run(std::vector<std::string> arguments) {
  return execute(comparing(std::move(arguments)));
}

json compared(std::vector<std::string> arguments) {
  return jsonOf(comparing(std::move(arguments)));
}

std::string second(const Workspace& work, const SmallModel& model = {.cell = "gru", .hidden = 8, .seed = 7}) {
  Random random(121);
  return writeModel(work.folder(), "second", model, randomText(random, 120, 12)).string();
}

}  // namespace

TEST_CASE("compare finds a model the same as itself") {
  const Workspace work;
  const json got = compared({work.languageModel, work.languageModel, "--sentence", "w2 w3 w4"});
  CHECK(got["problems"].empty());
  CHECK(got["alignment"] == "same");
  CHECK(got["matched_similarity"].get<double>() == Approx(1).epsilon(1e-9));
  CHECK(got["cluster_agreement"] == 1.0);
  for (const json& word : got["words"]) CHECK(word["similarity"].get<double>() == Approx(1).epsilon(1e-9));
  CHECK(shapeOf(got["cka"]) == std::pair<std::size_t, std::size_t>{2, 2});
  for (int layer : {0, 1}) CHECK(got["cka"][layer][layer].get<double>() == Approx(1).epsilon(1e-6));
  CHECK(got["predictions"]["loss"]["difference"] == 0.0);
  CHECK(got["unit_clusters"]["moved"] == 0);
  for (const json& column : got["sentences"][0]["columns"]) {
    CHECK(column["edit"] == "kept");
    CHECK(column["kl"] == 0.0);
  }
  CHECK(compared({work.languageModel})["matched_similarity"] == got["matched_similarity"]);
}

TEST_CASE("compare sets two models of different cells and sizes side by side") {
  const Workspace work;
  const std::string other = second(work);
  const json got = compared({work.languageModel, other, "--sentence", "w2 w3 w4", "--sentence-b", "w2 w4"});
  CHECK(got["a"]["cell"] == "lstm");
  CHECK(got["b"]["units"] == 8);
  CHECK(got["alignment"] == "rotated");
  CHECK(got["words"].size() == got["a"]["words"]);
  const json& word = got["words"][0];
  CHECK(word["similarity"] == word["rotated"]);
  CHECK(std::abs(word["similarity"].get<double>()) <= 1);
  CHECK(word["strength"]["a"].get<double>() > 0);
  CHECK(got["unit_matching"]["partner"].size() == 6);
  CHECK(got["joint_reading"]["tokens"] == got["a"]["tokens"]);
  std::size_t members = 0;
  for (const json& flow : got["word_clusters"]["flows"]) members += flow["members"].size();
  CHECK(members == got["words"].size());
  const json& predictions = got["predictions"];
  CHECK(predictions["loss"]["b"].get<double>() == Approx(predictions["alone"]["b"]["loss"].get<double>()));
  CHECK(predictions["loss"]["difference"].get<double>() ==
        Approx(predictions["loss"]["b"].get<double>() - predictions["loss"]["a"].get<double>()));
  const json& sentence = got["sentences"][0];
  CHECK(sentence["edits"] == 1);
  CHECK(sentence["columns"][1]["edit"] == "deleted");
  CHECK(sentence["columns"][2]["kl"].get<double>() > 0);
  CHECK(sentence["cause"]["tokens"]["a"].size() >= 1);

  const Outcome text = run({work.languageModel, other, "--sentence", "w2 w3"});
  CHECK(text.status == 0);
  for (const char* part :
       {"Debiased linear CKA", "shared words", "adjusted Rand index", "perplexity", "p ", "parts them most"})
    CHECK_THAT(text.out, Contains(part));
}

TEST_CASE("compare sets layers, states and texts of one model side by side") {
  const Workspace work;
  const json layers = compared({work.languageModel, "--layer-b", "0", "--no-predictions"});
  CHECK(layers["a"]["layer"] == "layer1");
  CHECK(layers["b"]["layer"] == "layer0");
  CHECK(layers["predictions"].is_null());
  CHECK(layers["cka"][0][1].get<double>() == Approx(layers["cka"][1][0].get<double>()));
  const json states = compared({work.languageModel, "--layer", "0", "--state-b", "h", "--no-predictions"});
  CHECK(states["a"]["layer"] == "layer0");
  CHECK(states["b"]["layer"] == "layer0");
  CHECK(states["a"]["state"] == "c");
  CHECK(states["b"]["state"] == "h");
  const std::string file = work.write("other.txt", "w2 w3 w2 w3 w2\nw3 w2 w7 w7\n");
  const json texts = compared({work.languageModel, "--corpus-b", file, "--no-predictions"});
  CHECK(texts["alignment"] == "same");
  CHECK(texts["same_text"] == false);
  CHECK_THAT(run({work.languageModel, "--corpus-b", file, "--no-predictions"}).out,
             Contains("The texts differ"));
  CHECK(texts["words"].size() == 4);  // w2, w3, w7 and the ends of lines.
  CHECK(texts["left_out"]["a"][0]["reason"] == "rare");
  CHECK(texts["matched_similarity"].get<double>() < 1);
  REQUIRE(run({"--json", work.languageModel, "--corpus-b", work.path("absent.txt")}).status == 1);
}

TEST_CASE("compare takes analysis files, of parts of a text for instance") {
  const Workspace work;
  REQUIRE(execute({"analyze", work.classifier, "--split", "label", "--out", work.path("a.rnnvis")}).status ==
          0);
  const json got = compared({work.classifier, "--analysis", work.path("a.bad.rnnvis"), "--analysis-b",
                             work.path("a.good.rnnvis"), "--no-predictions"});
  CHECK(got["a"]["part"] == "bad");
  CHECK(got["b"]["part"] == "good");
  CHECK(got["alignment"] == "same");
  CHECK(failedInOneLine(run({work.languageModel, "--analysis", work.path("a.bad.rnnvis")})));
}

TEST_CASE("compare says why what two models do not share is not compared") {
  const Workspace work;
  const json tasks = compared({work.languageModel, work.classifier});
  CHECK(tasks["predictions"].is_null());
  CHECK_THAT(tasks["problems"][0].get<std::string>(), Contains("class"));
  CHECK(tasks["cka"].size() == 2);
  CHECK(tasks["joint_reading"]["a"]["context"] == "sentence");

  const std::string characters = second(work, {.cell = "gru", .hidden = 4});
  work.write("second/vocab.txt", "w\n2\n3\n4\n5\n6\n7\n8\n9\n0\n1\n\\n\n");
  std::string toml = languageModelToml;
  const std::string words = "unknown = \"<unk>\"\nend-of-line = \"<eos>\"";
  toml.replace(toml.find(words), words.size(), "level = \"char\"\nout-of-vocabulary = \"skip\"");
  work.write("second/model.toml", toml);
  const json levels = compared({work.languageModel, characters, "--sentence", "w2 w3"});
  CHECK(levels["words"].empty());
  CHECK(levels["matched_similarity"].is_null());
  CHECK(levels["cluster_agreement"].is_null());
  CHECK(levels["problems"].size() == 2);
  CHECK(levels["cka"].size() == 2);
  CHECK(levels["sentences"][0]["columns"][1]["b"].size() == 2);
  CHECK_THAT(levels["sentences"][0]["problem"].get<std::string>(), Contains("characters"));

  CHECK(failedInOneLine(run({work.languageModel, work.path("absent")})));
  CHECK(failedInOneLine(run({work.languageModel, "--layer-b", "7"})));
  CHECK(failedInOneLine(
      run({work.languageModel, "--sentence", "w2", "--sentence-b", "w2", "--sentence-b", "w3"})));
  CHECK(run({work.languageModel, "--sentence-b", "w2"}).status == 2);
}

TEST_CASE("compare finds an equivalent network the same under merge") {
  REQUIRE_REFERENCE("checks/equivalent.py");
  REQUIRE_REFERENCE("models/yelp-gru-50-balanced");
  if (!hasPython("torch, numpy")) {
    WARN("skipped: python3-torch is not installed");
    return;
  }
  const Workspace work;
  const std::string model = reference("models/yelp-gru-50-balanced").string(),
                    other = work.path("equivalent");
  REQUIRE(std::system(("cd '" + reference("checks").string() +
                       "' && PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 "
                       "-W ignore equivalent.py '" +
                       model + "' '" + other + "' >/dev/null 2>&1")
                          .c_str()) == 0);
  const Outcome outcome = execute({"compare", model, other, "--polarity", "merge", "--json"});
  REQUIRE(outcome.status == 0);
  const json got = outcome.json();
  CHECK(got["matched_similarity"].get<double>() == Approx(1).epsilon(1e-6));
  CHECK(got["unit_matching"]["mean_correlation"].get<double>() == Approx(1).epsilon(1e-4));
  CHECK(got["cka"][0][0].get<double>() == Approx(1).epsilon(1e-6));
  CHECK(got["cluster_agreement"] == 1.0);
  CHECK(got["unit_clusters"]["adjusted_rand"] == 1.0);
  CHECK(std::abs(got["predictions"]["loss"]["difference"].get<double>()) < 1e-6);
}
