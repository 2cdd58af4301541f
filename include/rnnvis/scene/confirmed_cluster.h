#pragma once

#include "rnnvis/scene/cluster_edits.h"
#include "rnnvis/scene/confirmation.h"

namespace rnnvis::scene {

/// What the halves of a text say of a cluster that was found on the whole of it.
struct ConfirmedCluster {
  ClusterId match;          ///< The first half's cluster with the largest share of members in common.
  std::size_t members = 0;  ///< Of the cluster that was asked about …
  std::size_t matched = 0;  ///< … of the match …
  std::size_t shared = 0;   ///< … and of both.
  Confirmed edges;          ///< Of the match, claimed by the first half and tested on the second.
  Confirmed answers;        ///< Of the members: words that units answer to, or units that answer to words.
};

/// Looks a chip or cloud up in a confirmation: match maximises |A ∩ B| / |A ∪ B|, ties to the first.
/// `members` as membersOf() gives them.
ConfirmedCluster confirmedCluster(const Confirmation& confirmation, Side side, const Items& members);

}  // namespace rnnvis::scene
