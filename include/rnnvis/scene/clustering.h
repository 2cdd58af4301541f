#pragma once

#include "rnnvis/cocluster/cocluster.h"
#include "rnnvis/response/analysis.h"

#include <memory>
#include <optional>
#include <vector>

namespace rnnvis::scene {

/// Which responses are clustered and how.
struct ClusteringSettings {
  std::optional<LayerId> layer;        ///< The top layer where absent.
  std::optional<model::Signal> state;  ///< The cell's analysed state where absent.
  std::size_t words = 500;             ///< At most so many, the most frequent.
  std::int64_t minimumCount = 10;
  double shrink = 0;
  cocluster::Options options;
};

/// Units of one layer and frequent words in groups.
struct Clustering {
  LayerId layer;
  model::Signal state = model::Signal::h;
  std::vector<WordId> words;  ///< Row of the clustered matrix → word.
  cocluster::CoClustering groups;
  int wordClusters = 0;
  int unitClusters = 0;
};

/// Layer and state that the settings stand for. Throws Error where the analysis lacks them.
LayerId layerOf(const ClusteringSettings& settings, const response::Analysis& analysis);
model::Signal stateOf(const ClusteringSettings& settings, const response::Analysis& analysis);

/// Co-clusters the expected responses of an analysis. Throws as cocluster::cocluster and
/// response::frequentWords do.
std::shared_ptr<const Clustering> cluster(const response::Analysis& analysis,
                                          const ClusteringSettings& settings, const RunControl& control = {});

}  // namespace rnnvis::scene
