#pragma once

#include "rnnvis/model/text_model.h"
#include "rnnvis/model/trace.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rnnvis::sequence {

/// A typed sentence and everything that happened inside the model while it was read.
struct Sentence {
  std::string text;
  std::vector<WordId> ids;          ///< [T]
  std::vector<std::string> tokens;  ///< [T] as written.
  std::vector<std::string> start;   ///< What was read first and is not shown: "<eos>", a prefix, padding.
  std::size_t skipped = 0;          ///< Tokens left out for want of an unknown token.
  /// Of the tokens alone, but that a classifier that reads padding on the right is judged after it, as in a
  /// corpus: the last row of the logits. Signals and contributions are those at the last token as typed.
  model::Trace trace;
};

struct SentenceOptions {
  std::string prefix;          ///< Text that is read first and not shown.
  bool fromZero = false;       ///< Start from the zero state even where sentencePrefix() says otherwise.
  std::size_t mostTokens = 0;  ///< Longer sentences are refused before anything is read; 0: read all.
};

/// Tokenizes and reads a sentence. Throws Error for an empty one, one of too many tokens, invalid UTF-8 and,
/// where the vocabulary has no unknown token, for tokens that it lacks. Of recorded states, the first passage
/// with these tokens, from the state that it was read in; throws Error where there is none.
Sentence readSentence(const model::TextModel& model, std::string_view text,
                      const SentenceOptions& options = {});

/// An output and how likely the model holds it.
struct Prediction {
  std::size_t output = 0;
  double probability = 0;
};

/// For each token the `most` likeliest outputs after it, likeliest first; ties by output.
std::vector<std::vector<Prediction>> predictions(const model::Trace& trace, std::size_t most = 5);

/// What each token adds to one logit at the last step (Eq. 3): u_kᵀ Δh(τ) of the top layer. Contributions,
/// with the start state's and the bias, sum to the logit.
struct Contributions {
  std::size_t target = 0;
  VectorD tokens;    ///< [T]
  double start = 0;  ///< u_kᵀ h(0)
  double bias = 0;

  /// The logit less its bias once so many tokens are read: the start state's part and those of the tokens.
  double sum(Eigen::Index read) const { return start + tokens.head(read).sum(); }
};

/// The output of this name, a word or a class; else the one of this index, in digits; else nothing.
std::optional<std::size_t> findOutput(const model::TextModel& model, std::string_view name);

/// Whether outputs are sums over tokens: the head is one linear layer on the states of one direction.
bool decomposes(const model::Network& network);

/// Reads the states of `trace`, not its logits. Throws Error where outputs do not decompose, for an output
/// that does not exist or a network without a head.
Contributions contributions(const model::Network& network, const model::Trace& trace, std::size_t target);

}  // namespace rnnvis::sequence
