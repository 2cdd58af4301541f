#include "rnnvis/scene/clustering.h"

#include "rnnvis/base/error.h"
#include "rnnvis/cocluster/regroup.h"
#include "rnnvis/response/explain.h"

#include <algorithm>
#include <cmath>

namespace rnnvis::scene {
namespace {

void requireFinite(const MatrixD& responses, const response::Analysis& analysis,
                   const std::vector<WordId>& words) {
  if (responses.allFinite()) return;
  for (Eigen::Index row = 0; row < responses.rows(); ++row)
    for (Eigen::Index unit = 0; unit < responses.cols(); ++unit)
      if (!std::isfinite(responses(row, unit)))
        fail(
            "co-clustering: the response of unit {} to \"{}\" is {}; the states of this layer grow beyond "
            "all "
            "bounds, choose another layer or model",
            unit, analysis.tokens[words[static_cast<std::size_t>(row)].index()], responses(row, unit));
}

bool isOfSameMatrix(const Clustering& a, const Clustering& b) {
  return a.layer == b.layer && a.state == b.state && a.shrink == b.shrink && a.words == b.words;
}

/// Clusters that nothing fell into, since fewer rows or columns differ than clusters were asked for. Those of
/// joint methods are pairs, of which one side may be empty.
void leaveOutEmpty(const MatrixD& matrix, const cocluster::Options& options, Clustering& clustering) {
  cocluster::CoClustering groups = clustering.groups;
  const int words = cocluster::dropEmptyClusters(groups.wordLabels, clustering.wordClusters),
            units = cocluster::dropEmptyClusters(groups.unitLabels, clustering.unitClusters);
  const bool areAllThere = words == clustering.wordClusters && units == clustering.unitClusters;
  if (areAllThere || isJoint(options.method)) return;
  clustering.wordClusters = words;
  clustering.unitClusters = units;
  clustering.groups =
      cocluster::regroup(matrix, *clustering.decomposition, options, std::move(groups), words, units);
}

}  // namespace

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
                                          const ClusteringSettings& settings, const RunControl& control,
                                          const Clustering* previous) {
  auto result = std::make_shared<Clustering>();
  result->layer = layerOf(settings, analysis);
  result->state = stateOf(settings, analysis);
  result->words = response::frequentWords(analysis, settings.words, settings.minimumCount);
  result->shrink = settings.shrink;
  const MatrixD matrix =
      response::responseMatrix(analysis, result->layer, result->state, result->words, settings.shrink);
  requireFinite(matrix, analysis, result->words);
  const cocluster::Options options = settings.fitClusters
                                         ? cocluster::fittedTo(settings.options, matrix.rows(), matrix.cols())
                                         : settings.options;
  const bool known =
      previous && isOfSameMatrix(*previous, *result) && previous->decomposition->serves(options);
  result->decomposition =
      known ? previous->decomposition : cocluster::decompose(matrix, options, control.part(0, 0.4));
  const double clustered = settings.stabilitySamples > 0 ? 0.5 : 1;
  result->groups =
      cocluster::cocluster(matrix, *result->decomposition, options, control.part(0.4, clustered));
  if (settings.stabilitySamples > 0)
    result->stability = cocluster::stability(matrix, *result->decomposition, options,
                                             settings.stabilitySamples, control.part(clustered, 1));
  result->wordClusters = options.wordClusters;
  result->unitClusters = options.unitClusters;
  if (settings.fitClusters) leaveOutEmpty(matrix, options, *result);
  return result;
}

}  // namespace rnnvis::scene
