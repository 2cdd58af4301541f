#pragma once

#include "rnnvis/cocluster/regroup.h"
#include "rnnvis/scene/clustering.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace rnnvis::scene {

using cocluster::Side;

/// Words or units, by WordId or UnitId, ascending.
using Items = std::vector<std::int32_t>;

// Edits of a clustering. Clusters have the numbers that they have before the edit.

/// The two become one, which has the smaller number.
struct MergeClusters {
  Side side;
  ClusterId a, b;
  friend bool operator==(const MergeClusters&, const MergeClusters&) = default;
};
/// cocluster::halfOf() the cluster becomes a cluster of its own, the next one.
struct SplitCluster {
  Side side;
  ClusterId cluster;
  friend bool operator==(const SplitCluster&, const SplitCluster&) = default;
};
/// Items go to another cluster; to the one after the last: to a new one. A cluster that they leave empty goes
/// away.
struct MoveItems {
  Side side;
  Items items;
  ClusterId to;
  friend bool operator==(const MoveItems&, const MoveItems&) = default;
};
using ClusterEdit = std::variant<MergeClusters, SplitCluster, MoveItems>;

/// Items that stay in company when the clustering is computed anew: they go to the cluster that holds most of
/// `company`, the members of their cluster when they were locked.
struct Lock {
  Side side;
  Items items;
  Items company;
  friend bool operator==(const Lock&, const Lock&) = default;
};

/// What an analyst calls a cluster. The name belongs to the members that it was given to: it goes to the
/// cluster whose members have the largest |A ∩ B| / |A ∪ B| with them, at least ½.
struct ClusterName {
  static constexpr std::size_t mostCharacters = 60;

  Side side;
  Items members;
  std::string name;
  friend bool operator==(const ClusterName&, const ClusterName&) = default;
};

/// All that an analyst has made of the computed clusters.
struct ClusterEdits {
  static constexpr int mostClusters = 20;  ///< Of either side that an edit makes.

  std::vector<Lock> held;  ///< The locks that were there when the clustering was computed, applied first …
  std::vector<ClusterEdit> list;  ///< … and the edits since, in their order.
  std::vector<Lock> locks;        ///< Those that are there now.
  std::vector<ClusterName> names;

  /// Whether edited() comes to the same; locks are of account when the clustering is next computed.
  bool makeSameClusters(const ClusterEdits& other) const {
    return held == other.held && list == other.list && names == other.names;
  }
  bool isLocked(Side side, std::int32_t item) const;
  friend bool operator==(const ClusterEdits&, const ClusterEdits&) = default;
};

/// The computed clustering with locks, edits and names applied, and all that follows from its labels worked
/// out again; `computed` itself where there are none. Edits that make no sense (clusters that do not exist,
/// a cluster merged with itself, one member split, more than mostClusters) change nothing; so do items that
/// are not clustered. The decomposition is shared. Milliseconds.
std::shared_ptr<const Clustering> edited(const std::shared_ptr<const Clustering>& computed,
                                         const response::Analysis& analysis,
                                         const ClusteringSettings& settings, const ClusterEdits& edits);

/// The members of a cluster.
Items membersOf(const Clustering& clustering, Side side, ClusterId cluster);
/// The cluster of an item; absent where it is not clustered.
std::optional<ClusterId> clusterOf(const Clustering& clustering, Side side, std::int32_t item);
int clustersOf(const Clustering& clustering, Side side);
const ClusterMark& markOf(const Clustering& clustering, Side side, ClusterId cluster);

/// Locks for items where they are now: one for each cluster that holds some of them.
std::vector<Lock> locksOf(const Clustering& clustering, Side side, const Items& items);

/// A name as it is kept: one line of at most ClusterName::mostCharacters, without blanks around it.
std::string cleanName(std::string_view name);

}  // namespace rnnvis::scene
