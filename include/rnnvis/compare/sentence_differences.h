#pragma once

#include "rnnvis/compare/cluster_differences.h"
#include "rnnvis/compare/subject.h"
#include "rnnvis/sequence/measures.h"
#include "rnnvis/sequence/sentence.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace rnnvis::compare {

/// What became of a token of A in B.
enum class Edit { kept, changed, deleted, inserted };

/// Tokens of a sentence one after another.
struct TokenSpan {
  std::size_t first = 0;
  std::size_t count = 0;

  /// The one after which states and predictions are compared; of no token the one before.
  std::size_t last() const { return first + count - 1; }
  friend bool operator==(const TokenSpan&, const TokenSpan&) = default;
};

/// One column of two sentences set below each other: some tokens of A and those of B that stand for them. Of
/// sides that tokenize alike one of each, or none on one side; of words against characters a word and its
/// characters.
struct AlignedTokens {
  Edit edit = Edit::kept;
  Sides<TokenSpan> tokens;  ///< None of A's where inserted, none of B's where deleted.

  bool isPaired() const { return tokens.a->count > 0 && tokens.b->count > 0; }
  friend bool operator==(const AlignedTokens&, const AlignedTokens&) = default;
};

/// Products of two sentences' lengths beyond which only their common beginning and end are aligned.
inline constexpr std::size_t mostAlignedCells = std::size_t{1} << 24;

/// The columns of two sentences with the fewest changed, deleted and inserted tokens (Levenshtein 1966,
/// Wagner and Fischer 1974); of equally few, tokens are changed rather than deleted, and deleted before
/// others are inserted. Spelling counts as the model reads it, in lower case where either side does. Where
/// the sides split text differently (characters, words, words and marks), the words between white space are
/// aligned instead, each column with all tokens of a word; white space that is a token begins the column of
/// the word behind it. Beyond mostAlignedCells all between the common beginning and end is deleted and
/// inserted.
std::vector<AlignedTokens> alignTokens(const Subjects& subjects, const Baseline<sequence::Sentence>& a,
                                       const Comparison<sequence::Sentence>& b);

/// An output that pulls two predictions apart.
struct OutputDifference {
  Baseline<std::size_t> outputA;
  Comparison<std::size_t> outputB;
  std::string name;
  Sides<double> probability;  ///< Over the shared outputs.
  double divergence = 0;      ///< Its share p log(p/q) of Divergence::nats.
};

/// Where the predictions after a column part.
struct Divergence {
  double nats = 0;           ///< KL(A ‖ B) = Σ p log(p/q) over the shared outputs, each renormalised.
  double backward = 0;       ///< KL(B ‖ A)
  Sides<double> sharedMass;  ///< Probability of the shared outputs before that.
  std::vector<OutputDifference> outputs;  ///< Largest |divergence| first; at most three, none below
                                          ///< 10⁻⁶ nats.
};

/// Which tokens and clusters make the difference in the logit of the output that parts the predictions most.
/// Logits are taken less their mean over the shared outputs, which changes no probability; each is then a sum
/// over tokens (Eq. 3 with u_k − ū) and over units, and so are their differences.
struct Cause {
  std::size_t column = 0;  ///< After which.
  OutputDifference output;
  Sides<double> logit;                ///< Less its mean over the shared outputs.
  Sides<std::vector<double>> tokens;  ///< Contribution of each token read so far; of the start in `start`.
  Sides<double> start, bias;
  Sides<std::vector<double>> clusters;  ///< Σ over the units of each unit cluster of (u_kj − ū_j) h_j. Empty
                                        ///< where the compared layer is not the one that the head reads.
};

struct SentenceDifferences {
  std::vector<AlignedTokens> columns;
  std::size_t edits = 0;  ///< Changed, deleted and inserted tokens.
  /// [columns][clusters of A] B less A, of the cluster of B that goes with each (`partner`), for columns with
  /// tokens on both sides; else 0. After the last token of the column; updates are sums over its tokens.
  MatrixD aggregatePositive, aggregateNegative, updatedPositive, updatedNegative;
  std::vector<int> partner;  ///< [clusters of A] cluster of B, or −1: differences are 0 there.
  std::vector<std::optional<Divergence>> divergences;  ///< [columns]; empty where `problem` says why.
  std::string problem;                                 ///< Why predictions cannot be compared.
  std::optional<std::size_t> widest;                   ///< The column of the largest divergence.
  std::optional<Cause> cause;                          ///< At `widest`, where both heads decompose.
};

/// `partner` as ClusterDifferences has it for unit clusters (compareUnitClusters); of the same units in the
/// same groups the identity. Sentences must hold signals of the compared layers; logits that they lack are
/// computed. Predictions are compared over the outputs that both have: words, or classes of the same name.
/// Takes T · V operations with T columns and V outputs.
SentenceDifferences compareSentences(const Subjects& subjects, const Baseline<sequence::Sentence>& a,
                                     const Comparison<sequence::Sentence>& b,
                                     const std::vector<int>& partner);

/// The cause at another column than the widest. Nothing where it has no divergence or a head does not
/// decompose.
std::optional<Cause> causeAt(const Subjects& subjects, const Baseline<sequence::Sentence>& a,
                             const Comparison<sequence::Sentence>& b, const SentenceDifferences& differences,
                             std::size_t column);

}  // namespace rnnvis::compare
