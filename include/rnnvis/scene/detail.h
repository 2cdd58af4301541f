#pragma once

#include "rnnvis/base/matrix.h"
#include "rnnvis/response/explain.h"
#include "rnnvis/scene/workspace.h"

#include <array>
#include <string>
#include <variant>
#include <vector>

namespace rnnvis::scene {

/// Units in the order of a plot. What is told of each stands in this order elsewhere.
struct UnitRow {
  std::vector<UnitId> units;
  std::vector<ClusterId> chips;  ///< Empty where the units are in no chip: those of another state, projected.
  VectorD explained;  ///< [n] η²: the share of the variance of a unit's responses that the word explains.
  std::string order;  ///< "by “of”", "by index", "by chip": what they are sorted by.
  bool byChip = false;
};

/// How one word moves every unit. Empty vectors for a word that never occurs in the corpus.
struct WordDistribution {
  WordId word;
  std::string text;
  std::int64_t count = 0;
  std::size_t samples = 0;            ///< Occurrences that the quantiles are taken from.
  VectorD mean;                       ///< [n], in the order of DistributionDetail::row.
  MatrixD quantiles;                  ///< [5, n] at response::quantileLevels, in the same order.
  VectorD low, high;                  ///< [n] the 95 % interval of the mean, in the same order.
  VectorD written;                    ///< [n] likewise; the erased part is mean − written. Empty without.
  std::vector<bool> distinguishable;  ///< [n] from the units' mean responses, in the same order.
};

/// The responses of all units to one to three words, or to the word of a selected token.
struct DistributionDetail {
  std::string title;
  std::string subtitle;
  UnitRow row;
  std::vector<WordDistribution> words;
  VectorD actual;        ///< [n] the response at the selected token; empty without one.
  double range = 0;      ///< All values lie in [−range, range]; one scale for all words.
  bool asParts = false;  ///< Written and erased parts are to be shown.
  std::string change;    ///< What a response is: "Δc".
};

/// The responses of a unit to one word.
struct AnswerBox {
  WordId word;
  std::string text;
  std::int64_t count = 0;
  double mean = 0;
  response::Interval interval;
  std::array<double, 5> quantiles{};  ///< At response::quantileLevels.
  std::optional<double> written;      ///< The erased part is mean − written.
};

struct UnitAnswers {
  UnitId unit;
  std::string title;
  std::string subtitle;
  std::vector<AnswerBox> answers;  ///< Strongest positive first, strongest negative last.
};

/// What one or two units answer to, side by side.
struct UnitDetail {
  std::vector<UnitAnswers> units;
  double low = 0, high = 0;  ///< All values of all units lie in [low, high], which holds 0.
  bool asParts = false;      ///< Written and erased parts are to be shown.
  std::string change;        ///< "Δc"
};

/// The values that a signal of every unit takes over the text.
struct SignalDistribution {
  model::Signal signal = model::Signal::h;
  std::string name;  ///< "forget gate f"
  UnitRow row;
  VectorD mean, deviation;   ///< [n] in the order of row.
  MatrixD quantiles;         ///< [5, n]
  double low = 0, high = 0;  ///< What quantiles and means lie in.
};

/// The values that a signal of one unit takes over the text.
struct SignalHistogram {
  model::Signal signal = model::Signal::h;
  std::string name;
  UnitId unit;
  double mean = 0, deviation = 0;
  std::array<double, 5> quantiles{};
  double low = 0, high = 0;          ///< Equal parts of [low, high] …
  std::vector<std::int64_t> counts;  ///< … and how many tokens fall into each.
};

/// Distributions of states and gates: of selected units, else of all units.
struct ValuesDetail {
  std::string title;
  std::string subtitle;
  std::vector<SignalDistribution> distributions;         ///< Of all units.
  std::vector<std::vector<SignalHistogram>> histograms;  ///< Of each selected unit; empty without one.
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

/// What the detail view shows; nothing without a selection unless values are asked for.
using Detail = std::variant<std::monostate, DistributionDetail, UnitDetail, ClusterDetail, ValuesDetail>;

/// Prepares the detail view of what is selected. A selected item that the computed state lacks counts as not
/// selected.
Detail detailOf(const ComputedState& computed);

/// `detail` on a scale that holds what `other` shows as well, where both are of one kind.
Detail onScaleOf(Detail detail, const Detail& other);

/// A chip or a cloud in short, selected or not; one that the clustering has.
ClusterDetail chipDetail(const ComputedState& computed, ClusterId chip);
ClusterDetail cloudDetail(const ComputedState& computed, ClusterId cloud);

/// The topics that there is something to tell about, `responses` and `values` among them.
std::vector<DetailTopic> topicsOf(const ComputedState& computed);

/// The orders that the units of the detail view can be brought into, each with its name: "by “of”".
std::vector<std::pair<UnitOrder, std::string>> ordersOf(const ComputedState& computed);

}  // namespace rnnvis::scene
