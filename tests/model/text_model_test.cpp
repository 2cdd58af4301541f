#include "rnnvis/model/text_model.h"
#include "rnnvis/base/error.h"

#include "small_model.h"

#include <catch2/catch.hpp>

using namespace rnnvis;
using namespace rnnvis::test;
using Catch::Contains;
using model::openModel;

namespace {

const SmallModel classifier{.cell = "gru", .outputs = 2};
const std::string someText = "w2 w3\nw4 w2\n";

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  text.replace(text.find(from), from.size(), to);
  return text;
}

std::string problemOf(const std::filesystem::path& folder) {
  try {
    openModel(folder);
  } catch (const Error& error) {
    CHECK_THAT(error.what(), !Contains("\n"));
    return error.what();
  }
  return "nothing was thrown";
}

}  // namespace

TEST_CASE("a model folder is opened with everything that belongs to it") {
  const TemporaryFolder folder;
  const auto path = writeModel(folder, "m", {}, someText);
  const auto model = openModel(path);
  CHECK(model->path == path);
  CHECK(model->container == "safetensors");
  CHECK(model->network.layers.size() == 2);
  CHECK(model->vocabulary.size() == 12);
  CHECK(model->endOfLine == WordId{1});
  CHECK_FALSE(model->padding);
  CHECK(model->warnings.empty());
  CHECK(model->sha256.size() == 64);
  CHECK(model->predicts());
  CHECK(model->outputName(3) == "w3");
  CHECK(openModel(path / "model.toml")->sha256 == model->sha256);
}

TEST_CASE("a classifier's outputs are its classes") {
  const TemporaryFolder folder;
  const auto named = openModel(writeModel(folder, "a", classifier, "1\tw2\n", classifierToml));
  CHECK(named->outputName(1) == "good");
  const std::string toml = replaced(classifierToml, "[classes]\nnames = [\"bad\", \"good\"]\n", "");
  const auto nameless = openModel(writeModel(folder, "b", classifier, "0\tw2\n1\tw3 w2\n", toml));
  CHECK(nameless->outputName(1) == "class 1");
  CHECK(openCorpus(*nameless, "test").labels == std::vector<int>{0, 1});
  CHECK(openCorpus(*named, "test").labels == std::vector<int>{1});
}

TEST_CASE("a vocabulary of another size than the embedding is refused, or reported where a row is spare") {
  const TemporaryFolder folder;
  SmallModel small;
  small.tokens = small.outputs = 40;
  const auto path = writeModel(folder, "m", small, someText);
  const auto vocabulary = [&](std::size_t tokens) { folder.write("m/vocab.txt", vocabularyOf(tokens)); };
  vocabulary(41);
  CHECK_THAT(problemOf(path), Contains("vocab.txt has 41 tokens but the embedding has 40 rows"));
  vocabulary(37);
  CHECK_THAT(problemOf(path), Contains("names 37 of the embedding's 40 rows"));
  vocabulary(39);
  const auto model = openModel(path);
  REQUIRE(model->warnings.size() == 1);
  CHECK_THAT(model->warnings[0], Contains("1 of the embedding's 40 rows") && Contains("<#id>"));
  CHECK(model->vocabulary.token(WordId{39}) == "<#39>");
}

TEST_CASE("tokens that the manifest names must be in the vocabulary") {
  const TemporaryFolder folder;
  const auto [key, line] = GENERATE(table<std::string, std::string>(
      {{"unknown", "unknown = \"<oov>\"\nend-of-line"},
       {"end-of-line", "unknown = \"<unk>\"\nend-of-line = \"</s>\"\nlowercase = false #"},
       {"padding", "padding = \"<pad>\"\npad-to = 5\nend-of-line"}}));
  const std::string toml = replaced(
      languageModelToml, key == "padding" ? "end-of-line" : "unknown = \"<unk>\"\nend-of-line", line);
  const auto path = writeModel(folder, "m", {}, someText, toml);
  CHECK_THAT(problemOf(path), Contains(key) && Contains("not in the vocabulary") && Contains("vocab.txt"));
}

TEST_CASE("a task must fit the outputs") {
  const TemporaryFolder folder;
  SmallModel headless;
  headless.outputs = 0;
  CHECK_THAT(problemOf(writeModel(folder, "a", headless, someText)),
             Contains("no output layer") && Contains("encoder") && Contains("weights.safetensors"));
  const std::string encoder = replaced(languageModelToml, "language-model", "encoder");
  CHECK_FALSE(openModel(writeModel(folder, "b", headless, someText, encoder))->predicts());
  SmallModel three = classifier;
  three.outputs = 3;
  CHECK_THAT(problemOf(writeModel(folder, "c", three, someText, classifierToml)),
             Contains("names 2 classes but the model has 3 outputs"));
  SmallModel more;
  more.outputs = 13;
  CHECK_THAT(problemOf(writeModel(folder, "d", more, someText)), Contains("predicts 13 tokens but reads 12"));
}

TEST_CASE("missing and damaged files are named") {
  const TemporaryFolder folder;
  const auto path = writeModel(folder, "m", {}, someText);
  std::filesystem::remove(path / "vocab.txt");
  CHECK_THAT(problemOf(path), Contains("vocab.txt"));
  folder.write("m/vocab.txt", vocabularyOf(12));
  folder.write("m/weights.safetensors", "not a weights file");
  CHECK_THAT(problemOf(path), Contains("weights.safetensors"));
  std::filesystem::remove(path / "weights.safetensors");
  CHECK_THAT(problemOf(path), Contains("weights.safetensors"));
  CHECK_THAT(problemOf(folder / "absent"), Contains("absent"));
  Weights weights = weightsOf({});
  weights.values("rnn.weight_hh_l0")[3] = std::numeric_limits<float>::quiet_NaN();
  weights.write(path / "weights.safetensors");
  CHECK_THAT(problemOf(path),
             Contains("weights.safetensors: tensor rnn.weight_hh_l0") && Contains("element 3"));
}

TEST_CASE("an impossible order of gates is blamed on the manifest") {
  const TemporaryFolder folder;
  const auto path =
      writeModel(folder, "m", {}, someText, languageModelToml + "[recurrent]\ngate-order = \"ifgx\"\n");
  CHECK_THAT(problemOf(path), Contains("gate-order = \"ifgx\"") && Contains("model.toml"));
}

TEST_CASE("corpora are opened by name or path") {
  const TemporaryFolder folder;
  const auto model = openModel(writeModel(folder, "m", {}, someText));
  const auto corpus = openCorpus(*model, "test");
  CHECK(corpus.ids == std::vector<WordId>{{2}, {3}, {1}, {4}, {2}, {1}});
  CHECK(corpus.documents() == 2);
  CHECK(openCorpus(*model, folder.write("else.txt", "w5").string()).ids == std::vector<WordId>{{5}, {1}});
  CHECK_THROWS_WITH(openCorpus(*model, "train"), Contains("no corpus \"train\"") && Contains("test"));
  CHECK_THROWS_AS(openCorpus(*model, std::string(100'000, 'x')), Error);
  CHECK_THROWS_AS(openCorpus(*model, folder.path().string()), Error);
  CHECK_THROWS_AS(openCorpus(*model, ""), Error);
}

TEST_CASE("the hash of a model changes with everything that changes results, and with nothing else") {
  const TemporaryFolder folder;
  const auto hashOf = [&](const std::string& name, const SmallModel& small, const std::string& toml) {
    return openModel(writeModel(folder, name, small, someText, toml))->sha256;
  };
  const std::string hash = hashOf("a", {}, languageModelToml);
  CHECK(hashOf("b", {}, replaced(languageModelToml, "\"small\"", "\"other\"")) == hash);
  CHECK(hashOf("c", {.seed = 2}, languageModelToml) != hash);
  for (const std::string line : {"forget-bias = 1.0", "gate-order = \"ifog\"", "activation = \"relu\"",
                                 "recurrent-activation = \"hard-sigmoid\""})
    CHECK(hashOf("d", {}, languageModelToml + "[recurrent]\n" + line + "\n") != hash);
  CHECK(hashOf("e", {}, replaced(languageModelToml, "unknown =", "lowercase = true\nunknown =")) != hash);
  CHECK(hashOf("f", {}, replaced(languageModelToml, "end-of-line = \"<eos>\"\n", "")) != hash);
  CHECK(hashOf("g", {},
               replaced(languageModelToml, "[text]",
                        "[weights.keys]\n\"head.bias\" = \"decoder.bias\"\n[text]")) == hash);
}

TEST_CASE("typed sentences start as the model was trained to") {
  const TemporaryFolder folder;
  const auto languageModel = openModel(writeModel(folder, "a", {}, someText));
  CHECK(sentencePrefix(*languageModel, 3) == std::vector<WordId>{{1}});
  const auto plain = openModel(writeModel(folder, "b", classifier, someText, classifierToml));
  CHECK(sentencePrefix(*plain, 3).empty());
  const auto padded = [&](const std::string& side) {
    const std::string lines = "padding = \"w11\"\npad-to = 5\npad-side = \"" + side + "\"\nunknown";
    return openModel(
        writeModel(folder, side, classifier, someText, replaced(classifierToml, "unknown", lines)));
  };
  CHECK(sentencePrefix(*padded("left"), 3) == std::vector<WordId>{{11}, {11}});
  CHECK(sentencePrefix(*padded("left"), 9).empty());
  CHECK(sentencePrefix(*padded("right"), 3).empty());
}
