#include "rnnvis/scene/clustering.h"

#include "rnnvis/base/error.h"
#include "rnnvis/response/explain.h"

#include <algorithm>

namespace rnnvis::scene {

LayerId layerOf(const ClusteringSettings& settings, const response::Analysis& analysis) {
  const auto directions = static_cast<std::int32_t>(analysis.directions()),
             levels = static_cast<std::int32_t>(analysis.layers.size()) / directions;
  const std::int32_t level = settings.layer.value_or(LayerId{levels - 1}).value;
  if (settings.reverse && !analysis.info.bidirectional)
    fail("the model reads in one direction only, so there is no layer {}.reverse", level);
  return LayerId{level * directions + (settings.reverse ? 1 : 0)};
}

model::Signal stateOf(const ClusteringSettings& settings, const response::Analysis& analysis) {
  if (settings.state) return *settings.state;
  const model::Signal byDefault = model::analysedState(analysis.info.cell);
  const auto& states = analysis.info.states;
  return std::find(states.begin(), states.end(), byDefault) != states.end() ? byDefault : states.front();
}

std::shared_ptr<const Clustering> cluster(const response::Analysis& analysis,
                                          const ClusteringSettings& settings, const RunControl& control) {
  auto result = std::make_shared<Clustering>();
  result->layer = layerOf(settings, analysis);
  result->state = stateOf(settings, analysis);
  result->words = response::frequentWords(analysis, settings.words, settings.minimumCount);
  const MatrixD matrix =
      response::responseMatrix(analysis, result->layer, result->state, result->words, settings.shrink);
  result->groups = cocluster::cocluster(matrix, settings.options, control);
  result->wordClusters = settings.options.wordClusters;
  result->unitClusters = settings.options.unitClusters;
  return result;
}

}  // namespace rnnvis::scene
