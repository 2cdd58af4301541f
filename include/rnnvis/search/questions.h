#pragma once

#include "rnnvis/search/passages.h"

#include <string>
#include <vector>

namespace rnnvis::search {

/// What a person types for a condition on a unit: "12", "12>0.5", "12<-0.5"; on several, separated by blanks
/// or commas. Throws Error naming the part that is none.
UnitCondition conditionOf(const std::string& text);
std::vector<UnitCondition> conditionsOf(const std::string& text);

/// A condition on a cluster: "3", "3>0.5", "3<-0.5".
struct ClusterQuestion {
  ClusterId cluster;
  Direction direction = Direction::above;
  std::optional<double> threshold;
};
ClusterQuestion clusterQuestionOf(const std::string& text);

/// The condition that a question about these units asks: those of a cluster, each with its polarity.
MeanCondition meanOf(const ClusterQuestion& question, const std::vector<int>& unitLabels,
                     const std::vector<int>& unitPolarity);

}  // namespace rnnvis::search
