#pragma once

#include "rnnvis/model/evaluate.h"
#include "rnnvis/response/analysis.h"

#include <cstdint>
#include <vector>

namespace rnnvis::response {

/// What the state of ablated units is held at: its mean over the analysed corpus, or zero.
enum class Replacement { mean, zero };

struct AblationOptions {
  model::ReadingOptions reading;  ///< Streams are read in one exact part, whatever batch and warm-up say.
  std::size_t sets = 20;          ///< Random sets of equal size.
  std::uint64_t seed = 1;         ///< Of the random sets.
};

/// How random sets of equal size fare.
struct RandomSets {
  std::vector<double> changes;  ///< One a set, in the order they were drawn.
  double mean = 0;
  double deviation = 0;  ///< (n−1); 0 for a single set.
  double pValue = 1;     ///< (1 + number of sets that do as much harm or more) / (1 + sets).
};

/// What holding units does to one output: a word of a language model, a class of a classifier.
struct TargetEffect {
  std::size_t target = 0;
  std::int64_t count = 0;  ///< Predictions in which it was right.
  double change = 0;       ///< Mean change of their loss, in nats.
  RandomSets random;       ///< The same of the random sets.
};

struct Ablation {
  model::Evaluation before, after;
  double lossChange = 0;              ///< Nats a prediction, over those of finite loss before.
  double accuracyChange = 0;          ///< In [−1, 1].
  RandomSets loss, accuracy;          ///< Of lossChange and accuracyChange of the random sets.
  std::vector<TargetEffect> targets;  ///< Most harmed first; those that were predicted at all.
};

/// What the units of one state of one layer are held at, all of them.
std::vector<float> replacementValues(const Analysis& analysis, LayerId layer, model::Signal state,
                                     Replacement replacement);

/// Evaluates the model as it is, with `units` of a layer's state held at their `values` ([n], all units of
/// that state) at every step, and with random sets of as many units of the same layer held likewise, drawn
/// uniformly from all of them without replacement. One evaluation takes one thread; the result does not
/// depend on their number. Throws as model::evaluate does, and Error for no units at all.
Ablation ablate(const model::TextModel& model, const text::Corpus& corpus, LayerId layer, model::Signal state,
                const std::vector<std::size_t>& units, const std::vector<float>& values,
                const AblationOptions& options, const RunControl& control = {});

}  // namespace rnnvis::response
