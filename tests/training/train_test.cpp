#include "rnnvis/training/train.h"

#include "rnnvis/base/error.h"
#include "rnnvis/base/file.h"
#include "rnnvis/checkpoint/safetensors.h"
#include "rnnvis/model/evaluate.h"

#include "file_size_limit.h"
#include "python.h"
#include "small_run.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <cmath>
#include <stop_token>

using namespace rnnvis;
using namespace rnnvis::training;
using Catch::Matchers::Contains;
using nlohmann::json;
using test::TemporaryFolder;

namespace {

std::vector<json> run(const std::filesystem::path& toml, const std::filesystem::path& folder,
                      bool resume = false, unsigned threads = 1, const std::stop_token& stop = {}) {
  std::vector<json> events;
  train(
      readConfiguration(toml), folder, {resume, threads},
      [&](const Event& event) { events.push_back(json::parse(event.json)); }, stop);
  return events;
}

/// Trains until `epochs` are done and then stops, as an interrupt does.
void runUntil(std::size_t epochs, const std::filesystem::path& toml, const std::filesystem::path& folder) {
  std::stop_source source;
  const auto tell = [&](const Event& event) {
    const json fields = json::parse(event.json);
    if (fields["event"] == "epoch" && fields["epoch"] == epochs) source.request_stop();
  };
  try {
    train(readConfiguration(toml), folder, {false, 1}, tell, source.get_token());
    FAIL("was not stopped");
  } catch (const Cancelled&) {
  }
}

std::string problemOf(const std::filesystem::path& toml, const std::filesystem::path& folder, bool resume) {
  try {
    run(toml, folder, resume);
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

double testLoss(const std::filesystem::path& folder, const std::string& corpus) {
  const auto model = model::openModel(folder);
  return evaluate(*model, openCorpus(*model, corpus), {}).loss;
}

}  // namespace

TEST_CASE("training leaves a model folder that measures what the run has told") {
  for (const char* cell : {"rnn", "lstm", "gru"}) {
    const TemporaryFolder folder;
    const auto toml = test::writeLanguageRun(folder, "cell = \"" + std::string(cell) + "\"\n");
    const std::vector<json> events = run(toml, folder / "out");
    REQUIRE(events.front()["event"] == "data");
    const json& result = events.back();
    REQUIRE(result["event"] == "result");
    CHECK(testLoss(folder / "out", "test") == Approx(result["test_loss"].get<double>()).epsilon(1e-9));
    CHECK(testLoss(folder / "out", "valid") == Approx(result["valid_loss"].get<double>()).epsilon(1e-9));
    CHECK(testLoss(folder / "out", "train") > 0);
    CHECK(result["test_loss"].get<double>() < std::log(12.0) - 0.2);  // Better than knowing nothing.
    const json metrics = json::parse(readFile(folder / "out/metrics.json"));
    CHECK(metrics["test_perplexity"].get<double>() == Approx(std::exp(result["test_loss"].get<double>())));
  }
}

TEST_CASE("a classifier learns what its words say") {
  for (const char* balance : {"none", "over-sample", "weights"}) {
    const TemporaryFolder folder;
    const auto toml = test::writeClassifierRun(folder, "", "balance = \"" + std::string(balance) + "\"\n");
    const json result = run(toml, folder / "out").back();
    CHECK(result["test_accuracy"].get<double>() > 0.95);
    const auto model = model::openModel(folder / "out");
    CHECK(model->manifest.classNames == std::vector<std::string>{"bad", "good"});
    CHECK(evaluate(*model, openCorpus(*model, "test"), {}).accuracy == result["test_accuracy"].get<double>());
  }
}

TEST_CASE("characters, tied weights, dropout, a Nested LSTM and each optimizer train") {
  const auto lossOf = [](const std::string& network, const std::string& training, bool isText = true) {
    const TemporaryFolder folder;
    auto toml = test::writeLanguageRun(folder, network, training);
    if (!isText) {
      std::string text = readFile(toml);
      text.replace(text.find("[data]"), 6, "[data]\nlevel = \"char\"");
      toml = folder.write("run.toml", text);
    }
    return run(toml, folder / "out").back()["test_loss"].get<double>();
  };
  CHECK(lossOf("", "", false) < 2.3);
  CHECK(lossOf("hidden = 6\nlayers = 2\ntied = true\ndropout = 0.1\n", "") < 2.4);
  CHECK(lossOf("cell = \"nested-lstm\"\n", "") < 2.3);
  CHECK(lossOf("", "optimizer = \"adam\"\nlearning-rate = 0.02\n") < 2.3);
  CHECK(lossOf("", "optimizer = \"rmsprop\"\nlearning-rate = 0.02\n") < 2.3);
}

TEST_CASE("a run that was stopped goes on to the same weights, bit for bit") {
  for (const char* optimizer : {"sgd", "adam"}) {
    const TemporaryFolder folder;
    const auto toml = test::writeLanguageRun(
        folder, "dropout = 0.2\n", "learning-rate = 0.1\noptimizer = \"" + std::string(optimizer) + "\"\n");
    run(toml, folder / "whole");
    runUntil(2, toml, folder / "stopped");
    run(toml, folder / "stopped", true);
    for (const char* file : {"weights.pt", "checkpoint.safetensors", "model.toml", "vocab.txt"}) {
      const bool isCheckpoint = std::string(file) == "checkpoint.safetensors";
      if (isCheckpoint) {  // Its metadata has times.
        const auto a = checkpoint::readSafetensors(folder / "whole" / file);
        const auto b = checkpoint::readSafetensors(folder / "stopped" / file);
        for (const auto& [name, array] : a.arrays) CHECK(array.toFloats() == b.at(name).toFloats());
      } else {
        CHECK(readFile(folder / "whole" / file) == readFile(folder / "stopped" / file));
      }
    }
    CHECK(run(toml, folder / "stopped", true).back()["event"] == "result");  // Nothing is left to do.
  }
}

TEST_CASE("a resume from something else is refused in one line") {
  const TemporaryFolder folder;
  const auto toml = test::writeLanguageRun(folder);
  run(toml, folder / "out");
  CHECK_THAT(problemOf(toml, folder / "out", false), Contains("holds a training run already; add --resume"));
  CHECK_THAT(problemOf(toml, folder / "none", true), Contains("holds no training run to resume"));
  CHECK_THAT(problemOf(toml, folder.path(), false), Contains("is not an empty folder"));
  const auto other = test::writeLanguageRun(folder, "", "seed = 9\n");
  CHECK_THAT(problemOf(other, folder / "out", true),
             Contains("is of a run with seed = 1, but the configuration says seed = 9"));
  const auto same = test::writeLanguageRun(folder);
  folder.write("valid.txt", "w2 w3\n");
  CHECK_THAT(problemOf(same, folder / "out", true), Contains("is of a run on other texts"));
  const auto file = folder / "out/checkpoint.safetensors";
  std::string bytes = readFile(file);
  bytes.replace(bytes.find("\\\"format\\\":1"), 12, "\\\"format\\\":9");
  folder.write("out/checkpoint.safetensors", bytes);
  CHECK_THAT(problemOf(same, folder / "out", true),
             Contains("newer version of RNNVis (format 9, this one reads 1)"));
  folder.write("out/checkpoint.safetensors", bytes.substr(0, bytes.size() / 2));
  CHECK_THAT(problemOf(same, folder / "out", true), Contains("checkpoint.safetensors"));
}

TEST_CASE("a resumed run keeps its number of threads") {
  const TemporaryFolder folder;
  const auto toml = test::writeLanguageRun(folder);
  runUntil(1, toml, folder / "out");
  CHECK_THROWS_WITH(run(toml, folder / "out", true, 2),
                    Contains("is of a run on 1 thread") && Contains("leave out --threads"));
  CHECK(run(toml, folder / "out", true, 0).at(1)["threads"] == 1);
}

TEST_CASE("a folder is trained into by one run at a time") {
  const TemporaryFolder folder;
  const auto toml = test::writeLanguageRun(folder);
  bool wasRefused = false;
  const auto tell = [&](const Event& event) {
    if (json::parse(event.json)["event"] != "epoch") return;
    wasRefused = problemOf(toml, folder / "out", true).find("by another run") != std::string::npos;
  };
  train(readConfiguration(toml), folder / "out", {false, 1}, tell);
  CHECK(wasRefused);
  CHECK_NOTHROW(run(toml, folder / "out", true));
}

TEST_CASE("a loss that is no number ends the run and leaves the last good epoch") {
  const TemporaryFolder folder;
  const auto toml = test::writeLanguageRun(folder, "", "learning-rate = 1e30\nclip = 0\n");
  const std::string problem = problemOf(toml, folder / "out", false);
  CHECK_THAT(problem, Contains("the loss is no longer a number at step"));
  CHECK_THAT(problem, Contains("try a learning-rate below"));
  CHECK(problem.find('\n') == std::string::npos);
}

TEST_CASE("a full disk ends the run in one line and leaves nothing half") {
  const TemporaryFolder folder;
  const auto toml = test::writeLanguageRun(folder);
  runUntil(1, toml, folder / "out");
  const std::string before = readFile(folder / "out/checkpoint.safetensors");
  {
    const test::FileSizeLimit limit(before.size() / 2);
    const std::string problem = problemOf(toml, folder / "out", true);
    CHECK_THAT(problem, Contains("checkpoint.safetensors"));
    CHECK(problem.find('\n') == std::string::npos);
  }
  CHECK(readFile(folder / "out/checkpoint.safetensors") == before);
  for (const auto& entry : std::filesystem::directory_iterator(folder / "out"))
    CHECK(entry.path().extension() != ".tmp");
  CHECK(run(toml, folder / "out", true).back()["event"] == "result");
}

TEST_CASE("training ends when the validation has not improved for so many epochs") {
  const TemporaryFolder folder;
  const auto toml = test::writeLanguageRun(folder, "", "patience = 2\nlearning-rate = 1e-30\ndecay = 1\n");
  std::string text = readFile(toml);
  text.replace(text.find("epochs = 3"), 10, "epochs = 9");
  const json result = run(folder.write("run.toml", text), folder / "out").back();
  CHECK(result["epoch"] == 1);
  CHECK(result["epochs_done"] == 3);
}

TEST_CASE("three lines of PyTorch load the weights and reproduce the logits") {
  if (!test::hasPython("torch, numpy")) {
    WARN("skipped: /usr/bin/python3 has no torch");
    return;
  }
  const TemporaryFolder folder;
  run(test::writeLanguageRun(folder, "hidden = 6\nlayers = 2\n"), folder / "out");
  const auto model = model::openModel(folder / "out");
  const std::vector<WordId> ids{WordId{2}, WordId{0}, WordId{1}, WordId{3}};
  model::Forward forward(model->network, 1);
  forward.run(ids, std::vector<std::size_t>(4, 1));
  const Matrix logits = model::logits(model->network, forward.top());
  std::string expected = "[";
  for (Eigen::Index k = 0; k < logits.size(); ++k) expected += fmt::format("{},", logits.data()[k]);
  const bool agrees = test::runPython(folder, R"(
import torch
ids = torch.tensor([2, 0, 1, 3])
state = torch.load("out/weights.pt")
rnn = torch.nn.LSTM(6, 6, 2); rnn.load_state_dict({k[4:]: v for k, v in state.items() if k.startswith("rnn.")})
logits = rnn(state["encoder.weight"][ids])[0] @ state["decoder.weight"].T + state["decoder.bias"]
assert type(state) is dict
expected = torch.tensor()" + expected + R"(]).view(4, -1)
assert torch.allclose(logits, expected, atol=1e-5), (logits - expected).abs().max()
)");
  CHECK(agrees);
}
