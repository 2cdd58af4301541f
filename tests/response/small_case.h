#pragma once

#include "rnnvis/response/analyze.h"

#include "small_text_model.h"

#include <memory>
#include <string>
#include <vector>

namespace rnnvis::test {

/// A random model and a random text of 60 documents of 1 to 15 tokens.
struct Case {
  model::TextModel model;
  text::Corpus corpus;
  bool stream = true;
};

inline Case makeCase(const std::string& cell, bool stream) {
  SmallModel small;
  small.cell = cell;
  small.outputs = stream ? small.tokens : 2;
  const auto task = stream ? model::Task::languageModel : model::Task::classifier;
  Random random(61);
  std::vector<std::size_t> lengths;
  for (int d = 0; d < 60; ++d) lengths.push_back(1 + random.below(15));
  return {textModelOf(small, task), corpusOf(random, lengths, small.tokens), stream};
}

/// Every response kept, the stream exact.
inline response::AnalyzeOptions exactOptions() {
  response::AnalyzeOptions options;
  options.reading = {std::nullopt, 1, 0, 2};
  options.sampleLimit = 0;
  return options;
}

inline std::shared_ptr<const response::Analysis> analyzeAll(const Case& which) {
  return analyze(which.model, which.corpus, "test", exactOptions());
}

}  // namespace rnnvis::test
