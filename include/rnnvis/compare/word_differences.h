#pragma once

#include "rnnvis/compare/joint_reading.h"
#include "rnnvis/compare/shared_words.h"

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace rnnvis::compare {

/// How a word moves the units of one side, over the n units u.
struct WordProfile {
  std::int64_t count = 0;       ///< Occurrences.
  double strength = 0;          ///< mean_u |ŝ(w)_u|
  double dispersion = 0;        ///< mean_u of the standard deviation of the responses to it.
  double relativeStrength = 0;  ///< mean_u |ŝ(w)_u| / σ_u, σ_u the deviation of the unit's state over the
                                ///< text; units that do not move count 0.
  double relativeDispersion = 0;  ///< The same of the dispersion.
  double sparsity = 0;            ///< sparsityOfRows() of ŝ(w), in [0, 1].
};

/// How units of the two sides were brought together for a similarity.
enum class Alignment {
  same,     ///< The same units on both sides.
  matched,  ///< One to one (UnitMatching), for equal numbers of units.
  rotated   ///< By Rotation, for different numbers.
};

/// The way that the sizes and the units of the sides call for.
Alignment alignmentOf(const Subjects& subjects);

struct WordDifference {
  SharedWord word;
  Sides<WordProfile> profile;
  /// Cosine of A's profile and B's, brought to A's units by WordDifferences::alignment; in [−1, 1]. Absent
  /// without a joint reading.
  std::optional<double> similarity;
  std::optional<double> matched, rotated;  ///< The same by either way.
};

/// One measure over the compared words, of both sides.
struct MeasureDifference {
  Sides<std::array<double, 5>> quantiles;  ///< At response::quantileLevels.
  Sides<double> mean;
  double higherInB = 0;  ///< Share of the words for which it is larger in B; ties count half.
};

struct WordDifferences {
  Alignment alignment = Alignment::same;
  std::vector<WordDifference> words;  ///< In the order of SharedWords::words.
  /// Means over the words of WordDifference's; 0 without a word or a joint reading.
  double similarity = 0, matchedSimilarity = 0, rotatedSimilarity = 0;
  MeasureDifference strength, dispersion, relativeStrength, relativeDispersion, sparsity;
};

/// `joint` may be nullptr, while the text is still being read: similarities are absent then.
WordDifferences compareWords(const Subjects& subjects, const SharedWords& shared, const JointReading* joint);

/// [nA] B's expected responses to a word, in the order and signs of A's units, of the alignment that
/// compareWords() takes; a unit of A without a partner has 0. For drawing both in one plot.
VectorD responsesInOrderOfA(const Subjects& subjects, const JointReading& joint, Comparison<WordId> word);

/// [5, nA] B's response quantiles (response::responseQuantiles) likewise; a unit that is turned has them with
/// their signs and their order turned, too. Nothing where units were rotated: quantiles do not add up.
std::optional<MatrixD> quantilesInOrderOfA(const Subjects& subjects, const JointReading& joint,
                                           Comparison<WordId> word);

}  // namespace rnnvis::compare
