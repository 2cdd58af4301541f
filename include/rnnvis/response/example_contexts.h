#pragma once

#include "rnnvis/base/run_control.h"
#include "rnnvis/model/reading.h"
#include "rnnvis/model/text_model.h"
#include "rnnvis/text/corpus.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace rnnvis::response {

/// What is to be shown around the occurrences of words.
struct ContextOptions {
  model::Context context = model::Context::stream;  ///< In which the corpus was analysed.
  std::size_t perWord = 3;                          ///< Occurrences of each word, at most.
  std::size_t before = 8, after = 4;                ///< Tokens around it, at most.
  /// Context `stream`: tokens before those shown that are read first, from zero.
  std::size_t warmup = model::ReadingOptions{}.warmup;
  std::uint64_t seed = 1;  ///< Of the choice: AnalyzeOptions::seed gives occurrences the analysis has seen.
};

/// A token of an example and what the unit does there.
struct ExampleToken {
  WordId word;
  float state = 0;     ///< s(t), after the token was read.
  float response = 0;  ///< Δs(t) = s(t) − s(t−1).
};

/// An occurrence of a word among its neighbours.
struct Example {
  WordId word;
  std::size_t position = 0;  ///< In the corpus.
  std::size_t document = 0;
  std::size_t at = 0;  ///< The word among the tokens.
  std::vector<ExampleToken> tokens;
};

struct ExampleContexts {
  model::Context context = model::Context::stream;
  /// Tokens that each example was warmed up on, or as many as come before it; 0 where every value is the one
  /// that the whole text gives: context `sentence`, in which documents are read from their start, and
  /// recorded states.
  std::size_t warmup = 0;
  std::vector<Example> examples;  ///< Of the first word, then the next; of a word in the order of the text.
};

/// Runs the model over pieces of the corpus around some occurrences of each word, those with the smallest
/// hashes of (seed, corpus, position), and tells what one unit of a layer (an index into Network::layers)
/// does there. Neighbours end where a document does in context `sentence`. A word that does not occur has no
/// example. Throws Error for a layer, state or unit that does not exist, and as model::readCorpus does.
ExampleContexts exampleContexts(const model::TextModel& model, const text::Corpus& corpus, LayerId layer,
                                model::Signal state, UnitId unit, const std::vector<WordId>& words,
                                const ContextOptions& options, const RunControl& control = {});

}  // namespace rnnvis::response
