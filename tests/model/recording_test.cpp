#include "rnnvis/model/recording.h"

#include "recorded_model.h"
#include "rnnvis/base/error.h"
#include "rnnvis/model/evaluate.h"

#include <catch2/catch.hpp>

using namespace rnnvis;
using namespace rnnvis::test;
using Catch::Contains;
using model::Signal;

namespace {

text::Corpus someCorpus() {
  Random random(4);
  return corpusOf(random, {9, 700, 1, 30}, 12);
}

std::string problemOf(const checkpoint::Checkpoint& file, const std::map<std::string, std::string>& names = {}) {
  try {
    model::readRecording(file, names);
  } catch (const Error& error) {
    return error.what();
  }
  return "nothing was thrown";
}

checkpoint::Checkpoint without(checkpoint::Checkpoint file, const std::string& name) {
  std::erase_if(file.arrays, [&](const auto& array) { return array.name == name; });
  return file;
}

void rename(checkpoint::Checkpoint& file, const std::string& from, const std::string& to) {
  for (auto& array : file.arrays)
    if (array.name == from) array.name = to;
}

}  // namespace

TEST_CASE("a recording's passages are what the network did") {
  const model::TextModel model = textModelOf({});
  const text::Corpus corpus = someCorpus();
  const model::TextModel recorded = recordedModelOf(model, corpus);
  CHECK(recorded.network.cell == model::CellKind::lstm);
  CHECK(recorded.network.layers[1].size() == 6);
  CHECK(recorded.network.inputTokens() == 12);
  const std::size_t from = 9 + 100, count = 20;  // Within the second document.
  const auto before = std::span(corpus.ids).subspan(9, 100);
  const auto expected = trace(model.network, std::span(corpus.ids).subspan(from, count), stateAfter(model.network, before));
  const auto got = recordedTrace(*recorded.recording, from, count);
  CHECK((got.logits - expected.logits).cwiseAbs().maxCoeff() < 1e-5f);
  for (std::size_t layer = 0; layer < 2; ++layer)
    for (const auto& [signal, values] : expected.layers[layer])
      CHECK((got.layers[layer].at(signal) - values).cwiseAbs().maxCoeff() < 1e-5f);
  CHECK((got.response(1, Signal::c, 0) - expected.response(1, Signal::c, 0)).cwiseAbs().maxCoeff() < 1e-5f);
  CHECK(recordedTrace(*recorded.recording, 9, 1).before(0, Signal::h, 0).isZero());
}

TEST_CASE("steps of a recording know the state before each, across blocks and documents, in both directions") {
  const model::TextModel recorded = recordedModelOf(textModelOf({}), someCorpus());
  model::Recording recording = *recorded.recording;
  recording.bidirectional = true;  // The second layer as if it read from the end.
  const std::size_t total = recording.tokens.size();
  for (std::size_t from = 0; from < total; from += 64) {
    const std::size_t count = std::min<std::size_t>(64, total - from);
    const model::RecordedSteps steps(recording, from, count);
    for (std::size_t layer = 0; layer < 2; ++layer)
      for (std::size_t row = 0; row < count; ++row) {
        const auto whole = recordedTrace(recording, from + row, 1);
        const auto before = steps.withPrevious(layer, Signal::c)
                                .row(static_cast<Eigen::Index>(steps.previousRow(layer, row)));
        CHECK(before == whole.before(layer, Signal::c, 0));
        CHECK(steps.signal(layer, Signal::f).row(static_cast<Eigen::Index>(row)) ==
              whole.layers[layer].at(Signal::f).row(0));
      }
  }
}

TEST_CASE("recorded logits are tested as the network's own") {
  const model::TextModel model = textModelOf({});
  Random random(4);
  const text::Corpus corpus = streamOf(random, 900, 12);
  model::ReadingOptions exact;
  exact.batch = 1;
  const auto expected = evaluate(model, corpus, exact);
  const model::TextModel recorded = recordedModelOf(model, corpus);
  const auto got = evaluate(recorded, openCorpus(recorded, "recorded"), {});
  CHECK(got.predictions == expected.predictions);
  CHECK(got.loss == Approx(expected.loss).epsilon(1e-6));
}

TEST_CASE("arrays of other names are taken where the manifest gives them, and as LSTMVis has them") {
  const text::Corpus corpus = someCorpus();
  const auto file = recordingFileOf(textModelOf({}).network, corpus, false, false);
  CHECK(model::holdsRecording(file));
  auto renamed = file;
  rename(renamed, "tokens", "word_ids");
  rename(renamed, "layer0.h", "states1");
  rename(renamed, "layer1.h", "layer1/h");
  CHECK(model::readRecording(without(without(renamed, "layer0.c"), "layer1.c")).recordedStates() ==
        std::vector{Signal::h});
  rename(renamed, "layer0.c", "cells");
  rename(renamed, "layer1.c", "more cells");
  CHECK(model::readRecording(renamed, {{"layer0.c", "cells"}, {"layer1.c", "more cells"}}).recordedStates() ==
        std::vector{Signal::h, Signal::c});
  CHECK_FALSE(model::holdsRecording({"test", weightsOf(SmallModel{}).arrays(), {}, {}}));
}

TEST_CASE("a recording that does not fit together is refused") {
  const auto file = recordingFileOf(textModelOf({}).network, someCorpus());
  CHECK_THAT(problemOf(without(file, "tokens")), Contains("without the tokens"));
  CHECK_THAT(problemOf(without(file, "layer1.f")), Contains("layer1 has other signals"));
  CHECK_THAT(problemOf({"test", {file.arrays.back(), file.arrays[file.arrays.size() - 2]}, {}, {}}),
             Contains("no recorded states"));
  CHECK_THAT(problemOf(file, {{"layer0.h", "x"}}), Contains("[states.keys] layer0.h names the array x"));
  auto swapped = file;
  rename(swapped, "starts", "ids");
  rename(swapped, "tokens", "other");
  CHECK_THAT(problemOf(swapped), Contains("expected a row for each of the 5 tokens"));
  auto twoCells = file;
  for (const std::string layer : {"layer0", "layer1"}) rename(twoCells, layer + ".i", layer + ".z");
  CHECK_THAT(problemOf(twoCells), Contains("different cells"));
  const model::TextModel model = textModelOf({});
  model::Manifest manifest = model.manifest;
  manifest.states = "states.npz";
  CHECK_THROWS_WITH(assembleModel("recorded", manifest, file, text::Vocabulary({"a", "b"})),
                    Contains("has the id") && Contains("vocabulary ends at 1"));
}
