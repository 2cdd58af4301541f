#include "rnnvis/compare/cluster_differences.h"

#include "rnnvis/cocluster/agreement.h"

#include <map>

namespace rnnvis::compare {
namespace {

/// Things with a cluster on either side.
struct LabelledMembers {
  std::vector<std::size_t> members;
  std::vector<int> inA, inB;

  void add(std::size_t member, int a, int b) {
    members.push_back(member);
    inA.push_back(a);
    inB.push_back(b);
  }
};

ClusterDifferences differencesOf(const LabelledMembers& labelled, int clustersOfA, int clustersOfB) {
  ClusterDifferences result;
  result.members = labelled.members.size();
  result.adjustedRand = cocluster::agreementOf(labelled.inA, labelled.inB).adjustedRand;
  result.common = MatrixD::Zero(clustersOfA, clustersOfB);
  std::map<std::pair<int, int>, Flow> flows;
  for (std::size_t i = 0; i < labelled.members.size(); ++i) {
    const int a = labelled.inA[i], b = labelled.inB[i];
    ++result.common(a, b);
    Flow& flow = flows[{a, b}];
    flow.a = {ClusterId{a}};
    flow.b = {ClusterId{b}};
    flow.members.push_back(labelled.members[i]);
  }
  result.partner = assign(result.common);
  for (auto& [clusters, flow] : flows) {
    flow.moves = result.partner[static_cast<std::size_t>(clusters.first)] != clusters.second;
    if (flow.moves) result.moved += flow.members.size();
    result.flows.push_back(std::move(flow));
  }
  return result;
}

std::map<WordId, int> labelsOf(const Subject& subject) {
  std::map<WordId, int> labels;
  for (std::size_t w = 0; w < subject.words.size(); ++w)
    labels[subject.words[w]] = subject.groups->wordLabels[w];
  return labels;
}

}  // namespace

std::optional<ClusterDifferences> compareWordClusters(const Subjects& subjects, const SharedWords& shared) {
  const std::map<WordId, int> ofA = labelsOf(*subjects.a), ofB = labelsOf(*subjects.b);
  LabelledMembers labelled;
  for (std::size_t w = 0; w < shared.words.size(); ++w) {
    const auto a = ofA.find(*shared.words[w].a), b = ofB.find(*shared.words[w].b);
    if (a != ofA.end() && b != ofB.end()) labelled.add(w, a->second, b->second);
  }
  if (labelled.members.empty()) return std::nullopt;
  return differencesOf(labelled, subjects.a->wordClusters, subjects.b->wordClusters);
}

ClusterDifferences compareUnitClusters(const Subjects& subjects, const JointReading& joint) {
  LabelledMembers labelled;
  const std::vector<int>& partner = joint.matching.partner;
  for (std::size_t unit = 0; unit < partner.size(); ++unit)
    if (partner[unit] >= 0)
      labelled.add(unit, subjects.a->groups->unitLabels[unit],
                   subjects.b->groups->unitLabels[static_cast<std::size_t>(partner[unit])]);
  return differencesOf(labelled, subjects.a->unitClusters, subjects.b->unitClusters);
}

}  // namespace rnnvis::compare
