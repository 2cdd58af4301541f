#include "rnnvis/model/evaluate.h"

#include "reference.h"
#include "rnnvis/model/trace.h"
#include "small_text_model.h"

#include <catch2/catch.hpp>

#include <cmath>

using namespace rnnvis;
using namespace rnnvis::test;

namespace {

/// −log softmax(logits)[target], in double.
double lossOf(const Eigen::RowVectorXf& logits, Eigen::Index target) {
  double sum = 0;
  for (float logit : logits) sum += std::exp(double{logit});
  return std::log(sum) - double{logits[target]};
}

bool isRight(const Eigen::RowVectorXf& logits, Eigen::Index target) {
  Eigen::Index best = 0;
  logits.maxCoeff(&best);
  return best == target;
}

}  // namespace

TEST_CASE("a language model's loss is the mean over all tokens but the first") {
  SmallModel small;
  small.outputs = small.tokens = 300;  // More than one block of logSumExp.
  const model::TextModel model = textModelOf(small);
  Random random(41);
  const text::Corpus corpus = corpusOf(random, {30, 70, 1}, small.tokens);
  const auto all = trace(model.network, corpus.ids, zeroState(model.network)).logits;
  double loss = 0, right = 0;
  for (Eigen::Index t = 0; t + 1 < all.rows(); ++t) {
    const Eigen::Index next = corpus.ids[static_cast<std::size_t>(t) + 1].value;
    loss += lossOf(all.row(t), next);
    right += isRight(all.row(t), next);
  }
  const auto result = evaluate(model, corpus, {});
  CHECK(result.predictions == 100);
  CHECK(result.tokens == 101);
  CHECK(result.documents == 3);
  CHECK(result.loss == Approx(loss / 100).epsilon(1e-5));
  CHECK(result.perplexity == Approx(std::exp(result.loss)));
  CHECK(result.accuracy == Approx(right / 100));
}

TEST_CASE("line by line, nothing is predicted across the end of a document") {
  const model::TextModel model = textModelOf(SmallModel{});
  Random random(42);
  const text::Corpus corpus = corpusOf(random, {5, 1, 8}, 12);
  double loss = 0;
  for (std::size_t d = 0; d < 3; ++d) {
    const auto ids = std::span(corpus.ids).subspan(corpus.starts[d], corpus.starts[d + 1] - corpus.starts[d]);
    const auto logits = trace(model.network, ids, zeroState(model.network)).logits;
    for (std::size_t t = 0; t + 1 < ids.size(); ++t)
      loss += lossOf(logits.row(static_cast<Eigen::Index>(t)), ids[t + 1].value);
  }
  const auto result = evaluate(model, corpus, {model::Context::sentence, 0, 0, 1});
  CHECK(result.predictions == 4 + 0 + 7);
  CHECK(result.loss == Approx(loss / 11).epsilon(1e-5));
}

TEST_CASE("a classifier is judged after the last token of each document") {
  SmallModel small;
  small.cell = "gru";
  small.outputs = 2;
  const model::TextModel model = textModelOf(small, model::Task::classifier);
  Random random(43);
  const text::Corpus corpus = corpusOf(random, {3, 9, 1, 4, 4, 12, 2}, 12);
  double loss = 0, right = 0;
  for (std::size_t d = 0; d < corpus.documents(); ++d) {
    const auto ids = std::span(corpus.ids).subspan(corpus.starts[d], corpus.starts[d + 1] - corpus.starts[d]);
    const Matrix logits = trace(model.network, ids, zeroState(model.network)).logits.bottomRows(1);
    loss += lossOf(logits.row(0), corpus.labels[d]);
    right += isRight(logits.row(0), corpus.labels[d]);
  }
  const auto result = evaluate(model, corpus, {});
  CHECK(result.predictions == 7);
  CHECK(result.loss == Approx(loss / 7).epsilon(1e-5));
  CHECK(result.accuracy == Approx(right / 7));
}

TEST_CASE("a classifier that was trained to read padding is judged after it") {
  SmallModel small;
  small.outputs = 2;
  model::TextModel model = textModelOf(small, model::Task::classifier);
  model.manifest.padding = model::Padding{"<unk>", 9, true};
  model.padding = WordId{0};
  Random random(44);
  const text::Corpus corpus = corpusOf(random, {4}, 12);
  auto ids = corpus.ids;
  ids.resize(9, WordId{0});
  const Matrix logits = trace(model.network, ids, zeroState(model.network)).logits.bottomRows(1);
  CHECK(evaluate(model, corpus, {}).loss == Approx(lossOf(logits.row(0), 0)).epsilon(1e-5));
}

TEST_CASE("threads and parts do not change what is measured") {
  const model::TextModel model = textModelOf(SmallModel{});
  Random random(45);
  const text::Corpus corpus = streamOf(random, 2000, 12);
  const auto exact = evaluate(model, corpus, {std::nullopt, 1, 0, 1});
  CHECK(evaluate(model, corpus, {std::nullopt, 1, 0, 3}).loss == exact.loss);
  const auto parts = evaluate(model, corpus, {std::nullopt, 20, 200, 2});
  CHECK(parts.predictions == exact.predictions);
  CHECK(parts.reading.batch == 8);  // Of at least 256 tokens each.
  CHECK(parts.loss == Approx(exact.loss).epsilon(1e-5));
}

TEST_CASE("what cannot be tested says why") {
  SmallModel small;
  small.outputs = 2;
  Random random(46);
  text::Corpus corpus = corpusOf(random, {4, 4}, 12);
  const model::TextModel classifier = textModelOf(small, model::Task::classifier);
  CHECK_THROWS_WITH(evaluate(classifier, corpus, {model::Context::stream, 0, 0, 1}),
                    Catch::Contains("context sentence"));
  corpus.labels.clear();
  CHECK_THROWS_WITH(evaluate(classifier, corpus, {}), Catch::Contains("no labels"));
  CHECK_THROWS_WITH(evaluate(textModelOf(small, model::Task::encoder), corpus, {}),
                    Catch::Contains("no outputs"));
  const text::Corpus one = corpusOf(random, {1}, 12);
  CHECK_THROWS_WITH(evaluate(textModelOf(SmallModel{}), one, {}), Catch::Contains("a text of 1 token"));
}

TEST_CASE("the King James model has the perplexity that it was measured with") {
  REQUIRE_REFERENCE("models/kjv-lstm-128x2");
  const auto model = model::openModel(reference("models/kjv-lstm-128x2"));
  const auto result = evaluate(*model, openCorpus(*model, "test"), {});
  CHECK(result.perplexity == Approx(27.429877842548798).epsilon(1e-3));
}

#ifndef RNNVIS_SANITIZED
TEST_CASE("the Penn Treebank model has the perplexity that it was measured with") {
  REQUIRE_REFERENCE("models/ptb-lstm-200x2");
  const auto model = model::openModel(reference("models/ptb-lstm-200x2"));
  const auto result = evaluate(*model, openCorpus(*model, "test"), {});
  CHECK(result.tokens == 82430);
  CHECK(result.perplexity == Approx(114.28947749342352).epsilon(1e-3));
}
#endif
