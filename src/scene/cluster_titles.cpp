#include "rnnvis/scene/cluster_titles.h"

#include "words.h"

#include <fmt/format.h>

namespace rnnvis::scene {
namespace {

std::string withoutName(const Clustering& clustering, Side side, ClusterId cluster) {
  return fmt::format("{} {} · {}{}", nameOf(side), cluster.value,
                     describeCount(side, membersOf(clustering, side, cluster).size()),
                     markOf(clustering, side, cluster).isEdited ? " · edited" : "");
}

constexpr char separator[] = " · ";

}  // namespace

std::string nameOf(Side side) {
  return side == Side::words ? "cloud" : "chip";
}

std::string describeCount(Side side, std::size_t members) {
  return fmt::format("{} {}{}", members, side == Side::words ? "word" : "unit", members == 1 ? "" : "s");
}

std::string referenceTo(const Clustering& clustering, Side side, ClusterId cluster) {
  const std::string& name = markOf(clustering, side, cluster).name;
  const std::string number = fmt::format("{} {}", nameOf(side), cluster.value);
  return name.empty() ? number : number + " " + inQuotes(name);
}

std::string titleOf(const Clustering& clustering, Side side, ClusterId cluster) {
  const std::string& name = markOf(clustering, side, cluster).name;
  return (name.empty() ? "" : name + separator) + withoutName(clustering, side, cluster);
}

std::string titleOf(const Clustering& clustering, Side side, ClusterId cluster, double width, double pixels,
                    const TextMeasure& measure) {
  const std::string& name = markOf(clustering, side, cluster).name;
  if (name.empty()) return withoutName(clustering, side, cluster);
  const std::string rest = separator + withoutName(clustering, side, cluster);
  const double room = width - measure.size(rest, pixels, true).width;
  return elided(name, room, pixels, measure, true) + rest;
}

}  // namespace rnnvis::scene
