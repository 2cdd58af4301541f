#pragma once

#include "rnnvis/response/analyze.h"
#include "rnnvis/scene/analytic_state.h"
#include "rnnvis/sequence/measures.h"
#include "rnnvis/sequence/sentence.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace rnnvis::scene {

/// A sentence as the model read it, or why it could not.
struct SentenceReading {
  static constexpr std::size_t mostTokens = 5000;

  std::string text;
  std::shared_ptr<const sequence::Sentence> sentence;  ///< Absent where there is a problem; without logits.
  std::string problem;                                 ///< One line for the user.
  sequence::Measures measures;
  std::vector<std::vector<sequence::Prediction>>
      predictions;  ///< Of each token, likeliest first; empty for an encoder.
  /// To Workspace::target; absent where there is none.
  std::optional<sequence::Contributions> contributions;
};

/// The output that tokens contribute to.
struct Target {
  std::optional<std::size_t> output;  ///< Absent where there is no such output or it does not decompose.
  std::string name;                   ///< "positive"
  std::string problem;                ///< Why it is absent, one line; empty without a sentence.
};

/// All that is computed for a state. Immutable parts, shared from one workspace to the next.
struct Workspace {
  std::shared_ptr<const model::TextModel> model;
  std::shared_ptr<const response::Analysis> analysis;
  std::shared_ptr<const Clustering> computed;    ///< As it was computed.
  std::shared_ptr<const Clustering> clustering;  ///< As the analyst has edited it: what is shown.
  std::vector<SentenceReading> sentences;
  std::shared_ptr<const WordTags> tags;  ///< Once grammar mode has asked for them.
  Target target;
  bool isDraft = false;  ///< Clusters of a quick search, to look at while a thorough one goes on.

  /// Whether this shows the beginning of a text of which the rest is still to be read.
  bool isPreliminary() const { return analysis && analysis->info.wholeTokens > 0; }
};

/// A workspace and the state that it was computed for.
struct ComputedState {
  AnalyticState state;
  Workspace workspace;
};

/// The part of the work that compute() is at.
enum class Stage { openingModel, analysing, clustering, tagging, readingSentences };
std::string nameOf(Stage stage);  ///< "Reading the corpus"

/// Computes what `state` shows, taking over from `previous` all that is the same there. A sentence that
/// cannot be read is a problem of its own; anything else throws Error and leaves no result. `entering` is
/// told each stage that is not taken over, before it begins; control's progress is that of the stage.
/// Analyses come from the cache where it has them. Where one of a long text has to be computed, `meanwhile`
/// is given the state as the text's first tokens, at most 5,000, show it (Workspace::isPreliminary), before
/// the rest is read; nothing is taken over from such a state but the model and the sentences. Where words and
/// units are many, it is then given the state with clusters that two restarts found (Workspace::isDraft),
/// a few milliseconds after the matrix is decomposed, before all restarts are made; of such clusters nothing
/// is taken over but the decomposition.
ComputedState compute(const AnalyticState& state, const ComputedState& previous = {},
                      const RunControl& control = {}, const std::function<void(Stage)>& entering = {},
                      const response::AnalyzeOptions& analyze = {},
                      const std::function<void(ComputedState)>& meanwhile = {});

}  // namespace rnnvis::scene
