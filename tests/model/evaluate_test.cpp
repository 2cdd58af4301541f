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

TEST_CASE("every prediction is kept with its loss and confidence") {
  SmallModel small;
  small.outputs = 3;
  const model::TextModel model = textModelOf(small, model::Task::classifier);
  Random random(47);
  text::Corpus corpus = corpusOf(random, {3, 9, 1, 4, 12, 2}, 12);
  corpus.labels = {0, 2, 1, 1, 0, 2};
  model::Predictions found;
  evaluate(model, corpus, {}, {}, nullptr, &found);
  REQUIRE(found.places() == 6);
  for (std::size_t d = 0; d < 6; ++d) {
    const auto ids = std::span(corpus.ids).subspan(corpus.starts[d], corpus.starts[d + 1] - corpus.starts[d]);
    const Matrix logits = trace(model.network, ids, zeroState(model.network)).logits.bottomRows(1);
    Eigen::Index best = 0;
    logits.row(0).maxCoeff(&best);
    CHECK(found.targets[d] == corpus.labels[d]);
    CHECK(found.outputs[d] == best);
    CHECK(double{found.losses[d]} == Approx(lossOf(logits.row(0), corpus.labels[d])).epsilon(1e-5));
    CHECK(double{found.confidences[d]} == Approx(std::exp(-lossOf(logits.row(0), best))).epsilon(1e-5));
  }
}

TEST_CASE("bounds follow from the differences between independent blocks") {
  const model::TextModel model = textModelOf(SmallModel{});
  Random random(48);
  const bool stream = GENERATE(true, false);
  const text::Corpus corpus = corpusOf(random, {5, 300, 1, 700, 60}, 12);
  model::Predictions found;
  const auto result =
      evaluate(model, corpus, {stream ? model::Context::stream : model::Context::sentence, 1, 0, 1}, {},
               nullptr, &found);
  // Pieces of 256 tokens, of the stream or of each document.
  const std::vector<std::size_t> cuts =
      stream ? std::vector<std::size_t>{0, 256, 512, 768, 1024, 1066}
             : std::vector<std::size_t>{0, 5, 261, 305, 306, 562, 818, 1006, 1066};
  double n = 0, loss = 0, right = 0;
  for (std::size_t t = 0; t < found.places(); ++t)
    if (found.has(t)) ++n, loss += double{found.losses[t]}, right += found.outputs[t] == found.targets[t];
  double lossSquares = 0, rightSquares = 0, blocks = 0;
  for (std::size_t b = 0; b + 1 < cuts.size(); ++b) {
    double ofLoss = 0, ofRight = 0, count = 0;
    for (std::size_t t = cuts[b]; t < cuts[b + 1]; ++t)
      if (found.has(t)) {
        ++count;
        ofLoss += double{found.losses[t]} - loss / n;
        ofRight += (found.outputs[t] == found.targets[t]) - right / n;
      }
    blocks += count > 0;
    lossSquares += ofLoss * ofLoss;
    rightSquares += ofRight * ofRight;
  }
  CHECK(blocks == (stream ? 5 : 7));  // A document of one token predicts nothing.
  const auto margin = [&](double squares) { return 1.96 * std::sqrt(blocks / (blocks - 1) * squares) / n; };
  CHECK(result.loss == Approx(loss / n));
  CHECK(result.lossBounds.low == Approx(loss / n - margin(lossSquares)).epsilon(1e-4));
  CHECK(result.lossBounds.high == Approx(loss / n + margin(lossSquares)).epsilon(1e-4));
  CHECK(result.accuracyBounds.low == Approx(right / n - margin(rightSquares)).epsilon(1e-3));
  CHECK(result.accuracyBounds.high == Approx(right / n + margin(rightSquares)).epsilon(1e-3));
}

TEST_CASE("a share is bounded as Wilson has it") {
  // 81 of 263: Newcombe 1998, table I.
  CHECK(model::shareBounds(81, 263).low == Approx(0.2553).margin(5e-5));
  CHECK(model::shareBounds(81, 263).high == Approx(0.3662).margin(5e-5));
  CHECK(model::shareBounds(0, 20).low == 0);
  CHECK(model::shareBounds(0, 20).high == Approx(0.1611).margin(5e-5));
  CHECK(model::shareBounds(1, 29).low == Approx(0.0061).margin(5e-5));
  CHECK(model::shareBounds(29, 29).high == 1);
  CHECK(model::shareBounds(0, 0).low == 0);
  CHECK(model::shareBounds(0, 0).high == 1);
}

TEST_CASE("confusion, precision, recall and F1 are counted from predictions") {
  const model::Predictions predictions{
      {0, 0, 0, 0, 0, 0, NAN}, {1, 1, 1, 1, 1, 1, NAN}, {0, 1, 1, 0, 2, 1, -1}, {0, 1, 0, 0, 1, 1, -1}};
  const auto counts = confusionOf(predictions, 4);
  CHECK(counts ==
        std::vector<std::vector<std::size_t>>{{2, 1, 0, 0}, {0, 2, 1, 0}, {0, 0, 0, 0}, {0, 0, 0, 0}});
  const auto measures = model::measuresOf(counts);
  CHECK(measures[0].count == 3);
  CHECK(measures[0].predicted == 2);
  CHECK(measures[0].precision == 1);
  CHECK(measures[0].recall == Approx(2.0 / 3));
  CHECK(measures[0].f1 == Approx(0.8));
  CHECK(measures[1].precision == Approx(2.0 / 3));
  CHECK(measures[1].recall == Approx(2.0 / 3));
  CHECK(measures[1].recallBounds.low == model::shareBounds(2, 3).low);
  CHECK(measures[2].precision == 0);
  CHECK(std::isnan(measures[2].recall));
  CHECK(measures[2].f1 == 0);
  CHECK(std::isnan(measures[3].precision));
  CHECK(std::isnan(measures[3].f1));
}

TEST_CASE("calibration compares how sure a model is with how often it is right") {
  const model::Predictions predictions{
      {0, 0, 0, 0, NAN}, {0.45f, 0.5f, 0.95f, 1.0f, NAN}, {0, 1, 1, 0, -1}, {0, 0, 1, 1, -1}};
  const auto found = calibrationOf(predictions);
  REQUIRE(found.bins.size() == 10);
  CHECK(found.bins[4].count == 2);  // 0.5 is the end of (0.4, 0.5].
  CHECK(found.bins[4].confidence == Approx(0.475));
  CHECK(found.bins[4].accuracy == 0.5);
  CHECK(found.bins[9].count == 2);
  CHECK(found.bins[9].confidence == Approx(0.975));
  CHECK(std::isnan(found.bins[0].accuracy));
  CHECK(found.expectedError == Approx(0.5 * 0.025 + 0.5 * 0.475));
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
