#include "cluster_names.h"

#include "overlap.h"
#include "rnnvis/text/utf8.h"
#include "words.h"

#include <algorithm>

namespace rnnvis::scene {
namespace {

constexpr double leastOverlap = 0.5;

struct Match {
  double overlap;
  std::size_t name;
  std::size_t cluster;
};

}  // namespace

std::vector<std::string> namesOfClusters(const Clustering& clustering, Side side,
                                         const std::vector<ClusterName>& names) {
  std::vector<std::string> result(static_cast<std::size_t>(clustersOf(clustering, side)));
  std::vector<Match> matches;
  for (std::size_t cluster = 0; cluster < result.size() && !names.empty(); ++cluster) {
    const Items members = membersOf(clustering, side, ClusterId{static_cast<std::int32_t>(cluster)});
    for (std::size_t name = 0; name < names.size(); ++name)
      if (names[name].side == side)
        if (const double share = overlapOf(names[name].members, members).share; share >= leastOverlap)
          matches.push_back({share, name, cluster});
  }
  std::stable_sort(matches.begin(), matches.end(),
                   [](const Match& a, const Match& b) { return a.overlap > b.overlap; });
  std::vector<bool> isTaken(names.size());
  for (const Match& match : matches) {
    if (isTaken[match.name] || !result[match.cluster].empty()) continue;
    isTaken[match.name] = true;
    result[match.cluster] = names[match.name].name;
  }
  return result;
}

std::string cleanName(std::string_view name) {
  std::string line = displayLine(text::findInvalidUtf8(name) ? std::string_view() : name);
  const auto characters = text::splitScalars(line);
  if (characters.size() > ClusterName::mostCharacters) {
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < ClusterName::mostCharacters; ++i) bytes += characters[i].size();
    line = line.substr(0, cutPoint(line, bytes));
  }
  const std::size_t first = line.find_first_not_of(' ');
  return first == std::string::npos ? "" : line.substr(first, line.find_last_not_of(' ') - first + 1);
}

}  // namespace rnnvis::scene
