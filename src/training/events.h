#pragma once

#include "network.h"
#include "run_state.h"

#include "rnnvis/training/data.h"
#include "rnnvis/training/train.h"

#include <cstddef>
#include <optional>

namespace rnnvis::training {

// What a run tells, as JSON and for people (docs/training.md).

/// Means over some targets.
struct Measure {
  double loss = 0;  ///< Nats.
  double accuracy = 0;
};

/// Where a run is within an epoch, and how fast.
struct Pace {
  std::size_t epoch = 0, epochs = 0, step = 0, steps = 0;
  double tokensPerSecond = 0;
  double secondsLeft = 0;  ///< Of the whole run, should it go through all epochs.
};

struct EpochResult {
  std::size_t epoch = 0, epochs = 0;
  double learningRate = 0, seconds = 0, tokensPerSecond = 0;
  Measure train, valid;
  bool isBest = false;
};

Event dataEvent(const TrainingData& data);
Event runEvent(const Configuration& configuration, const std::vector<Parameter<float>>& parameters,
               unsigned threads, std::size_t epochsDone);
Event progressEvent(const Pace& pace, const Measure& measure, bool isClassifier);
Event epochEvent(const EpochResult& result, bool isClassifier);
/// The end of a run: the best epoch's measures on the validation text and the test text, where there is one.
Event resultEvent(const std::filesystem::path& folder, const RunState& state, std::size_t epochs,
                  const Measure& valid, const std::optional<Measure>& test, bool isClassifier);

}  // namespace rnnvis::training
