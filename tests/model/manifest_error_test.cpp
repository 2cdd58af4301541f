#include "rnnvis/base/error.h"
#include "rnnvis/model/manifest.h"

#include "temporary_folder.h"

#include <catch2/catch.hpp>

using namespace rnnvis;
using Catch::Contains;
using rnnvis::test::TemporaryFolder;

namespace {

std::string problemOf(const std::string& toml) {
  const TemporaryFolder folder;
  folder.write("model.toml", toml);
  try {
    model::readManifest(folder.path());
  } catch (const Error& error) {
    CHECK_THAT(error.what(), Contains((folder / "model.toml").string()));
    return error.what();
  }
  return "nothing was thrown";
}

/// A good manifest with one more line in a table; tables in the order of the format.
std::string withLine(const std::string& table, const std::string& line) {
  std::string toml;
  for (const std::string name : {"model", "weights", "recurrent", "text", "corpora", "classes"}) {
    toml += "[" + name + "]\n";
    if (name == "weights" && !line.starts_with("file")) toml += "file = \"weights.pt\"\n";
    if (name == "text" && !line.starts_with("vocabulary")) toml += "vocabulary = \"vocab.txt\"\n";
    if (name == table) toml += line + "\n";
  }
  return toml;
}

}  // namespace

TEST_CASE("a manifest that is absent or no TOML is refused by file and line") {
  const TemporaryFolder folder;
  CHECK_THROWS_WITH(model::readManifest(folder.path()),
                    Contains(folder.path().string()) && Contains("no model.toml"));
  CHECK_THROWS_WITH(model::readManifest(folder / "absent"), Contains("absent"));
  CHECK_THAT(problemOf("[model]\nname = \"a\"\n\ntask =\n"), Contains("line 4"));
  CHECK_THAT(problemOf("[model]\nname = \"\xFF\"\n"), Contains("line 2, byte 9"));
  CHECK_THAT(problemOf("[model].name = a\n"), Contains("line 1") && !Contains("\n"));
}

TEST_CASE("keys that are needed are asked for") {
  CHECK_THAT(problemOf("[text]\nvocabulary = \"v\"\n"), Contains("[weights] file is missing"));
  CHECK_THAT(problemOf("[weights]\nfile = \"w\"\n"), Contains("[text] vocabulary is missing"));
}

TEST_CASE("unknown tables and keys are refused by name and line") {
  CHECK_THAT(problemOf("[modle]\n"), Contains("[modle]"));
  CHECK_THAT(problemOf("title = \"x\"\n"), Contains("title"));
  const std::string table = GENERATE("model", "weights", "recurrent", "text", "classes");
  CHECK_THAT(problemOf(withLine(table, "nmae = \"a\"")),
             Contains("[" + table + "] nmae is not a key") && Contains("(line "));
  CHECK_THAT(problemOf(withLine("model", "nmae = \"a\"")), Contains("did you mean name?"));
  CHECK_THAT(problemOf(withLine("model", "colour = \"a\"")), Contains("remove it or correct its name"));
}

TEST_CASE("a table must be a table") {
  CHECK_THAT(problemOf("model = 3\n"), Contains("[model] must be a table"));
  CHECK_THAT(problemOf(withLine("weights", "keys = \"a\"")), Contains("keys] must be a table"));
}

TEST_CASE("a value of another type is refused with its line") {
  const auto [table, line] =
      GENERATE(Catch::Generators::table<std::string, std::string>({{"model", "name = 3"},
                                                                   {"model", "task = true"},
                                                                   {"weights", "file = [\"a\"]"},
                                                                   {"recurrent", "cell = 1"},
                                                                   {"recurrent", "nonlinearity = 1"},
                                                                   {"recurrent", "activation = 1"},
                                                                   {"recurrent", "recurrent-activation = 1"},
                                                                   {"recurrent", "gate-order = 1"},
                                                                   {"recurrent", "forget-bias = \"1\""},
                                                                   {"recurrent", "reset-after = 1"},
                                                                   {"text", "level = 1"},
                                                                   {"text", "tokenizer = 1"},
                                                                   {"text", "vocabulary = 1"},
                                                                   {"text", "unknown = 1"},
                                                                   {"text", "out-of-vocabulary = 1"},
                                                                   {"text", "end-of-line = 1"},
                                                                   {"text", "lowercase = \"yes\""},
                                                                   {"text", "padding = 0"},
                                                                   {"text", "pad-to = \"20\""},
                                                                   {"text", "pad-side = 1"}}));
  const std::string key = line.substr(0, line.find(' '));
  CHECK_THAT(problemOf(withLine(table, line)),
             Contains("[" + table + "] " + key + " has the wrong type (line "));
}

TEST_CASE("names must be strings") {
  CHECK_THAT(problemOf(withLine("corpora", "test = 3")), Contains("[corpora] test must be a string"));
  CHECK_THAT(problemOf(withLine("weights", "keys = {embedding = 3}")),
             Contains("embedding must be a string"));
  CHECK_THAT(problemOf(withLine("classes", "names = \"a\"")), Contains("[classes] names must be a list"));
  CHECK_THAT(problemOf(withLine("classes", "names = [\"a\", 1]")),
             Contains("[classes] names must be a list"));
}

TEST_CASE("a value that is none of the choices is refused with them") {
  const auto [table, line, choices] =
      GENERATE(Catch::Generators::table<std::string, std::string, std::string>(
          {{"model", "task = \"tagger\"", "language-model, classifier, encoder"},
           {"recurrent", "cell = \"LSTM\"", "rnn, lstm, gru"},
           {"recurrent", "nonlinearity = \"elu\"", "tanh, relu"},
           {"recurrent", "activation = \"elu\"", "tanh, relu"},
           {"recurrent", "recurrent-activation = \"hard_sigmoid\"", "hard-sigmoid"},
           {"text", "level = \"byte\"", "word, char"},
           {"text", "tokenizer = \"bpe\"", "whitespace, punctuation, char"},
           {"text", "out-of-vocabulary = \"drop\"", "skip, error"},
           {"text", "padding = \"<pad>\"\npad-side = \"top\"", "left, right"}}));
  CHECK_THAT(problemOf(withLine(table, line)), Contains("[" + table + "]") && Contains(choices));
}

TEST_CASE("impossible numbers are refused") {
  const std::string forget = GENERATE("nan", "inf", "-inf", "1e300");
  CHECK_THAT(problemOf(withLine("recurrent", "forget-bias = " + forget)),
             Contains("[recurrent] forget-bias"));
  const std::string length = GENERATE("-1", "1000001", "9223372036854775807");
  CHECK_THAT(problemOf(withLine("text", "padding = \"<pad>\"\npad-to = " + length)),
             Contains("[text] pad-to = " + length));
}

TEST_CASE("padding without a token is refused") {
  const std::string line = GENERATE("pad-to = 20", "pad-side = \"left\"");
  CHECK_THAT(problemOf(withLine("text", line)), Contains("[text] padding"));
}

TEST_CASE("a manifest that nests without end is refused") {
  std::string path = "a";
  for (int depth = 0; depth < 400'000; ++depth) path += ".a";
  CHECK_THAT(problemOf("[" + path + "]\n"), Contains("model.toml"));
  CHECK_THAT(problemOf("a = " + std::string(400'000, '[') + "\n"), Contains("model.toml"));
}
