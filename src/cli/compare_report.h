#pragma once

#include "rnnvis/compare/differences.h"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace rnnvis::cli {

/// Two sentences, or one that both sides read.
struct ComparedSentences {
  compare::Sides<std::string> text;
  compare::Sides<std::vector<std::string>> tokens;
  compare::Attempt<compare::SentenceDifferences> differences;
};

/// What `rnnvis compare` found out (docs/compare.md).
struct CompareReport {
  compare::Subjects subjects;
  bool comparesPredictions = true;
  compare::Differences differences;
  std::vector<ComparedSentences> sentences;
};

/// Compares two sides, and the sentences that stand at the same place of both lists.
CompareReport compareSides(compare::Subjects subjects,
                           const compare::Sides<std::vector<std::string>>& sentences,
                           const compare::CompareOptions& options, const RunControl& control = {});

nlohmann::json toJson(const CompareReport& report);
/// Lines of text.
std::string describe(const CompareReport& report);

std::string_view nameOf(compare::Alignment alignment);  ///< "same", "matched", "rotated"
std::string_view nameOf(compare::LeftOut reason);       ///< "unknown", "rare"
std::string_view nameOf(compare::Edit edit);            ///< "kept", "changed", "deleted", "inserted"

}  // namespace rnnvis::cli
