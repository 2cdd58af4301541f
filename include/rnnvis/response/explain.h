#pragma once

#include "rnnvis/response/analysis.h"
#include "rnnvis/response/confidence.h"

#include <optional>
#include <vector>

namespace rnnvis::response {

/// How one unit answers to one word.
struct Answer {
  WordId word;
  UnitId unit;
  double mean = 0;
  double deviation = 0;
  std::int64_t count = 0;
  std::int64_t blocks = 0;        ///< Independent blocks that the word occurs in.
  Interval interval;              ///< confidenceInterval()
  std::optional<double> written;  ///< Expected written part, where the state has one; the rest is erased.

  /// The bound of the interval that is nearer to 0: what the response is at least. Answers are ranked by it.
  double bound() const { return mean >= 0 ? interval.low : interval.high; }
};

struct Explanation {
  std::vector<Answer> positive;  ///< Strongest first.
  std::vector<Answer> negative;  ///< Strongest first.
};

Answer answerOf(const Analysis& analysis, LayerId layer, model::Signal state, WordId word, UnitId unit);

/// The m words of at least `minimumCount` occurrences that a unit answers to most, for each sign. Throws
/// Error for a unit that does not exist.
Explanation explainUnit(const Analysis& analysis, LayerId layer, model::Signal state, UnitId unit,
                        std::size_t m, std::int64_t minimumCount);

/// The m units that answer to a word most, for each sign. Throws Error for a word that never occurs.
Explanation explainWord(const Analysis& analysis, LayerId layer, model::Signal state, WordId word,
                        std::size_t m);

/// [5, n] quantiles of the responses to a word at quantileLevels, by linear interpolation between its
/// samples. Throws Error for a word that never occurs.
MatrixD responseQuantiles(const Analysis& analysis, LayerId layer, model::Signal state, WordId word);

/// The word's id. Throws Error naming it where the analysis has no such token.
WordId findWord(const Analysis& analysis, std::string_view word);

/// The `most` most frequent words of at least `minimumCount` occurrences, ties by vocabulary index; special
/// tokens too. Throws Error saying how frequent words are where none is left.
std::vector<WordId> frequentWords(const Analysis& analysis, std::size_t most, std::int64_t minimumCount);

/// [words, n] expected responses in double, each row shrunk by count / (count + shrink).
MatrixD responseMatrix(const Analysis& analysis, LayerId layer, model::Signal state,
                       const std::vector<WordId>& words, double shrink = 0);

}  // namespace rnnvis::response
