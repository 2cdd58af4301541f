#include "rnnvis/scene/cluster_edits.h"

#include "cluster_names.h"

#include "rnnvis/response/explain.h"

#include <algorithm>
#include <map>
#include <unordered_map>

namespace rnnvis::scene {
namespace {

const std::vector<int>& labelsOf(const Clustering& clustering, Side side) {
  return side == Side::words ? clustering.groups.wordLabels : clustering.groups.unitLabels;
}

/// The row or column of an item in the clustered matrix.
class Places {
 public:
  Places(const Clustering& clustering, Side side) : m_size(labelsOf(clustering, side).size()) {
    if (side == Side::units) return;
    m_isIdentity = false;
    for (std::size_t row = 0; row < clustering.words.size(); ++row)
      m_rows.emplace(clustering.words[row].value, row);
  }
  std::optional<std::size_t> operator[](std::int32_t item) const {
    if (m_isIdentity)
      return item >= 0 && static_cast<std::size_t>(item) < m_size
                 ? std::optional(static_cast<std::size_t>(item))
                 : std::nullopt;
    const auto found = m_rows.find(item);
    return found == m_rows.end() ? std::nullopt : std::optional(found->second);
  }

 private:
  std::size_t m_size;
  bool m_isIdentity = true;
  std::unordered_map<std::int32_t, std::size_t> m_rows;
};

/// Applies edits to labels, one after the other.
class Replay {
 public:
  Replay(Clustering& clustering, const cocluster::Options& options)
      : m_clustering(clustering),
        m_options(options),
        m_words(clustering, Side::words),
        m_units(clustering, Side::units) {}

  /// All by the labels as they were computed, so that the order of locks is of no account.
  void hold(const std::vector<Lock>& locks) {
    if (locks.empty()) return;
    std::vector<std::pair<const Lock*, int>> targets;
    for (const Lock& lock : locks)
      if (const auto target = mostOf(lock)) targets.emplace_back(&lock, *target);
    for (const auto& [lock, target] : targets) relabel(lock->side, lock->items, target);
    for (const Side side : {Side::words, Side::units}) dropEmpty(side);
  }

  void operator()(const MergeClusters& edit) {
    if (edit.a == edit.b || !exists(edit.side, edit.a) || !exists(edit.side, edit.b)) return;
    const auto [to, from] = std::minmax(edit.a.value, edit.b.value);
    for (int& label : labels(edit.side))
      if (label == from) label = to;
    dropEmpty(edit.side);
  }

  void operator()(const SplitCluster& edit) {
    if (!exists(edit.side, edit.cluster) || count(edit.side) >= ClusterEdits::mostClusters) return;
    const std::vector<int> half =
        halfOf(*m_clustering.decomposition, m_options, m_clustering.groups, edit.side, edit.cluster.value);
    if (half.empty()) return;
    for (int& label : labels(edit.side))
      if (label > edit.cluster.value) ++label;
    for (const int row : half) labels(edit.side)[static_cast<std::size_t>(row)] = edit.cluster.value + 1;
    ++count(edit.side);
  }

  void operator()(const MoveItems& edit) {
    const bool isNew = edit.to.value == count(edit.side) && count(edit.side) < ClusterEdits::mostClusters;
    if (!isNew && !exists(edit.side, edit.to)) return;
    if (isNew) ++count(edit.side);
    relabel(edit.side, edit.items, edit.to.value);
    dropEmpty(edit.side);
  }

 private:
  std::vector<int>& labels(Side side) {
    return side == Side::words ? m_clustering.groups.wordLabels : m_clustering.groups.unitLabels;
  }
  int& count(Side side) {
    return side == Side::words ? m_clustering.wordClusters : m_clustering.unitClusters;
  }
  const Places& places(Side side) const { return side == Side::words ? m_words : m_units; }
  bool exists(Side side, ClusterId cluster) { return cluster.value >= 0 && cluster.value < count(side); }

  void relabel(Side side, const Items& items, int to) {
    for (const std::int32_t item : items)
      if (const auto place = places(side)[item]) labels(side)[*place] = to;
  }

  /// The cluster that holds most of a lock's company; of equal ones the first.
  std::optional<int> mostOf(const Lock& lock) {
    std::map<int, int> held;
    for (const std::int32_t item : lock.company)
      if (const auto place = places(lock.side)[item]) ++held[labels(lock.side)[*place]];
    const auto most = std::max_element(held.begin(), held.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    return most == held.end() ? std::nullopt : std::optional(most->first);
  }

  void dropEmpty(Side side) { count(side) = cocluster::dropEmptyClusters(labels(side), count(side)); }

  Clustering& m_clustering;
  const cocluster::Options& m_options;
  Places m_words, m_units;
};

bool hasSameClusters(const Clustering& a, const Clustering& b) {
  return a.wordClusters == b.wordClusters && a.unitClusters == b.unitClusters &&
         a.groups.wordLabels == b.groups.wordLabels && a.groups.unitLabels == b.groups.unitLabels;
}

/// Whether each cluster has other members than all computed ones.
std::vector<bool> editedClusters(const Clustering& computed, const Clustering& now, Side side) {
  const auto& before = labelsOf(computed, side);
  const auto& after = labelsOf(now, side);
  std::vector<std::size_t> sizes(static_cast<std::size_t>(clustersOf(computed, side)));
  for (const int label : before) ++sizes[static_cast<std::size_t>(label)];
  const auto clusters = static_cast<std::size_t>(clustersOf(now, side));
  std::vector<int> origin(clusters, -1);
  std::vector<std::size_t> members(clusters);
  std::vector<bool> isEdited(clusters);
  for (std::size_t i = 0; i < after.size(); ++i) {
    const auto cluster = static_cast<std::size_t>(after[i]);
    if (origin[cluster] < 0) origin[cluster] = before[i];
    if (origin[cluster] != before[i]) isEdited[cluster] = true;
    ++members[cluster];
  }
  for (std::size_t cluster = 0; cluster < clusters; ++cluster)
    if (origin[cluster] >= 0 && members[cluster] != sizes[static_cast<std::size_t>(origin[cluster])])
      isEdited[cluster] = true;
  return isEdited;
}

std::vector<ClusterMark> marksOf(const Clustering& computed, const Clustering& now, Side side,
                                 const std::vector<ClusterName>& names) {
  const std::vector<bool> isEdited = editedClusters(computed, now, side);
  std::vector<ClusterMark> marks;
  for (std::string& name : namesOfClusters(now, side, names))
    marks.push_back({std::move(name), isEdited[marks.size()]});
  return marks;
}

}  // namespace

bool ClusterEdits::isLocked(Side side, std::int32_t item) const {
  return std::any_of(locks.begin(), locks.end(), [&](const Lock& lock) {
    return lock.side == side && std::binary_search(lock.items.begin(), lock.items.end(), item);
  });
}

std::shared_ptr<const Clustering> edited(const std::shared_ptr<const Clustering>& computed,
                                         const response::Analysis& analysis,
                                         const ClusteringSettings& settings, const ClusterEdits& edits) {
  if (edits.held.empty() && edits.list.empty() && edits.names.empty()) return computed;
  auto result = std::make_shared<Clustering>(*computed);
  Replay replay(*result, settings.options);
  replay.hold(edits.held);
  for (const ClusterEdit& edit : edits.list) std::visit(replay, edit);
  if (!hasSameClusters(*computed, *result)) {
    result->groups = regroup(
        response::responseMatrix(analysis, result->layer, result->state, result->words, result->shrink),
        *result->decomposition, settings.options, std::move(result->groups), result->wordClusters,
        result->unitClusters);
    result->stability.reset();  // Of other clusters.
  }
  result->wordMarks = marksOf(*computed, *result, Side::words, edits.names);
  result->unitMarks = marksOf(*computed, *result, Side::units, edits.names);
  return result;
}

Items membersOf(const Clustering& clustering, Side side, ClusterId cluster) {
  Items members;
  const auto& labels = labelsOf(clustering, side);
  for (std::size_t i = 0; i < labels.size(); ++i)
    if (labels[i] == cluster.value)
      members.push_back(side == Side::words ? clustering.words[i].value : static_cast<std::int32_t>(i));
  std::sort(members.begin(), members.end());
  return members;
}

std::optional<ClusterId> clusterOf(const Clustering& clustering, Side side, std::int32_t item) {
  const auto place = Places(clustering, side)[item];
  return place ? std::optional(ClusterId{labelsOf(clustering, side)[*place]}) : std::nullopt;
}

int clustersOf(const Clustering& clustering, Side side) {
  return side == Side::words ? clustering.wordClusters : clustering.unitClusters;
}

const ClusterMark& markOf(const Clustering& clustering, Side side, ClusterId cluster) {
  static const ClusterMark none;
  const auto& marks = side == Side::words ? clustering.wordMarks : clustering.unitMarks;
  return cluster.index() < marks.size() ? marks[cluster.index()] : none;
}

std::vector<Lock> locksOf(const Clustering& clustering, Side side, const Items& items) {
  std::map<ClusterId, Items> byCluster;
  for (const std::int32_t item : items)
    if (const auto cluster = clusterOf(clustering, side, item)) byCluster[*cluster].push_back(item);
  std::vector<Lock> locks;
  for (auto& [cluster, locked] : byCluster) {
    std::sort(locked.begin(), locked.end());
    locks.push_back({side, std::move(locked), membersOf(clustering, side, cluster)});
  }
  return locks;
}

}  // namespace rnnvis::scene
