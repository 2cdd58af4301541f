#pragma once

#include "rnnvis/response/confidence.h"

#include <string>
#include <vector>

namespace rnnvis::search {

/// How a unit's mean response to one group of words differs from another one.
struct UnitEffect {
  UnitId unit;
  double mean = 0;              ///< Of the response to the group, over all occurrences of its words.
  double otherMean = 0;         ///< Of the response to the other group, or to all tokens.
  double effect = 0;            ///< The difference, in the unit that UnitEffects says.
  response::Interval interval;  ///< Of the effect, 95 %.
  double pValue = 1;
  double qValue = 1;  ///< The least false discovery rate at which the unit is found (Benjamini and Hochberg).

  /// What the effect is at least: the bound of its interval that is nearer to 0; of the other sign, or
  /// infinite, where it may be none. Units are ranked by it.
  double bound() const { return effect >= 0 ? interval.low : -interval.high; }
};

struct UnitEffects {
  static constexpr double falseDiscoveryRate = 0.05;

  std::vector<UnitEffect> positive;  ///< Of those that are found, the ones above the other, strongest first …
  std::vector<UnitEffect> negative;  ///< … and the ones below it.
  std::size_t units = 0;             ///< That were tested.
};

/// The units that respond to a word, or to a group of words, otherwise than to all tokens: those whose mean
/// response m differs from the unit's mean response to all tokens at a false discovery rate of 5 % over the
/// units. effect = m − that mean. The standard error of m is robust to dependence within blocks
/// (confidence.h); the errors of several words are taken as independent of one another, degrees of freedom
/// after Satterthwaite (1946). Throws Error for no word at all, one that never occurs, and a layer or state
/// that does not exist.
UnitEffects answeringTo(const response::Analysis& analysis, LayerId layer, model::Signal state,
                        const std::vector<WordId>& words);

/// The units that tell one group of words from another: effect = (m_A − m_B) / √((s_A² + s_B²)/2), s the
/// standard deviations of the responses to a group (Cohen's d); tested with Welch's t on the robust standard
/// errors, at a false discovery rate of 5 % over the units. Where neither group's responses vary the effect
/// is that of infinitely many deviations. Throws as answeringTo(), and Error where a word is in both.
UnitEffects separating(const response::Analysis& analysis, LayerId layer, model::Signal state,
                       const std::vector<WordId>& words, const std::vector<WordId>& others);

/// Words of the analysis, separated by commas. Throws Error naming the one that it lacks.
std::vector<WordId> wordsOf(const response::Analysis& analysis, const std::string& list);

}  // namespace rnnvis::search
