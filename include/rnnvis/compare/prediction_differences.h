#pragma once

#include "rnnvis/base/run_control.h"
#include "rnnvis/compare/shared_words.h"
#include "rnnvis/model/evaluate.h"
#include "rnnvis/text/tagger.h"

#include <cstddef>
#include <vector>

namespace rnnvis::compare {

/// A mean over places that both sides predict, and whether the sides differ in it. The test is Student's on
/// the differences d of the places, with a standard error robust to dependence within blocks (response/
/// confidence.h): √(G/(G−1) Σ_b (S_b − n_b d̄)²) / n, G−1 degrees of freedom. Blocks are documents, in a
/// stream pieces of model::streamPiece tokens: the losses of neighbouring tokens depend on one another, so
/// that a test that takes them as independent finds differences that another text would not have.
struct PairedMean {
  Sides<double> mean;
  double difference = 0;  ///< B less A.
  model::Bounds bounds;   ///< 95 % of the difference; ±∞ below two blocks.
  double pValue = 1;
  double qValue = 1;  ///< pValue adjusted over its list (Benjamini and Hochberg 1995).
  std::size_t places = 0, blocks = 0;
};

/// The losses of one word, or of one class, where it is what should be predicted.
struct WordLoss {
  SharedWord word;  ///< Of classifiers: the class, as its index on either side.
  PairedMean loss;
};
struct TagLoss {
  text::Tag tag = text::Tag::other;
  PairedMean loss;
};

struct PredictionDifferences {
  /// Each on its own, as `rnnvis test` measures it: over all that it predicts of its own text.
  Sides<model::Evaluation> alone;
  /// Over the places where both predict the same word (class), in nats and shares.
  PairedMean loss, accuracy;
  std::vector<WordLoss> words;  ///< Of at least `minimumCount` places, the largest |difference| first.
  std::vector<TagLoss> tags;    ///< Language models of words; those that occur, in the order of text::Tag.
  std::size_t leftOut = 0;      ///< Places that only one of the sides predicts or knows the word of.
};

/// Tests both models on A's text, in one context (model::contextOf of both). Language models of words, or
/// both of characters, are compared at the tokens of the same span of the text that both know; classifiers at
/// the documents with a class that both have. Probabilities are over each model's own outputs: with different
/// vocabularies the smaller one has it easier. There is no result, but a problem, for different tasks or
/// levels, models without outputs, texts without labels for a classifier, and a text that B cannot read.
Attempt<PredictionDifferences> comparePredictions(const Subjects& subjects,
                                                  const model::ReadingOptions& reading,
                                                  std::size_t minimumCount, const RunControl& control = {});

}  // namespace rnnvis::compare
