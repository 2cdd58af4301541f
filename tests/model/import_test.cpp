#include "rnnvis/model/import.h"
#include "rnnvis/base/error.h"

#include "small_model.h"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace rnnvis::model;
using Catch::Matchers::Contains;
using rnnvis::test::TemporaryFolder;
using rnnvis::test::Weights;
namespace fs = std::filesystem;

namespace {

/// An RNN whose state is the last token and which predicts, almost surely, the token with the next index.
Weights cycle(std::size_t tokens) {
  const auto n = static_cast<std::int64_t>(tokens);
  std::vector<float> input(tokens * tokens), output(tokens * tokens);
  for (std::size_t i = 0; i < tokens; ++i) {
    input[i * tokens + i] = 5;
    output[(i + 1) % tokens * tokens + i] = 8;
  }
  Weights weights;
  weights.add("rnn.weight_ih_l0", {n, n}, input);
  weights.add("rnn.weight_hh_l0", {n, n}, std::vector<float>(tokens * tokens));
  weights.add("out.weight", {n, n}, output);
  return weights;
}

std::string repeated(const std::string& text, int times) {
  std::string result;
  for (int i = 0; i < times; ++i) result += text;
  return result;
}

}  // namespace

TEST_CASE("the vocabulary in the right order and the right case win") {
  const TemporaryFolder folder;
  const fs::path file = folder / "rnn.safetensors";
  cycle(4).write(file);
  folder.write("vocab.txt", "one\ntwo\nthree\n<eos>\n");
  folder.write("a.txt", "three\n<eos>\none\ntwo\n");
  folder.write("b.txt", "two\none\n<eos>\nthree\n");
  const fs::path sample = folder.write("sample.text", repeated("One two THREE\n", 50));

  const Inspection inspection = inspectWeights(file);
  CHECK(inspection.task == Task::languageModel);
  CHECK(inspection.vocabularies.size() == 3);
  const auto candidates = candidatesOf(inspection, {});
  CHECK(candidates.size() <= 64);
  const auto trials = tryCandidates(inspection, candidates, sample);
  REQUIRE(trials.size() == candidates.size());
  const Trial& best = trials.front();
  CHECK(best.problem.empty());
  CHECK(best.candidate.manifest.text.lowercase);
  CHECK(best.candidate.manifest.text.endOfLine == "<eos>");
  CHECK(best.loss < 0.05);
  CHECK(best.skipped == 0);
  // The other file that goes round the same way names the same cycle; the one that goes back does not.
  for (const Trial& trial : trials)
    if (trial.candidate.source.path.filename() == "b.txt") CHECK(trial.score > best.score + 0.3);
}

TEST_CASE("a vocabulary is rebuilt from a text in the order that predicts it") {
  const TemporaryFolder folder;
  const fs::path file = folder / "rnn.safetensors";
  cycle(4).write(file);
  const fs::path text = folder.write("train.text", repeated("d a c\n", 40));
  ImportChoices choices;
  choices.vocabulary = VocabularySource{VocabularySource::Kind::text, {}, {}, {text}, {}, {}};
  choices.level = rnnvis::text::Level::word;
  const Inspection inspection = inspectWeights(file);
  const Trial best = tryCandidates(inspection, candidatesOf(inspection, choices), text).front();
  CHECK(best.candidate.source.order != rnnvis::text::TokenOrder::sorted);
  CHECK(best.candidate.vocabulary.find("d") == rnnvis::WordId{0});
  CHECK(best.loss < 0.05);
}

TEST_CASE("an imported folder opens and says what was chosen") {
  const TemporaryFolder folder;
  const fs::path file = folder / "rnn.safetensors";
  cycle(4).write(file);
  folder.write("vocab.txt", "one\ntwo\nthree\n<eos>\n");
  const fs::path corpus = folder.write("sample.text", "one two\n");
  ImportChoices choices;
  choices.name = "a \"name\"\n\x01'''";
  choices.corpora["x.y = [\"\n"] = corpus;
  choices.network.activation = Activation::relu;
  const Inspection inspection = inspectWeights(file);
  const Candidate candidate = candidatesOf(inspection, choices).front();
  const fs::path out = folder / "out";
  writeModelFolder(inspection, candidate, out);
  const auto model = openModel(out);
  CHECK(model->manifest.name == *choices.name);
  CHECK(model->manifest.network.activation == Activation::relu);
  CHECK(model->manifest.text.endOfLine == candidate.manifest.text.endOfLine);
  CHECK(openCorpus(*model, "x.y = [\"\n").ids.size() == 3);
  CHECK_THROWS_WITH(writeModelFolder(inspection, candidate, out), Contains("not an empty folder"));
  fs::create_directory(folder / "empty");
  writeModelFolder(inspection, candidate, folder / "empty/");
  CHECK(fs::exists(folder / "empty/model.toml"));
}

TEST_CASE("a folder that cannot be finished leaves nothing") {
  const TemporaryFolder folder;
  const fs::path file = folder / "in/rnn.safetensors";
  fs::create_directory(folder / "in");
  cycle(4).write(file);
  folder.write("in/vocab.txt", "one\ntwo\nthree\n<eos>\n");
  ImportChoices choices;
  choices.corpora["test"] = folder / "absent.txt";
  const Inspection inspection = inspectWeights(file);
  const Candidate candidate = candidatesOf(inspection, choices).front();
  CHECK_THROWS_WITH(writeModelFolder(inspection, candidate, folder / "out"), Contains("absent.txt"));
  CHECK(std::distance(fs::directory_iterator(folder.path()), {}) == 1);
}

TEST_CASE("a vocabulary of another size is refused") {
  const TemporaryFolder folder;
  const fs::path file = folder / "rnn.safetensors";
  cycle(4).write(file);
  const Inspection inspection = inspectWeights(file);
  CHECK_THROWS_WITH(candidatesOf(inspection, {}), Contains("no vocabulary of its 4 tokens"));
  ImportChoices choices;
  choices.vocabulary = VocabularySource{};
  choices.vocabulary->path = folder.write("small.txt", "a\nb\n");
  CHECK_THROWS_WITH(candidatesOf(inspection, choices), Contains("small.txt") && Contains("4 rows"));
  choices.vocabulary->kind = VocabularySource::Kind::printable;
  CHECK_THROWS_WITH(candidatesOf(inspection, choices), Contains("string.printable: 100 tokens"));
}

TEST_CASE("a manifest that is written reads back the same") {
  Manifest manifest;
  manifest.name = "n";
  manifest.task = Task::classifier;
  manifest.weights = "w.pt";
  manifest.vocabulary = "v.txt";
  manifest.weightNames = {{"layer0.weight_ih", "a.b \"c\""}, {"head.weight", "o"}};
  manifest.network = {
      CellKind::lstm, Activation::relu, Activation::hardSigmoid, "ifog", 1.5, false, true, Activation::tanh,
      false};
  manifest.text.level = rnnvis::text::Level::character;
  manifest.text.lowercase = true;
  manifest.text.unknown = "\\";
  manifest.text.endOfLine = "\t";
  manifest.text.outOfVocabulary = rnnvis::text::OutOfVocabulary::skip;
  manifest.padding = Padding{"<pad>", 7, false};
  manifest.classNames = {"a,b", "\"", "é"};
  const TemporaryFolder folder;
  const Manifest read = readManifest(folder.write("model.toml", formatManifest(manifest)));
  CHECK(formatManifest(manifest).find("w.pt") != std::string::npos);
  CHECK(read.weightNames == manifest.weightNames);
  CHECK(read.network.cell == manifest.network.cell);
  CHECK(read.network.activation == manifest.network.activation);
  CHECK(read.network.gateActivation == manifest.network.gateActivation);
  CHECK(read.network.gateOrder == manifest.network.gateOrder);
  CHECK(read.network.forgetBias == 1.5);
  CHECK(read.network.resetAfter == false);
  CHECK(read.network.transposed == true);
  CHECK(read.network.headActivation == Activation::tanh);
  CHECK(read.network.readsFinalStates == false);
  CHECK(read.text.level == manifest.text.level);
  CHECK(read.text.lowercase);
  CHECK(read.text.unknown == "\\");
  CHECK(read.text.endOfLine == "\t");
  CHECK(read.text.outOfVocabulary == manifest.text.outOfVocabulary);
  REQUIRE(read.padding);
  CHECK((read.padding->token == "<pad>" && read.padding->length == 7 && !read.padding->right));
  CHECK(read.classNames == manifest.classNames);
  CHECK_THROWS_AS((manifest.name = "\xff", formatManifest(manifest)), rnnvis::Error);
}
