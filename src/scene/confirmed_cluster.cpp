#include "rnnvis/scene/confirmed_cluster.h"

#include "overlap.h"

#include <algorithm>
#include <cmath>

namespace rnnvis::scene {
namespace {

void count(Confirmed& of, const Tested& test) {
  ++of.claims;
  of.weight += std::abs(test.claimed);
  if (!test.confirmed) return;
  ++of.confirmed;
  of.confirmedWeight += std::abs(test.claimed);
}

}  // namespace

ConfirmedCluster confirmedCluster(const Confirmation& confirmation, Side side, const Items& members) {
  const Clustering& clustering = *confirmation.clustering;
  ConfirmedCluster result;
  result.members = members.size();
  double best = -1;
  for (int i = 0; i < clustersOf(clustering, side); ++i) {
    const Items candidate = membersOf(clustering, side, ClusterId{i});
    const Overlap overlap = overlapOf(members, candidate);
    if (overlap.share <= best) continue;
    best = overlap.share;
    result.match = ClusterId{i};
    result.matched = candidate.size();
    result.shared = overlap.shared;
  }
  for (const TestedEdge& edge : confirmation.edges)
    if ((side == Side::units ? edge.units : edge.words) == result.match) count(result.edges, edge.test);
  for (const TestedAnswer& answer : confirmation.answers)
    if (const std::int32_t item = side == Side::units ? answer.unit.value : answer.word.value;
        std::find(members.begin(), members.end(), item) != members.end())
      count(result.answers, answer.test);
  return result;
}

}  // namespace rnnvis::scene
