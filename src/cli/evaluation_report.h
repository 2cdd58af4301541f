#pragma once

#include "rnnvis/model/evaluate.h"
#include "rnnvis/model/text_model.h"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace rnnvis::cli {

/// What `rnnvis test` found out (docs/testing.md): an evaluation for each context that the text was read in,
/// the one that is meant where none is named first, and what was predicted in that one.
struct EvaluationReport {
  std::vector<model::Evaluation> contexts;
  model::Predictions predictions;
};

nlohmann::json toJson(const model::TextModel& model, const EvaluationReport& report);
/// Lines of text; classes with their confusion for classifiers alone.
std::string describe(const model::TextModel& model, const EvaluationReport& report);

}  // namespace rnnvis::cli
