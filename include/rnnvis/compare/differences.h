#pragma once

#include "rnnvis/compare/cluster_differences.h"
#include "rnnvis/compare/prediction_differences.h"
#include "rnnvis/compare/sentence_differences.h"
#include "rnnvis/compare/word_differences.h"

#include <memory>
#include <optional>

namespace rnnvis::compare {

/// All that is computed about two sides but their sentences. What needs the two models to read the text again
/// is an attempt of its own, so that the rest is there at once and a side that cannot be read costs no more
/// than what hangs on it.
struct Differences {
  SharedWords shared;
  Attempt<JointReading> joint;
  WordDifferences words;
  std::optional<ClusterDifferences> wordClusters;
  std::optional<ClusterDifferences> unitClusters;  ///< Needs the joint reading.
  Attempt<PredictionDifferences> predictions;
};

struct CompareOptions {
  std::int64_t minimumCount = 10;  ///< Of a compared word, on either side.
  JointOptions joint;
  bool readJointly = true;
  bool predictions = true;
};

/// What follows from the two analyses alone, and from a joint reading where given: milliseconds.
Differences compareAnalyses(const Subjects& subjects, std::int64_t minimumCount, Attempt<JointReading> joint);

/// Everything. Reads A's text with both models up to twice: for the layers, and for the predictions. Throws
/// only Cancelled; what cannot be compared says why where it would stand.
Differences compare(const Subjects& subjects, const CompareOptions& options, const RunControl& control = {});

}  // namespace rnnvis::compare
