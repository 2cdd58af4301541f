#include "rnnvis/response/beginning.h"

#include "recorded_model.h"
#include "rnnvis/base/error.h"
#include "small_text_model.h"

#include <catch2/catch.hpp>

using namespace rnnvis;
using namespace rnnvis::test;
using response::beginningOf;

TEST_CASE("a beginning ends with a document where one ends in time") {
  Random random(3);
  const text::Corpus corpus = corpusOf(random, {4, 3, 6, 2}, 12);
  const auto check = [&](std::size_t tokens, std::vector<std::size_t> starts) {
    CAPTURE(tokens);
    const text::Corpus got = beginningOf(corpus, tokens);
    CHECK(got.starts == starts);
    CHECK(got.ids == std::vector<WordId>(corpus.ids.begin(),
                                         corpus.ids.begin() + static_cast<std::ptrdiff_t>(starts.back())));
    CHECK(got.labels.size() == got.documents());
    CHECK(std::equal(got.labels.begin(), got.labels.end(), corpus.labels.begin()));
  };
  check(7, {0, 4, 7});
  check(12, {0, 4, 7});
  check(13, {0, 4, 7, 13});
  check(100, corpus.starts);
  check(4, {0, 4});
  check(3, {0, 3});  // Within the first document.
}

TEST_CASE("the analysis of a beginning is that of the text without its rest") {
  const model::TextModel model = textModelOf(SmallModel{});
  Random random(4);
  const text::Corpus corpus = corpusOf(random, {40, 30, 60}, 12);
  const auto got = response::analyzeBeginning(model, corpus, "test", 80, {});
  const auto expected = response::analyze(model, beginningOf(corpus, 80), "test", {});
  CHECK(got->info.tokens == 70);
  CHECK(got->info.wholeTokens == 130);
  CHECK(expected->info.wholeTokens == 0);
  CHECK(got->count == expected->count);
  const auto mean = [](const response::Analysis& of) {
    return of.responses(LayerId{1}, model::Signal::c).mean.matrix();
  };
  CHECK(mean(*got) == mean(*expected));
  CHECK_THROWS_AS(response::analyzeBeginning(recordedModelOf(model, corpus), corpus, "test", 80, {}), Error);
}
