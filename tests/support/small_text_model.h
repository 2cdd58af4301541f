#pragma once

#include "rnnvis/model/text_model.h"

#include "small_model.h"

#include <cstdint>
#include <vector>

namespace rnnvis::test {

inline model::Network networkOf(const Weights& weights, const model::NetworkSettings& settings = {}) {
  const auto arrays = weights.arrays();
  return buildNetwork(arrays, model::inferArchitecture({"test", arrays, {}, {}}, {}, settings));
}

inline model::Network networkOf(const SmallModel& model, const model::NetworkSettings& settings = {}) {
  return networkOf(weightsOf(model), settings);
}

/// The model as openModel() gives it, without files.
inline model::TextModel textModelOf(const SmallModel& model, model::Task task = model::Task::languageModel) {
  const auto arrays = weightsOf(model).arrays();
  model::TextModel result;
  result.manifest.name = "small";
  result.manifest.task = task;
  result.manifest.text.unknown = "<unk>";
  result.architecture = model::inferArchitecture({"test", arrays, {}, {}});
  result.network = buildNetwork(arrays, result.architecture);
  std::vector<std::string> tokens;
  for (std::size_t id = 0; id < model.tokens; ++id) tokens.push_back(wordOf(id));
  result.vocabulary = text::Vocabulary(std::move(tokens));
  result.endOfLine = WordId{1};
  result.sha256 = "model" + std::to_string(model.seed);
  return result;
}

inline std::vector<WordId> randomIds(Random& random, std::size_t count, std::size_t tokens) {
  std::vector<WordId> ids;
  for (std::size_t i = 0; i < count; ++i)
    ids.push_back(WordId{static_cast<std::int32_t>(random.below(1 + random.below(tokens)))});
  return ids;
}

/// Documents of random tokens of the given lengths, with classes 0 and 1 in turn.
inline text::Corpus corpusOf(Random& random, const std::vector<std::size_t>& lengths, std::size_t tokens) {
  text::Corpus corpus;
  corpus.starts.push_back(0);
  for (std::size_t length : lengths) {
    for (WordId id : randomIds(random, length, tokens)) corpus.ids.push_back(id);
    corpus.labels.push_back(static_cast<int>(corpus.labels.size() % 2));
    corpus.starts.push_back(corpus.ids.size());
  }
  corpus.sha256 = "corpus";
  return corpus;
}

/// One document of `tokens` random tokens.
inline text::Corpus streamOf(Random& random, std::size_t length, std::size_t tokens) {
  return corpusOf(random, {length}, tokens);
}

}  // namespace rnnvis::test
