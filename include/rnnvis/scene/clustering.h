#pragma once

#include "rnnvis/cocluster/cocluster.h"
#include "rnnvis/cocluster/stability.h"
#include "rnnvis/response/analysis.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace rnnvis::scene {

/// Which responses are clustered and how.
struct ClusteringSettings {
  std::optional<LayerId> layer;        ///< The top layer where absent.
  bool reverse = false;                ///< Of a bidirectional layer, the direction that reads from the end.
  std::optional<model::Signal> state;  ///< The cell's analysed state where absent.
  std::size_t words = 500;             ///< At most so many, the most frequent.
  std::int64_t minimumCount = 10;
  double shrink = 0;
  cocluster::Options options;
  bool fitClusters = true;  ///< Fewer clusters where there are fewer words or units (otherwise an error), and
                            ///< none that is empty.
  int stabilitySamples = 0;  ///< Of the words, for Clustering::stability; 0: none.

  friend bool operator==(const ClusteringSettings&, const ClusteringSettings&) = default;
};

/// What an analyst has made of a cluster.
struct ClusterMark {
  std::string name;       ///< Empty: it goes by its number.
  bool isEdited = false;  ///< Its members are not those of a computed cluster.
};

/// Units of one layer and frequent words in groups.
struct Clustering {
  LayerId layer;  ///< Index into Analysis::layers.
  model::Signal state = model::Signal::h;
  std::vector<WordId> words;  ///< Row of the clustered matrix → word.
  cocluster::CoClustering groups;
  int wordClusters = 0;  ///< As many as were asked for, or fewer: see ClusteringSettings::fitClusters.
  int unitClusters = 0;
  std::optional<cocluster::Stability> stability;  ///< Where it was asked for.
  double shrink = 0;
  std::shared_ptr<const cocluster::Decomposition> decomposition;  ///< Of the clustered matrix.
  std::vector<ClusterMark> wordMarks;  ///< Of each cluster; empty as it was computed.
  std::vector<ClusterMark> unitMarks;
};

/// Index into Analysis::layers and state that the settings stand for. Throws Error for a direction that the
/// model does not read in; layers and states that do not exist are found out by Analysis::responses().
LayerId layerOf(const ClusteringSettings& settings, const response::Analysis& analysis);
model::Signal stateOf(const ClusteringSettings& settings, const response::Analysis& analysis);

/// Co-clusters the expected responses of an analysis. `previous`, a clustering of the same analysis, spares
/// the decomposition where the matrix is the same; the result does not depend on it. Throws Error as
/// cocluster::cocluster and response::frequentWords do, and for a response that is not finite, naming unit
/// and word.
std::shared_ptr<const Clustering> cluster(const response::Analysis& analysis,
                                          const ClusteringSettings& settings, const RunControl& control = {},
                                          const Clustering* previous = nullptr);

}  // namespace rnnvis::scene
