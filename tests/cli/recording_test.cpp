#include "rnnvis/checkpoint/checkpoint.h"
#include "rnnvis/checkpoint/safetensors.h"

#include "workspace.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <map>

using namespace rnnvis::test;
using Catch::Contains;
namespace checkpoint = rnnvis::checkpoint;

namespace {

double largestDifference(const checkpoint::Array& a, const checkpoint::Array& b) {
  const std::vector<float> x = a.toFloats(), y = b.toFloats();
  REQUIRE(a.shape() == b.shape());
  double largest = 0;
  for (std::size_t i = 0; i < x.size(); ++i)
    largest = std::max(largest, std::abs(double{x[i]} - double{y[i]}));
  return largest;
}

/// The folder of a model that was recorded over its own test text.
std::string record(const Workspace& work, const std::string& model, const std::string& file) {
  REQUIRE(execute({"trace", model, "--corpus", "test", "--gates", "--logits", "--batch", "1", "--out",
                   work.path(file)})
              .status == 0);
  const std::string folder = work.path(file + "-model");
  const Outcome imported = execute({"import", work.path(file), "--vocabulary", work.path("lm/vocab.txt"),
                                    "--task", "encoder", "--out", folder});
  CAPTURE(imported.err);
  REQUIRE(imported.status == 0);
  return folder;
}

checkpoint::Safetensors analyze(const Workspace& work, const std::string& model, const std::string& name) {
  const Outcome outcome =
      execute({"analyze", model, "--batch", "1", "--samples", "all", "--out", work.path(name)});
  CAPTURE(outcome.err);
  REQUIRE(outcome.status == 0);
  return checkpoint::readSafetensors(work.path(name));
}

}  // namespace

TEST_CASE("recorded states are analysed, clustered and read as the model that they were recorded of") {
  const Workspace work;
  const std::string recorded = record(work, work.languageModel, GENERATE("states.npz", "states.safetensors"));
  const auto expected = analyze(work, work.languageModel, "a.rnnvis"),
             got = analyze(work, recorded, "b.rnnvis");
  CHECK(got.at("count").toIntegers() == expected.at("count").toIntegers());
  for (const std::string name : {"layer0.h.mean", "layer1.c.mean", "layer1.c.std", "layer1.f.value.mean"})
    CHECK(largestDifference(got.at(name), expected.at(name)) < 1e-5);
  CHECK(execute({"cocluster", work.path("b.rnnvis"), "--clusters", "3", "--min-count", "1"}).status == 0);
  const Outcome absent =
      execute({"sentence", recorded, "--text", "w11 w11 w11 w11 w11 w11 w11 w11 w11 w11 w11 w11",
               "--clusters", "3", "--min-count", "1"});
  CHECK(failedInOneLine(absent));
  CHECK_THAT(absent.err, Contains("recorded states cannot read new text"));
}

TEST_CASE("recorded states are inspected as what they are") {
  const Workspace work;
  record(work, work.languageModel, "states.npz");
  const auto shown = nlohmann::json::parse(execute({"inspect", work.path("states.npz"), "--json"}).out);
  CHECK(shown.at("cell") == "lstm");
  CHECK(shown.at("hidden") == nlohmann::json({6, 6}));
}

TEST_CASE("responses and labels are exported for numpy") {
  const Workspace work;
  const auto analysis = analyze(work, work.languageModel, "a.rnnvis");
  const std::string out = work.path(GENERATE("e.npz", "e.safetensors"));
  const Outcome outcome = execute(
      {"export", work.path("a.rnnvis"), "--labels", "--clusters", "3", "--min-count", "1", "--out", out});
  CAPTURE(outcome.err);
  REQUIRE(outcome.status == 0);
  std::map<std::string, checkpoint::Array> arrays;
  for (const auto& [name, array] : checkpoint::readCheckpoint(out).arrays) arrays[name] = array;
  CHECK(largestDifference(arrays.at("layer1.c.mean"), analysis.at("layer1.c.mean")) == 0);
  CHECK(arrays.at("word_labels").size() == arrays.at("words").size());
  CHECK(arrays.at("unit_labels").size() == 6);
  CHECK(arrays.at("edges").shape() == std::vector<std::int64_t>{3, 3});
  const auto tokens = arrays.at("tokens").bytes();
  CHECK(std::string(reinterpret_cast<const char*>(tokens.data()), 12) == "<unk>\n<eos>\n");
}
