#include "rnnvis/response/example_contexts.h"

#include "recorded_model.h"
#include "rnnvis/base/error.h"
#include "rnnvis/model/trace.h"
#include "rnnvis/response/analyze.h"
#include "small_text_model.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

using namespace rnnvis;
using namespace rnnvis::test;
using model::Context;
using model::Signal;
using response::ContextOptions;
using response::Example;
using response::exampleContexts;

namespace {

constexpr LayerId layer{1};
constexpr UnitId unit{3};
const std::vector<WordId> words{WordId{0}, WordId{3}, WordId{5}};

text::Corpus manyDocuments() {
  Random random(8);
  std::vector<std::size_t> lengths;
  for (int d = 0; d < 50; ++d) lengths.push_back(1 + random.below(30));
  return corpusOf(random, lengths, 12);
}

ContextOptions optionsOf(Context context) {
  ContextOptions options;
  options.context = context;
  return options;
}

/// What `read`, which begins at position `begin` of the corpus, holds at each token of an example.
void checkAgainst(const model::Trace& read, std::size_t begin, const Example& example, Signal state) {
  for (std::size_t i = 0; i < example.tokens.size(); ++i) {
    const auto t = static_cast<Eigen::Index>(example.position - example.at + i - begin);
    CHECK(example.tokens[i].state ==
          Approx(read.layers[layer.index()].at(state)(t, unit.value)).margin(1e-5));
    CHECK(example.tokens[i].response ==
          Approx(read.response(layer.index(), state, t)[unit.value]).margin(1e-5));
  }
}

void checkPlace(const Example& example, const text::Corpus& corpus) {
  CHECK(corpus.ids[example.position] == example.word);
  CHECK(corpus.starts[example.document] <= example.position);
  CHECK(example.position < corpus.starts[example.document + 1]);
  for (std::size_t i = 0; i < example.tokens.size(); ++i)
    CHECK(example.tokens[i].word == corpus.ids[example.position - example.at + i]);
}

}  // namespace

TEST_CASE("examples of documents hold what the unit does when the document is read from its start") {
  const std::string cell = GENERATE("lstm", "gru", "rnn");
  SmallModel small;
  small.cell = cell;
  const model::TextModel model = textModelOf(small);
  const text::Corpus corpus = manyDocuments();
  const auto state = model::analysedState(model.network.cell);
  const auto got = exampleContexts(model, corpus, layer, state, unit, words, optionsOf(Context::sentence));
  CHECK(got.warmup == 0);
  REQUIRE(got.examples.size() == 9);
  for (std::size_t i = 0; i < got.examples.size(); ++i) {
    const Example& example = got.examples[i];
    CHECK(example.word == words[i / 3]);
    checkPlace(example, corpus);
    const std::size_t begin = corpus.starts[example.document], end = corpus.starts[example.document + 1];
    CHECK(example.at == std::min<std::size_t>(8, example.position - begin));
    CHECK(example.tokens.size() - example.at - 1 == std::min<std::size_t>(4, end - example.position - 1));
    const auto ids = std::span(corpus.ids).subspan(begin, end - begin);
    checkAgainst(trace(model.network, ids, zeroState(model.network)), begin, example, state);
  }
}

TEST_CASE("examples of a stream are those of the stream where the warm-up reaches its start") {
  const model::TextModel model = textModelOf(SmallModel{});
  const text::Corpus corpus = manyDocuments();
  ContextOptions options = optionsOf(Context::stream);
  options.warmup = corpus.ids.size();
  const auto got = exampleContexts(model, corpus, layer, Signal::c, unit, words, options);
  const model::Trace whole = trace(model.network, corpus.ids, zeroState(model.network));
  REQUIRE(got.examples.size() == 9);
  for (const Example& example : got.examples) {
    checkPlace(example, corpus);
    checkAgainst(whole, 0, example, Signal::c);
  }
}

TEST_CASE("a warm-up begins so many tokens before what is shown, from zero") {
  const model::TextModel model = textModelOf(SmallModel{});
  const text::Corpus corpus = manyDocuments();
  ContextOptions options = optionsOf(Context::stream);
  options.warmup = 2;
  const auto got = exampleContexts(model, corpus, layer, Signal::c, unit, words, options);
  CHECK(got.warmup == 2);
  for (const Example& example : got.examples) {
    const std::size_t first = example.position - example.at, begin = first - std::min<std::size_t>(2, first);
    const auto ids = std::span(corpus.ids).subspan(begin, first + example.tokens.size() - begin);
    checkAgainst(trace(model.network, ids, zeroState(model.network)), begin, example, Signal::c);
  }
}

TEST_CASE("padding is read as the model reads it") {
  model::TextModel model = textModelOf(SmallModel{});
  model.padding = WordId{2};
  model.manifest.padding.emplace();
  model.manifest.padding->length = 35;
  model.manifest.padding->right = false;
  const text::Corpus corpus = manyDocuments();
  const auto got =
      exampleContexts(model, corpus, layer, Signal::h, unit, words, optionsOf(Context::sentence));
  for (const Example& example : got.examples) {
    const std::size_t begin = corpus.starts[example.document], end = corpus.starts[example.document + 1];
    const std::vector<WordId> pads(35 - (end - begin), WordId{2});
    const auto ids = std::span(corpus.ids).subspan(begin, end - begin);
    checkAgainst(trace(model.network, ids, stateAfter(model.network, pads)), begin, example, Signal::h);
  }
  ContextOptions stream = optionsOf(Context::stream);
  const auto read = exampleContexts(model, corpus, layer, Signal::h, unit, words, stream);
  CHECK(read.warmup == 0);
  const model::Trace whole = trace(model.network, corpus.ids, zeroState(model.network));
  for (const Example& example : read.examples) checkAgainst(whole, 0, example, Signal::h);
}

TEST_CASE("recorded states give examples of what was recorded") {
  const model::TextModel model = textModelOf(SmallModel{});
  const text::Corpus corpus = manyDocuments();
  const auto options = optionsOf(Context::sentence);
  const auto computed = exampleContexts(model, corpus, layer, Signal::c, unit, words, options);
  const auto recorded =
      exampleContexts(recordedModelOf(model, corpus), corpus, layer, Signal::c, unit, words, options);
  REQUIRE(recorded.examples.size() == computed.examples.size());
  for (std::size_t i = 0; i < computed.examples.size(); ++i)
    for (std::size_t t = 0; t < computed.examples[i].tokens.size(); ++t) {
      CHECK(recorded.examples[i].tokens[t].state ==
            Approx(computed.examples[i].tokens[t].state).margin(1e-5));
      CHECK(recorded.examples[i].tokens[t].response ==
            Approx(computed.examples[i].tokens[t].response).margin(1e-5));
    }
}

TEST_CASE("examples are among the occurrences whose responses the analysis kept") {
  const model::TextModel model = textModelOf(SmallModel{});
  const text::Corpus corpus = manyDocuments();
  response::AnalyzeOptions analyze;
  analyze.reading.context = Context::sentence;
  analyze.sampleLimit = 4;
  const auto analysis = response::analyze(model, corpus, "test", analyze);
  const auto& samples = analysis->responses(layer, Signal::c).samples;
  ContextOptions options = optionsOf(Context::sentence);
  options.seed = analyze.seed;
  for (const Example& example :
       exampleContexts(model, corpus, layer, Signal::c, unit, words, options).examples) {
    double nearest = 1;
    for (auto row = analysis->sampleOffsets[example.word.index()];
         row < analysis->sampleOffsets[example.word.index() + 1]; ++row)
      nearest = std::min(nearest, std::abs(double{samples.at(static_cast<std::size_t>(row), unit.index())} -
                                           double{example.tokens[example.at].response}));
    CHECK(nearest < 1e-3);  // Samples are half floats.
  }
}

TEST_CASE("other seeds give other examples, a word that does not occur none") {
  const model::TextModel model = textModelOf(SmallModel{});
  const text::Corpus corpus = manyDocuments();
  ContextOptions options = optionsOf(Context::sentence);
  options.perWord = 5;
  const auto placesOf = [&] {
    std::set<std::size_t> places;
    for (const Example& example :
         exampleContexts(model, corpus, layer, Signal::c, unit, words, options).examples)
      places.insert(example.position);
    return places;
  };
  const auto first = placesOf();
  CHECK(first.size() == 15);
  CHECK(placesOf() == first);
  options.seed = 2;
  CHECK(placesOf() != first);
  CHECK(exampleContexts(model, corpus, layer, Signal::c, unit, {WordId{100}}, options).examples.empty());
  options.perWord = 0;
  CHECK(exampleContexts(model, corpus, layer, Signal::c, unit, words, options).examples.empty());
}

TEST_CASE("examples of what does not exist are refused") {
  const model::TextModel model = textModelOf(SmallModel{});
  const text::Corpus corpus = manyDocuments();
  const auto examples = [&](LayerId of, Signal state, UnitId at) {
    return exampleContexts(model, corpus, of, state, at, words, {});
  };
  CHECK_THROWS_AS(examples(LayerId{2}, Signal::c, unit), Error);
  CHECK_THROWS_AS(examples(layer, Signal::z, unit), Error);
  CHECK_THROWS_AS(examples(layer, Signal::c, UnitId{6}), Error);
  CHECK_THROWS_AS(examples(layer, Signal::c, UnitId{-1}), Error);
}
