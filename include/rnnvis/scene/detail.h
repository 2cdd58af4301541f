#pragma once

#include "rnnvis/base/matrix.h"
#include "rnnvis/response/explain.h"
#include "rnnvis/scene/workspace.h"

#include <array>
#include <string>
#include <variant>
#include <vector>

namespace rnnvis::scene {

/// How one word moves every unit. Empty vectors for a word that never occurs in the corpus.
struct WordDistribution {
  WordId word;
  std::string text;
  std::int64_t count = 0;
  std::size_t samples = 0;            ///< Occurrences that the quantiles are taken from.
  VectorD mean;                       ///< [n], in the order of DistributionDetail::units.
  MatrixD quantiles;                  ///< [5, n] at response::quantileLevels, in the same order.
  std::vector<bool> distinguishable;  ///< [n] from the units' mean responses, in the same order.
};

/// The responses of all units to one to three words, or to the word of a selected token.
struct DistributionDetail {
  std::string title;
  std::string subtitle;
  std::vector<UnitId> units;  ///< Every unit of the layer: the first word's largest mean first.
  std::vector<WordDistribution> words;
  VectorD actual;      ///< [n] the response at the selected token; empty without one.
  double range = 0;    ///< All values lie in [−range, range]; one scale for all words.
  std::string change;  ///< What a response is: "Δc".
};

/// The responses of a unit to one word.
struct AnswerBox {
  WordId word;
  std::string text;
  std::int64_t count = 0;
  double mean = 0;
  response::Interval interval;
  std::array<double, 5> quantiles{};  ///< At response::quantileLevels.
};

struct UnitAnswers {
  UnitId unit;
  std::string title;
  std::string subtitle;
  std::vector<AnswerBox> answers;  ///< Strongest positive first, strongest negative last.
};

/// What one or two units answer to, side by side.
struct UnitDetail {
  static constexpr std::size_t mostWords = 8;  ///< Of each sign.
  std::vector<UnitAnswers> units;
  double low = 0, high = 0;  ///< All values of all units lie in [low, high], which holds 0.
};

/// One line of a list: what it is about and a signed strength.
struct DetailItem {
  std::string label;
  std::string note;
  double value = 0;
};

struct DetailList {
  std::string heading;
  std::vector<DetailItem> items;
  double range = 0;  ///< Largest |value|.
};

/// A chip or a cloud in short.
struct ClusterDetail {
  std::string title;
  std::string subtitle;
  std::vector<DetailList> lists;
};

/// What the detail view shows; nothing without a selection.
using Detail = std::variant<std::monostate, DistributionDetail, UnitDetail, ClusterDetail>;

/// Prepares the detail view of what is selected. A selected item that the computed state lacks counts as not
/// selected.
Detail detailOf(const ComputedState& computed);

}  // namespace rnnvis::scene
