#include "json_result.h"
#include "reference.h"
#include "workspace.h"

#include <catch2/catch.hpp>

using namespace rnnvis::test;
using Catch::Contains;

namespace {

/// One import command; its JSON result.
nlohmann::json import(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "import");
  return jsonOf(std::move(arguments));
}

double natsOf(const std::string& folder) {
  const Outcome outcome = execute({"test", folder, "--json"});
  CAPTURE(outcome.err);
  REQUIRE(outcome.status == 0);
  return nlohmann::json::parse(outcome.out).at("loss");
}

std::string stranger(const std::string& file) {
  return reference("models/third-party/" + file).string();
}

}  // namespace

TEST_CASE("an imported model is the model that was imported") {
  const Workspace work;
  const std::string out = work.path("deep/imported");
  import({work.languageModel + "/weights.safetensors", "--vocabulary", work.languageModel + "/vocab.txt",
          "--unknown", "<unk>", "--end-of-line", "<eos>", "--tokenizer", "whitespace", "--corpus",
          "test=" + work.languageModel + "/test.txt", "--name", "mine", "--out", out});
  CHECK(natsOf(out) == Approx(natsOf(work.languageModel)).epsilon(1e-12));
  CHECK_THAT(contentsOf(out + "/model.toml"), Contains("name = \"mine\""));
}

TEST_CASE("the settings that predict a text best are chosen and shown") {
  const Workspace work;
  const auto result = import({work.languageModel + "/weights.safetensors", "--corpus",
                              "test=" + work.languageModel + "/test.txt", "--out", work.path("out")});
  REQUIRE(result.at("trials").size() > 1);
  for (const auto& trial : result.at("trials"))
    for (const std::string key : {"settings", "loss", "score", "tokens", "unknown", "skipped"})
      CHECK(trial.contains(key));
  CHECK(result.at("trials")[0].at("settings") == result.at("chosen"));
}

TEST_CASE("what cannot be imported fails in one line and writes nothing") {
  const Workspace work;
  const std::string weights = work.languageModel + "/weights.safetensors", out = work.path("out");
  const auto files = work.files();
  const auto fails = [&](std::vector<std::string> arguments, const std::string& reason) {
    arguments.insert(arguments.begin(), "import");
    const Outcome outcome = execute(arguments);
    CAPTURE(arguments, outcome.err);
    CHECK(failedInOneLine(outcome));
    CHECK_THAT(outcome.err, Contains(reason));
    CHECK(work.files() == files);
  };
  work.write("lm/short.txt", "a\nb\n");
  fails({weights, "--vocabulary", work.languageModel + "/short.txt", "--out", out}, "do not fit the 12 rows");
  fails({weights, "--vocabulary", work.path("absent.txt"), "--out", out}, "absent.txt");
  fails({work.path("absent.pt"), "--out", out}, "absent.pt");
  fails({weights, "--out", work.languageModel}, "not an empty folder");
  fails({weights, "--out", "/proc/model"}, "/proc/model");
  fails({weights, "--corpus", "test=" + work.path("absent.txt"), "--out", out}, "absent.txt");
  fails({weights, "--unknown", "<none>", "--out", out}, "<none>");
  fails({work.languageModel + "/test.txt", "--out", out}, "text file");
}

TEST_CASE("character models of strangers are imported in one command each") {
  REQUIRE_REFERENCE("models/third-party/char-gru-100x2");
  REQUIRE_REFERENCE("data/tinyshakespeare/input.txt");
  const TemporaryFolder folder;
  const std::string out = (folder / "model").string(),
                    shakespeare = reference("data/tinyshakespeare/input.txt").string();
  const auto result =
      import({stranger("char-gru-128x1/model.pt"), "--corpus", "test=" + shakespeare, "--out", out});
  CHECK_THAT(result.at("chosen").get<std::string>(), Contains("string.printable"));
  CHECK(natsOf(out) == Approx(1.568).epsilon(0.02));
}

TEST_CASE("characters outside the vocabulary of a stranger are skipped and counted") {
  REQUIRE_REFERENCE("models/third-party/char-gru-100x2");
  const TemporaryFolder folder;
  const std::string out = (folder / "model").string(), iliad = stranger("char-gru-100x2/iliad.txt");
  import({stranger("char-gru-100x2/iliad.pt"), "--corpus", "test=" + iliad, "--out", out});
  const std::string analysis = (folder / "a.rnnvis").string();
  const Outcome outcome = execute({"analyze", out, "--out", analysis});
  CAPTURE(outcome.err);
  REQUIRE(outcome.status == 0);
  CHECK_THAT(contentsOf(analysis).substr(0, 4000), Contains("\\\"skipped\\\":9726"));
}

TEST_CASE("a stranger's classifier with a pickled vocabulary tells good tweets from bad") {
  REQUIRE_REFERENCE("models/third-party/airline-rnn-128");
  const TemporaryFolder folder;
  const std::string out = (folder / "model").string();
  const std::string tweets = folder
                                 .write("tweets.tsv",
                                        "negative\tworst airline ever delayed and lost my bag\n"
                                        "positive\tthank you great flight and friendly crew\n"
                                        "negative\tmy flight was cancelled and nobody helped\n"
                                        "positive\tlove this airline best crew ever\n")
                                 .string();
  const auto result =
      import({stranger("airline-rnn-128/sentiment_model.pth"), "--classes", "negative,positive", "--corpus",
              "test=" + tweets, "--padding", "<PAD>", "--pad-to", "20", "--out", out});
  CHECK_THAT(result.at("chosen").get<std::string>(), Contains("vocab.pkl") && Contains("head relu"));
  const Outcome tested = execute({"test", out, "--json"});
  CHECK(nlohmann::json::parse(tested.out).at("accuracy") == 1.0);
  const Outcome read = execute(
      {"sentence", out, "--text", "friendly crew and a great flight", "--clusters", "2", "--min-count", "1"});
  CAPTURE(read.err);
  REQUIRE(read.status == 0);
  CHECK(nlohmann::json::parse(read.out).at("predictions").back()[0].at("token") == "positive");
}

TEST_CASE("a stranger's network with attention opens as an encoder and is analysed") {
  REQUIRE_REFERENCE("models/third-party/textgenrnn");
  const TemporaryFolder folder;
  const std::string out = (folder / "model").string();
  const auto result = import({stranger("textgenrnn/textgenrnn_weights.hdf5"), "--vocabulary",
                              stranger("textgenrnn/textgenrnn_vocab.json"), "--corpus",
                              "test=" + stranger("textgenrnn/hacker_news_2000.txt"), "--out", out});
  CHECK(result.at("task") == "encoder");
  const auto shown = nlohmann::json::parse(execute({"inspect", out, "--json"}).out);
  CHECK(shown.at("hidden") == nlohmann::json({128, 128}));
  CHECK(execute({"analyze", out, "--out", (folder / "a.rnnvis").string()}).status == 0);
}
