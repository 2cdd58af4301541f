#include "rnnvis/sequence/sentence.h"

#include "rnnvis/base/error.h"
#include "small_text_model.h"

#include <catch2/catch.hpp>

using namespace rnnvis;
using namespace rnnvis::test;
using Catch::Contains;
using model::Signal;
using sequence::readSentence;
using Strings = std::vector<std::string>;

namespace {

model::TextModel classifier() {
  return textModelOf({.outputs = 2}, model::Task::classifier);
}

std::vector<WordId> idsOf(const std::vector<std::int32_t>& numbers) {
  std::vector<WordId> ids;
  for (std::int32_t number : numbers) ids.push_back(WordId{number});
  return ids;
}

/// The last top state of reading such tokens from zero.
Vector endOf(const model::TextModel& model, const std::vector<std::int32_t>& numbers) {
  return stateAfter(model.network, idsOf(numbers)).back().h;
}

Vector lastOf(const sequence::Sentence& sentence) {
  return sentence.trace.layers.back().at(Signal::h).bottomRows(1).transpose();
}

}  // namespace

TEST_CASE("a language model's sentence starts after one end of line, which is told and not shown") {
  const model::TextModel model = textModelOf(SmallModel{});
  const auto sentence = readSentence(model, "w3  zebra w5");
  CHECK(sentence.text == "w3  zebra w5");
  CHECK(sentence.ids == idsOf({3, 0, 5}));
  CHECK(sentence.tokens == Strings{"w3", "zebra", "w5"});
  CHECK(sentence.start == Strings{"<eos>"});
  CHECK(sentence.trace.steps() == 3);
  CHECK(sentence.trace.start.back().h.isApprox(endOf(model, {1}), 1e-6f));
  CHECK(lastOf(sentence).isApprox(endOf(model, {1, 3, 0, 5}), 1e-5f));
}

TEST_CASE("a classifier's sentence starts from zero") {
  const model::TextModel model = classifier();
  const auto sentence = readSentence(model, "w3 w4");
  CHECK(sentence.start.empty());
  CHECK(sentence.trace.start.back().h.isZero());
  CHECK(lastOf(sentence).isApprox(endOf(model, {3, 4}), 1e-5f));
}

TEST_CASE("zero is the start on request") {
  const model::TextModel model = textModelOf(SmallModel{});
  const auto sentence = readSentence(model, "w3 w4", {"", true});
  CHECK(sentence.start.empty());
  CHECK(lastOf(sentence).isApprox(endOf(model, {3, 4}), 1e-5f));
}

TEST_CASE("a prefix is read first and not shown") {
  const model::TextModel model = textModelOf(SmallModel{});
  const auto sentence = readSentence(model, "w3", {"w7 w8", false});
  CHECK(sentence.start == Strings{"<eos>", "w7", "w8"});
  CHECK(sentence.tokens == Strings{"w3"});
  CHECK(lastOf(sentence).isApprox(endOf(model, {1, 7, 8, 3}), 1e-5f));
  CHECK(lastOf(readSentence(model, "w3", {"w7 w8", true})).isApprox(endOf(model, {7, 8, 3}), 1e-5f));
}

TEST_CASE("padding on the left is read first, as far as the sentence does not fill it") {
  model::TextModel model = classifier();
  model.manifest.padding = model::Padding{"w11", 4, false};
  model.padding = WordId{11};
  const auto sentence = readSentence(model, "w3 w4 w5");
  CHECK(sentence.start == Strings{"w11"});
  CHECK(lastOf(sentence).isApprox(endOf(model, {11, 3, 4, 5}), 1e-5f));
}

TEST_CASE("a sentence without a token is refused") {
  const model::TextModel model = textModelOf(SmallModel{});
  for (const std::string text : {"", " \t ", "\xC2\xA0"}) {
    CAPTURE(text);
    CHECK_THROWS_WITH(readSentence(model, text), Contains("no token"));
  }
  CHECK_THROWS_WITH(readSentence(model, "w3 \xFF"), Contains("UTF-8"));
}

TEST_CASE("unknown words are refused or skipped where nothing stands for them") {
  model::TextModel model = textModelOf(SmallModel{});
  model.manifest.text.unknown.reset();
  CHECK_THROWS_WITH(readSentence(model, "w3 zebra"), Contains("\"zebra\""));
  CHECK_THROWS_WITH(readSentence(model, "w3", {"zebra", false}), Contains("\"zebra\""));
  model.manifest.text.outOfVocabulary = text::OutOfVocabulary::skip;
  const auto sentence = readSentence(model, "w3 zebra w4");
  CHECK(sentence.tokens == Strings{"w3", "w4"});
  CHECK(sentence.skipped == 1);
  CHECK_THROWS_WITH(readSentence(model, "zebra"), Contains("no token"));
}
