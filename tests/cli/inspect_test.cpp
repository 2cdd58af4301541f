#include "workspace.h"

#include <catch2/catch.hpp>

using namespace rnnvis::test;
using nlohmann::json;

namespace {

json inspect(const std::string& path) {
  const Outcome outcome = execute({"inspect", path, "--json"});
  CHECK(outcome.status == 0);
  CHECK(outcome.err.empty());
  return outcome.json();
}

}  // namespace

TEST_CASE("inspect describes a weights file and what it cannot tell") {
  const Workspace work;
  const json got = inspect(work.languageModel + "/weights.safetensors");
  CHECK(got["container"] == "safetensors");
  CHECK(got["cell"] == "lstm");
  CHECK(got["layers"] == 2);
  CHECK(got["hidden"] == json({6, 6}));
  CHECK(got["embedding"] == 5);
  CHECK(got["vocabulary"] == 12);
  CHECK(got["classes"] == 0);
  CHECK(got["missing"] == json({"vocabulary", "level", "task"}));
  REQUIRE(got["tensors"].size() == 11);
  CHECK(got["tensors"][0] == json({{"name", "encoder.weight"}, {"dtype", "float32"}, {"shape", {12, 5}}}));
}

TEST_CASE("inspect describes a model folder") {
  const Workspace work;
  const json got = inspect(work.classifier);
  CHECK(got["cell"] == "gru");
  CHECK(got["classes"] == 2);
  CHECK(got["missing"] == json::array());
  CHECK(inspect(work.classifier + "/model.toml") == got);
}

TEST_CASE("inspect asks for the nonlinearity of a plain network") {
  const Workspace work;
  weightsOf({.cell = "rnn"}).write(work.path("rnn.safetensors"));
  CHECK(inspect(work.path("rnn.safetensors"))["missing"].back() == "nonlinearity");
}

TEST_CASE("inspect lists tensors that form no network it knows") {
  const Workspace work;
  Weights weights;
  weights.add("fc.weight", {2, 3}, {1, 2, 3, 4, 5, 6});
  weights.write(work.path("dense.safetensors"));
  const json got = inspect(work.path("dense.safetensors"));
  CHECK(got["cell"].is_null());
  CHECK(got["layers"] == 0);
  CHECK(got["tensors"].size() == 1);
  CHECK(got["missing"] == json({"architecture"}));
  CHECK_THAT(got["problem"].get<std::string>(), Catch::Contains("no recurrent layer"));
}

TEST_CASE("inspect tells people the same") {
  const Workspace work;
  const Outcome outcome = execute({"inspect", work.languageModel});
  CHECK(outcome.status == 0);
  CHECK_THAT(outcome.out, Catch::Contains("lstm of 2 layers, 6 and 6 units") &&
                              Catch::Contains("rnn.weight_hh_l1") && Catch::Contains("[24, 6]"));
}

TEST_CASE("what is no weights file fails in one line that names it") {
  const Workspace work;
  const std::string whole = contentsOf(work.languageModel + "/weights.safetensors");
  const auto [name, contents] = GENERATE_COPY(
      table<std::string, std::string>({{"truncated.safetensors", whole.substr(0, whole.size() / 2)},
                                       {"empty.pt", ""},
                                       {"text.pt", "These are no weights.\n"},
                                       {"zip.pt", "PK\x03\x04 not really an archive"}}));
  const Outcome outcome = execute({"inspect", work.write(name, contents)});
  CAPTURE(outcome.err);
  CHECK(failedInOneLine(outcome));
  CHECK_THAT(outcome.err, Catch::Contains(name));
}

TEST_CASE("a path that cannot be looked at fails in one line") {
  const Outcome missing = execute({"inspect", "/no/such/file.pt"});
  CHECK(failedInOneLine(missing));
  CHECK_THAT(missing.err, Catch::Contains("/no/such/file.pt"));
  const Outcome endless = execute({"inspect", std::string(10'000, 'x')});
  CHECK(failedInOneLine(endless));
  CHECK_THAT(endless.err, Catch::Contains("name too long"));
}
