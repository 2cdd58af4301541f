#pragma once

#include "rnnvis/scene/detail.h"

namespace rnnvis::scene {

/// What the parts of the detail view read.
class DetailInput {
 public:
  explicit DetailInput(const ComputedState& computed) : m_computed(computed) {}

  const Selection& selection() const { return m_computed.state.selection; }
  const Workspace& workspace() const { return m_computed.workspace; }
  const Clustering& clustering() const { return *m_computed.workspace.clustering; }
  const response::Analysis& analysis() const { return *m_computed.workspace.analysis; }
  const response::Responses& responses() const {
    return analysis().responses(clustering().layer, clustering().state);
  }
  std::size_t units() const { return clustering().groups.unitLabels.size(); }
  const DetailSettings& settings() const { return m_computed.state.detail; }
  /// Whether written and erased parts are asked for and there are some.
  bool showsParts() const { return settings().topic == DetailTopic::parts && hasParts(); }
  bool hasParts() const { return responses().written.matrix().size() > 0; }
  std::int64_t minimumCount() const { return m_computed.state.clustering.minimumCount; }

  /// "layer 1, cell state c"
  std::string place() const;

 private:
  const ComputedState& m_computed;
};

DistributionDetail wordDetail(const DetailInput& input, const std::vector<WordId>& words);
DistributionDetail tokenDetail(const DetailInput& input, TokenPlace place);
ValuesDetail valuesDetail(const DetailInput& input, const std::vector<UnitId>& units);
UnitDetail unitDetail(const DetailInput& input, const std::vector<UnitId>& units);

}  // namespace rnnvis::scene
