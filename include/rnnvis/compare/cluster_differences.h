#pragma once

#include "rnnvis/compare/joint_reading.h"
#include "rnnvis/compare/shared_words.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace rnnvis::compare {

/// Words or units that are in one cluster of A and in one of B.
struct Flow {
  Baseline<ClusterId> a;
  Comparison<ClusterId> b;
  /// Into SharedWords::words; of units, A's unit, whose partner is in b.
  std::vector<std::size_t> members;
  bool moves = false;  ///< Whether the clusters are no partners.
};

/// How far two groupings of the same things agree.
struct ClusterDifferences {
  double adjustedRand = 0;   ///< Hubert and Arabie 1985: 1 the same, 0 as by chance; may be below 0.
  std::size_t members = 0;   ///< That both sides have in a cluster.
  MatrixD common;            ///< [clusters of A][clusters of B] members that are in both.
  std::vector<int> partner;  ///< [clusters of A] the cluster of B that it goes with, −1 where none is left:
                             ///< one to one, with the most members in common (assign()).
  std::vector<Flow> flows;   ///< None empty, by clusters of A and then of B.
  std::size_t moved = 0;     ///< Members in flows that move.
};

/// The word clusters of both sides, on the words that both have clustered. Nothing where there is none.
std::optional<ClusterDifferences> compareWordClusters(const Subjects& subjects, const SharedWords& shared);

/// The unit clusters of both sides, on the units that have a partner.
ClusterDifferences compareUnitClusters(const Subjects& subjects, const JointReading& joint);

}  // namespace rnnvis::compare
