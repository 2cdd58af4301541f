#pragma once

#include "rnnvis/scene/clustering.h"

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

/// All that an analyst has chosen: what the window shows follows from it alone. Immutable; apply() makes the
/// next one.
struct AnalyticState {
  std::string model;  ///< Path of the model folder; empty before one is opened.
  std::string corpus = "test";
  ClusteringSettings clustering;
  std::vector<std::string> sentences;
  std::string target;  ///< Word or class whose logit is decomposed; empty: the likeliest after the first
                       ///< sentence that can be read.
  Selection selection;
  double edgeFilter = 0.2;  ///< Edges weaker than this share of the strongest are hidden; in [0, 1].
  std::optional<double> responseClip;  ///< Response that has the full colour; by the data where absent.
};

// Commands: the only way from one state to the next.
struct OpenModel {
  std::string path;
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
};
struct SetPolarity {
  cocluster::Polarity polarity;
};
struct SetSeed {
  std::uint64_t seed;
};
struct SetEdgeFilter {
  double share;
};
struct SetResponseClip {
  std::optional<double> response;
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

using Command =
    std::variant<OpenModel, SetCorpus, SetLayer, SetState, SetClusters, SetWords, SetMethod, SetPolarity,
                 SetSeed, SetEdgeFilter, SetResponseClip, AddSentence, ReplaceSentence, RemoveSentence,
                 SetTarget, SelectWord, SelectUnit, SelectToken, SelectChip, SelectCloud, ClearSelection>;

/// The state after a command. Indices that do not exist change nothing. Selected units, chips and clouds do
/// not outlive a change of what they number: units that of the layer or model, clusters that of the
/// clustering.
AnalyticState apply(AnalyticState state, const Command& command);

}  // namespace rnnvis::scene
