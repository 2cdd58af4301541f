#include "rnnvis/scene/clustering.h"

#include "rnnvis/response/explain.h"

namespace rnnvis::scene {

LayerId layerOf(const ClusteringSettings& settings, const response::Analysis& analysis) {
  return settings.layer.value_or(LayerId{static_cast<std::int32_t>(analysis.layers.size()) - 1});
}

model::Signal stateOf(const ClusteringSettings& settings, const response::Analysis& analysis) {
  return settings.state.value_or(model::analysedState(analysis.info.cell));
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
