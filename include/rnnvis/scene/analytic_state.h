#pragma once

#include "rnnvis/scene/cluster_edits.h"
#include "rnnvis/scene/grammar.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace rnnvis::scene {

/// A token of one of the sentences.
struct TokenPlace {
  std::size_t sentence = 0;
  std::size_t token = 0;
  friend bool operator==(const TokenPlace&, const TokenPlace&) = default;
};

/// What is in focus, in every panel at once. Selecting something of one kind clears the others.
struct Selection {
  static constexpr std::size_t mostWords = 3;
  static constexpr std::size_t mostUnits = 2;

  std::vector<WordId> words;  ///< In the order they were selected, which fixes their colours.
  std::vector<UnitId> units;
  std::optional<TokenPlace> token;
  std::optional<ClusterId> chip;
  std::optional<ClusterId> cloud;

  bool isEmpty() const { return *this == Selection{}; }
  friend bool operator==(const Selection&, const Selection&) = default;
};

/// What the detail view tells of the selection. Where it has nothing of the kind, it shows the responses.
enum class DetailTopic {
  responses,  ///< Response distributions of words, box plots of units, links of chips and clouds.
  parts,      ///< The written and the erased part of the responses.
  values,     ///< Distributions of states and gates.
  examples    ///< Occurrences of a unit's words in the text.
};

/// The order in which a plot shows the units.
enum class UnitOrder { firstWord, secondWord, thirdWord, index, cluster };

/// How the detail view shows the selection.
struct DetailSettings {
  static constexpr std::size_t mostUnitWords = 50;

  DetailTopic topic = DetailTopic::responses;
  UnitOrder order = UnitOrder::firstWord;
  bool overlaid = true;           ///< Words in one plot rather than one below the other.
  bool table = false;             ///< The numbers in place of the plot.
  bool exampleResponses = false;  ///< Examples painted with the unit's response rather than its state.
  std::size_t unitWords = 8;      ///< Of each sign, of a unit; in [1, mostUnitWords].
  friend bool operator==(const DetailSettings&, const DetailSettings&) = default;
};

/// How chips are drawn, with cells of one size in all of them.
enum class ChipLayout {
  equalWidth,  ///< As wide as their column, their height by the number of units.
  equalHeight  ///< As high as the largest needs to be, their width by the number of units.
};

/// All that an analyst has chosen: what the window shows follows from it alone. Immutable; apply() makes the
/// next one.
struct AnalyticState {
  std::string model;  ///< Path of the model folder; empty before one is opened.
  std::string corpus = "test";
  ClusteringSettings clustering;
  ClusterEdits edits;  ///< Of what was computed by `clustering`.
  std::vector<std::string> sentences;
  std::string target;  ///< Word or class whose logit is decomposed; empty: the likeliest after the first
                       ///< sentence that can be read.
  Selection selection;
  double edgeFilter = 0.2;  ///< Edges weaker than this share of the strongest are hidden; in [0, 1].
  std::optional<double> responseClip;  ///< Response that has the full colour; by the data where absent.
  ChipLayout chipLayout = ChipLayout::equalWidth;
  Grammar grammar;
  DetailSettings detail;
  std::vector<UnitId> brushed;  ///< Units lit on the chips, beside any selection, ascending.

  friend bool operator==(const AnalyticState&, const AnalyticState&) = default;
};

// Commands: the only way from one state to the next.
struct OpenModel {
  std::string path;
  std::string corpus = {};  ///< Empty: the one that is read now.
};
struct SetCorpus {
  std::string name;
};
struct SetLayer {
  LayerId layer;
  bool reverse = false;
};
struct SetState {
  model::Signal state;
};
struct SetClusters {
  int clusters;
};
struct SetWords {
  std::size_t words;
};
struct SetMethod {
  cocluster::Method method;
  std::optional<cocluster::Polarity> polarity = {};  ///< Absent: the one that is set.
};
struct SetPolarity {
  cocluster::Polarity polarity;
};
struct SetSeed {
  std::uint64_t seed;
};
/// Locks items, which leave the locks they were in.
struct LockItems {
  std::vector<Lock> locks;
};
struct UnlockItems {
  Side side;
  Items items;
};
/// Names the cluster of these members; an empty name takes its name away.
struct RenameCluster {
  Side side;
  Items members;
  std::string name;
  std::string before = {};  ///< The name that the cluster has.
};
/// Returns to the clusters as they were computed. Names stay.
struct ResetEdits {};
struct SetEdgeFilter {
  double share;
};
struct SetResponseClip {
  std::optional<double> response;
};
struct SetChipLayout {
  ChipLayout layout;
};
struct ShowGrammar {
  bool isShown;
};
/// Takes a part of speech into the filter, or out of it.
struct ToggleTag {
  text::Tag tag;
};
struct AddSentence {
  std::string text;
};
struct ReplaceSentence {
  std::size_t index;
  std::string text;
};
struct RemoveSentence {
  std::size_t index;
};
/// Chooses the output that tokens contribute to; empty: the likeliest.
struct SetTarget {
  std::string output;
};
/// Selects, or clears what is selected already. `extend` adds to the words or units selected before.
struct SelectWord {
  WordId word;
  bool extend = false;
};
struct SelectUnit {
  UnitId unit;
  bool extend = false;
};
struct SelectToken {
  TokenPlace place;
};
struct SelectChip {
  ClusterId cluster;
};
struct SelectCloud {
  ClusterId cluster;
};
struct ClearSelection {};
/// Lights units in place of those lit before.
struct BrushUnits {
  std::vector<UnitId> units;
};
struct SetDetail {
  DetailSettings settings;
};

using Command =
    std::variant<OpenModel, SetCorpus, SetLayer, SetState, SetClusters, SetWords, SetMethod, SetPolarity,
                 SetSeed, MergeClusters, SplitCluster, MoveItems, LockItems, UnlockItems, RenameCluster,
                 ResetEdits, SetEdgeFilter, SetResponseClip, SetChipLayout, ShowGrammar, ToggleTag,
                 AddSentence, ReplaceSentence, RemoveSentence, SetTarget, SelectWord, SelectUnit, SelectToken,
                 SelectChip, SelectCloud, ClearSelection, BrushUnits, SetDetail>;

/// The state after a command. Indices that do not exist change nothing. Selected and lit units, chips and
/// clouds do not outlive a change of what they number: units that of the layer or model, clusters that of the
/// clustering. Of the edits of clusters,
/// - merging, splitting and moving last as long as the clustering they were made on, locks and names longer;
/// - those of units last as long as the layer, all as long as the model;
/// - locked items stay where they are when items are moved.
AnalyticState apply(AnalyticState state, const Command& command);

/// "merge clouds 2 and 5": what undoing the command takes back.
std::string describe(const Command& command);

/// Whether two states differ in what is selected and lit alone.
bool differInFocusAlone(const AnalyticState& a, const AnalyticState& b);

/// `state` with what is selected and lit in `focus`, as far as it names the same there.
AnalyticState withFocusOf(AnalyticState state, const AnalyticState& focus);

}  // namespace rnnvis::scene
