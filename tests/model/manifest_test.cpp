#include "rnnvis/model/manifest.h"

#include "temporary_folder.h"

#include <catch2/catch.hpp>

using namespace rnnvis;
using model::Activation;
using model::Manifest;
using rnnvis::test::TemporaryFolder;

namespace {

const std::string everyKey = R"([model]
name = "Ünïcode"
task = "classifier"
[weights]
file = "deep/weights.pt"
[weights.keys]
embedding = "encoder.weight"
"layer0.weight_ih" = "Wx.weight"
[recurrent]
cell = "gru"
activation = "relu"
recurrent-activation = "hard-sigmoid"
gate-order = "zrn"
forget-bias = 1
reset-after = false
[text]
level = "word"
tokenizer = "punctuation"
vocabulary = "vocab.txt"
unknown = "<unk>"
out-of-vocabulary = "skip"
end-of-line = "<eos>"
lowercase = true
padding = "<pad>"
pad-to = 20
pad-side = "left"
[corpora]
test = "test.txt"
other = "../other.txt"
[classes]
names = ["negative", "positive"]
)";

const std::string leastKeys = R"([weights]
file = "weights.pt"
[text]
vocabulary = "vocab.txt"
)";

Manifest read(const std::string& toml) {
  const TemporaryFolder folder;
  folder.write("model.toml", toml);
  return model::readManifest(folder.path());
}

}  // namespace

TEST_CASE("every key of a manifest is read") {
  const TemporaryFolder folder;
  folder.write("model.toml", everyKey);
  const Manifest manifest = model::readManifest(folder.path());
  CHECK(manifest.name == "Ünïcode");
  CHECK(manifest.task == model::Task::classifier);
  CHECK(manifest.weights == folder / "deep/weights.pt");
  CHECK(manifest.weightNames == std::map<std::string, std::string>{{"embedding", "encoder.weight"},
                                                                   {"layer0.weight_ih", "Wx.weight"}});
  CHECK(manifest.network.cell == model::CellKind::gru);
  CHECK(manifest.network.activation == Activation::relu);
  CHECK(manifest.network.gateActivation == Activation::hardSigmoid);
  CHECK(manifest.network.gateOrder == "zrn");
  CHECK(manifest.network.forgetBias == 1.0);
  CHECK(manifest.network.resetAfter == false);
  CHECK(manifest.text.level == text::Level::word);
  CHECK(manifest.text.splitting == text::Splitting::punctuation);
  CHECK(manifest.vocabulary == folder / "vocab.txt");
  CHECK(manifest.text.unknown == "<unk>");
  CHECK(manifest.text.outOfVocabulary == text::OutOfVocabulary::skip);
  CHECK(manifest.text.endOfLine == "<eos>");
  CHECK(manifest.text.lowercase);
  REQUIRE(manifest.padding);
  CHECK(manifest.padding->token == "<pad>");
  CHECK(manifest.padding->length == 20);
  CHECK_FALSE(manifest.padding->right);
  CHECK(manifest.corpora.at("test") == folder / "test.txt");
  CHECK(manifest.corpora.at("other") == folder / "../other.txt");
  CHECK(manifest.classNames == std::vector<std::string>{"negative", "positive"});
}

TEST_CASE("what a manifest leaves out has its default") {
  const TemporaryFolder folder;
  folder.write("a name/model.toml", leastKeys);
  const Manifest manifest = model::readManifest(folder / "a name");
  CHECK(manifest.name == "a name");
  CHECK(manifest.task == model::Task::encoder);
  CHECK_FALSE(manifest.network.cell);
  CHECK_FALSE(manifest.network.activation);
  CHECK_FALSE(manifest.network.gateOrder);
  CHECK(manifest.network.forgetBias == 0.0);
  CHECK_FALSE(manifest.network.resetAfter);
  CHECK(manifest.text.level == text::Level::word);
  CHECK(manifest.text.splitting == text::Splitting::whitespace);
  CHECK(manifest.text.outOfVocabulary == text::OutOfVocabulary::error);
  CHECK_FALSE(manifest.text.unknown);
  CHECK_FALSE(manifest.text.endOfLine);
  CHECK_FALSE(manifest.text.lowercase);
  CHECK_FALSE(manifest.padding);
  CHECK(manifest.corpora.empty());
  CHECK(manifest.classNames.empty());
}

TEST_CASE("the manifest itself may be named instead of its folder") {
  const TemporaryFolder folder;
  const auto file = folder.write("other.toml", leastKeys);
  CHECK(model::readManifest(file).weights == folder / "weights.pt");
}

TEST_CASE("character level has two spellings") {
  CHECK(read("[weights]\nfile = \"w\"\n[text]\nvocabulary = \"v\"\nlevel = \"char\"\n").text.level ==
        text::Level::character);
  CHECK(read("[weights]\nfile = \"w\"\n[text]\nvocabulary = \"v\"\ntokenizer = \"char\"\n").text.level ==
        text::Level::character);
}

TEST_CASE("nonlinearity is the activation of a plain network") {
  CHECK(read(leastKeys + "[recurrent]\nnonlinearity = \"relu\"\n").network.activation == Activation::relu);
}

TEST_CASE("tasks have names") {
  for (const auto task : {model::Task::languageModel, model::Task::classifier, model::Task::encoder})
    CHECK(model::taskNamed(nameOf(task)) == task);
  CHECK_FALSE(model::taskNamed("tagger"));
}
