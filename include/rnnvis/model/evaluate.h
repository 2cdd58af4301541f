#pragma once

#include "rnnvis/model/reading.h"

namespace rnnvis::model {

/// How well a model predicts a corpus.
struct Evaluation {
  double loss = 0;        ///< Mean negative log likelihood in nats, a prediction.
  double perplexity = 0;  ///< e^loss; of a language model.
  double accuracy = 0;    ///< Share of predictions whose most likely output is the right one.
  std::size_t predictions = 0;
  std::size_t tokens = 0;
  std::size_t documents = 0;
  ReadingReport reading;
};

/// Language models: the next token at every token of a sequence but its last (T tokens give T−1 predictions).
/// Classifiers: the class of each document after its last token; the corpus must have labels. Sums in double.
/// Throws Error for a model without outputs, a corpus without labels, a classifier in context `stream`, a
/// corpus that leaves nothing to predict. Units are held by `held` where given, as readCorpus() does it.
/// `losses`, where given, receives the loss of each prediction: of language models by the place of the
/// predicted token in the corpus, of classifiers by document; NaN where nothing was predicted.
Evaluation evaluate(const TextModel& model, const text::Corpus& corpus, const ReadingOptions& options,
                    const RunControl& control = {}, const Intervention* held = nullptr,
                    std::vector<float>* losses = nullptr);

}  // namespace rnnvis::model
