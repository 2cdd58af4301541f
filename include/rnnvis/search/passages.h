#pragma once

#include "rnnvis/base/run_control.h"
#include "rnnvis/response/state_index.h"
#include "rnnvis/text/corpus.h"

#include <optional>
#include <variant>
#include <vector>

namespace rnnvis::search {

/// What a state must be: at least a threshold, or below it.
enum class Direction { above, below };

/// A unit's state beyond a threshold.
struct UnitCondition {
  UnitId unit;
  Direction direction = Direction::above;
  /// Rounded to the index's grid (Passages::thresholds). Absent: the level that 9 % of the tokens are beyond.
  std::optional<double> threshold;
  friend bool operator==(const UnitCondition&, const UnitCondition&) = default;
};

/// The mean of p_u · s_u over units u beyond a threshold, p their polarity.
struct MeanCondition {
  std::vector<UnitId> units;
  std::vector<int> polarity;  ///< ±1, of each unit.
  Direction direction = Direction::above;
  std::optional<double> threshold;  ///< Absent: the level that 9 % of the tokens are beyond.
  friend bool operator==(const MeanCondition&, const MeanCondition&) = default;
};

struct PassageQuery {
  static constexpr std::size_t mostConditions = 64;
  static constexpr double presetShare = 0.09;  ///< Of the tokens, beyond a threshold that is not given.

  /// All units at once, or their mean.
  std::variant<std::vector<UnitCondition>, MeanCondition> where;
  std::size_t atLeast = 1;  ///< Tokens one after the other.
  std::size_t most = 200;   ///< Hits that are kept.
};

/// Tokens that a query holds at, one after the other; as many as there are.
struct Passage {
  std::size_t begin = 0, end = 0;  ///< [begin, end) of the text.
  std::size_t document = 0;        ///< Of the first token.
  /// How far beyond the thresholds, on average over its tokens: of units as a share of the range that each
  /// takes, mean over them; of a mean as it is.
  double strength = 0;

  std::size_t length() const { return end - begin; }
  friend bool operator==(const Passage&, const Passage&) = default;
};

struct Passages {
  std::vector<Passage> hits;     ///< Longest first, then strongest, then first in the text.
  std::size_t count = 0;         ///< Of all hits …
  std::size_t tokens = 0;        ///< … and of their tokens.
  std::size_t searched = 0;      ///< Tokens of the text that are indexed …
  std::size_t corpusTokens = 0;  ///< … of so many.
  std::vector<double>
      thresholds;  ///< As they were used: of each unit, on the grid within its range, or of the mean.
  double rounding =
      0;  ///< Of a mean: at most so far from what the states themselves give, by the index's grid.
};

/// The passages of a text at which a query holds. In a stream they go on across lines; in context `sentence`
/// they end with the document. Throws Error for no unit, one that does not exist, a number of polarities
/// that is not that of the units, more than mostConditions units, and a threshold that is not finite.
Passages findPassages(const response::StateIndex& index, const text::Corpus& corpus,
                      const PassageQuery& query, const RunControl& control = {});

/// The tokens around a passage, at most so many on either side, within its document in context `sentence`.
response::Stretch surroundings(const Passage& passage, const text::Corpus& corpus, model::Context context,
                               std::size_t before, std::size_t after);

}  // namespace rnnvis::search
