#pragma once

#include "rnnvis/model/predictions.h"
#include "rnnvis/model/reading.h"

namespace rnnvis::model {

/// Bounds between which a number lies with 95 % confidence.
struct Bounds {
  double low = 0;
  double high = 0;
};

/// How well a model predicts a corpus.
struct Evaluation {
  double loss = 0;        ///< Mean negative log likelihood in nats, a prediction.
  double perplexity = 0;  ///< e^loss; of a language model.
  double accuracy = 0;    ///< Share of predictions whose most likely output is the right one.
  /// Of the means over texts like this one, from how they differ between independent blocks (documents; in a
  /// stream and of long documents pieces of streamPiece tokens): mean ± 1.96 √(G/(G−1) Σ_b (S_b − n_b
  /// mean)²) / n. ±∞ below two blocks. Accuracy of a classifier: shareBounds().
  Bounds lossBounds, accuracyBounds;
  std::size_t predictions = 0;
  std::size_t tokens = 0;
  std::size_t documents = 0;
  ReadingReport reading;
};

/// Language models: the next token at every token of a sequence but its last (T tokens give T−1 predictions).
/// Classifiers: the class of each document after its last token; the corpus must have labels. Sums in double.
/// Throws what PredictionReader throws, and Error for a corpus that leaves nothing to predict. Units are held
/// by `held` where given, as readCorpus() does it. `predictions`, where given, receives every one of them.
Evaluation evaluate(const TextModel& model, const text::Corpus& corpus, const ReadingOptions& options,
                    const RunControl& control = {}, const Intervention* held = nullptr,
                    Predictions* predictions = nullptr);

/// A number for the independent block of each place of a language model's corpus, ascending: of a document, of
/// long ones and of a stream a piece of streamPiece tokens.
std::vector<std::size_t> independentBlocks(const text::Corpus& corpus, Context context);

/// Wilson's 95 % interval of a share, `successes` of `trials`; [0, 1] where nothing was tried.
Bounds shareBounds(std::size_t successes, std::size_t trials);

/// How well one class is told from the others.
struct ClassMeasures {
  std::size_t count = 0;                 ///< Documents of the class …
  std::size_t predicted = 0;             ///< … and those taken for it …
  std::size_t right = 0;                 ///< … rightly.
  double precision = 0;                  ///< right / predicted; NaN where none was.
  double recall = 0;                     ///< right / count; NaN where there is none.
  double f1 = 0;                         ///< 2 right / (count + predicted); NaN where both are 0.
  Bounds precisionBounds, recallBounds;  ///< shareBounds()
};

/// counts[target][output] of a classifier's predictions over `classes` classes.
std::vector<std::vector<std::size_t>> confusionOf(const Predictions& predictions, std::size_t classes);
/// The measures of each class of a confusion matrix.
std::vector<ClassMeasures> measuresOf(const std::vector<std::vector<std::size_t>>& confusion);

/// Whether a model is right as often as it says: predictions by their confidence.
struct Calibration {
  struct Bin {
    double from = 0, to = 0;  ///< Confidences in (from, to].
    std::size_t count = 0;
    double confidence = 0;  ///< Mean of those; NaN where there is none.
    double accuracy = 0;    ///< Share that is right; NaN where there is none.
  };
  std::vector<Bin> bins;     ///< Of equal width over (0, 1].
  double expectedError = 0;  ///< Σ_bins count/n |confidence − accuracy| (Naeini et al. 2015).
};
Calibration calibrationOf(const Predictions& predictions, std::size_t bins = 10);

}  // namespace rnnvis::model
