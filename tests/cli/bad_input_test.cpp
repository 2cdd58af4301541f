#include "workspace.h"

#include <catch2/catch.hpp>

#include <limits>

using namespace rnnvis::test;
using Catch::Contains;

namespace {

/// What there is but the cache, whose folder stays.
std::vector<std::string> filesOf(const Workspace& work) {
  auto files = work.files();
  std::erase(files, "cache");
  return files;
}

/// Runs every command that reads a model and its corpus; each must fail alike and leave no file.
void checkAllFail(const Workspace& work, const std::string& model, const std::string& reason) {
  const auto files = filesOf(work);
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"test", model},
        std::vector<std::string>{"analyze", model, "--out", work.path("new.rnnvis")},
        std::vector<std::string>{"sentence", model, "--text", "w2 w3", "--clusters", "2", "--min-count",
                                 "1"}}) {
    const Outcome outcome = execute(arguments);
    CAPTURE(arguments, outcome.err, outcome.out);
    CHECK(failedInOneLine(outcome));
    CHECK_THAT(outcome.err, Contains(reason));
    CHECK(filesOf(work) == files);
  }
}

}  // namespace

TEST_CASE("weights that are missing or damaged fail in one line") {
  const Workspace work;
  const std::string weights = work.languageModel + "/weights.safetensors";
  const std::string whole = contentsOf(weights);
  std::filesystem::remove(weights);
  checkAllFail(work, work.languageModel, "weights.safetensors");
  work.write("lm/weights.safetensors", whole.substr(0, whole.size() - 7));
  checkAllFail(work, work.languageModel, "weights.safetensors");
  work.write("lm/weights.safetensors", "\x80\x02}q.");
  checkAllFail(work, work.languageModel, "weights.safetensors");
}

TEST_CASE("a weight that is not a number fails in one line that names it") {
  const Workspace work;
  Weights weights = weightsOf({});
  weights.values("rnn.weight_ih_l1")[17] = std::numeric_limits<float>::quiet_NaN();
  weights.write(work.languageModel + "/weights.safetensors");
  checkAllFail(work, work.languageModel, "tensor rnn.weight_ih_l1 has the value nan at element 17");
}

TEST_CASE("a vocabulary of another size fails in one line") {
  const Workspace work;
  work.write("lm/vocab.txt", vocabularyOf(13));
  checkAllFail(work, work.languageModel, "vocab.txt has 13 tokens but the embedding has 12 rows");
  work.write("lm/vocab.txt", vocabularyOf(8));
  checkAllFail(work, work.languageModel, "names 8 of the embedding's 12 rows");
}

TEST_CASE("a corpus without a token, or with one, fails in one line") {
  const Workspace work;
  work.write("lm/test.txt", "");
  checkAllFail(work, work.languageModel, "test.txt");
  work.write("lm/test.txt", "\n");  // One end of line.
  checkAllFail(work, work.languageModel, "token");
  work.write("classifier/test.txt", "\n\n");
  checkAllFail(work, work.classifier, "test.txt");
}

TEST_CASE("words that no token stands for fail in one line") {
  const Workspace work;
  std::string toml = languageModelToml;
  toml.erase(toml.find("unknown ="), std::string("unknown = \"<unk>\"\n").size());
  work.write("lm/model.toml", toml);
  work.write("lm/test.txt", "w2 zebra w3\n");
  checkAllFail(work, work.languageModel, "\"zebra\"");
  const Outcome typed = execute({"sentence", work.languageModel, "--text", "w2 gnu"});
  CHECK(failedInOneLine(typed));
  CHECK_THAT(typed.err, Contains("\"gnu\""));
}

TEST_CASE("an empty sentence fails in one line") {
  const Workspace work;
  const std::string text = GENERATE("", "  ");
  const Outcome outcome = execute({"sentence", work.languageModel, "--text", text});
  CHECK(failedInOneLine(outcome));
  CHECK_THAT(outcome.err, Contains("sentence"));
}

TEST_CASE("more clusters than words or units fail in one line") {
  const Workspace work;
  const std::string file = work.path("a.rnnvis");
  REQUIRE(execute({"analyze", work.languageModel, "--out", file}).status == 0);
  const auto fails = [&](std::vector<std::string> options, const std::string& reason) {
    options.insert(options.begin(), {"cocluster", file});
    const Outcome outcome = execute(options);
    CAPTURE(options, outcome.err);
    CHECK(failedInOneLine(outcome));
    CHECK_THAT(outcome.err, Contains(reason));
  };
  fails({"--clusters", "7", "--min-count", "1"}, "unit");
  fails({"--clusters", "4", "--words", "3", "--min-count", "1"}, "word");
  fails({"--clusters", "2", "--min-count", "100000"}, "100000");
  fails({"--clusters", "2", "--unit-clusters", "3", "--method", "dhillon", "--min-count", "1"}, "dhillon");
  fails({"--clusters", "2", "--layer", "5", "--min-count", "1"}, "layer 5");
}

TEST_CASE("a manifest that is damaged or absent fails in one line") {
  const Workspace work;
  work.write("lm/model.toml", "[model\n");
  checkAllFail(work, work.languageModel, "model.toml: line 1");
  checkAllFail(work, work.path("absent"), "absent");
  std::filesystem::create_directory(work.path("bare"));
  checkAllFail(work, work.path("bare"), "no model.toml");
}

TEST_CASE("an output file that cannot be written fails in one line and stays as it was") {
  const Workspace work;
  work.write("file", "kept");
  std::filesystem::create_directory(work.path("folder"));
  for (const std::string& out : {work.path("file/a.rnnvis"), work.path("folder"), std::string()}) {
    const Outcome outcome = execute({"analyze", work.languageModel, "--out", out});
    CAPTURE(out, outcome.err);
    CHECK(failedInOneLine(outcome));
  }
  CHECK(contentsOf(work.path("file")) == "kept");
}

TEST_CASE("files that are no analysis fail in one line") {
  const Workspace work;
  const std::string file = GENERATE("lm/weights.safetensors", "lm/vocab.txt", "absent.rnnvis", "lm");
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"cocluster", work.path(file)},
        std::vector<std::string>{"explain", work.path(file), "--unit", "0"},
        std::vector<std::string>{"cocluster", "--matrix", work.path(file)}}) {
    const Outcome outcome = execute(arguments);
    CAPTURE(arguments, outcome.err);
    CHECK(failedInOneLine(outcome));
  }
}
