#include "rnnvis/scene/cluster_titles.h"

#include "words.h"

#include <fmt/format.h>

namespace rnnvis::scene {
namespace {

constexpr char separator[] = " · ", edit[] = " · edited";

std::string numberOf(Side side, ClusterId cluster) {
  return fmt::format("{} {}", nameOf(side), cluster.value);
}

}  // namespace

std::string nameOf(Side side) {
  return side == Side::words ? "cloud" : "chip";
}

std::string describeCount(Side side, std::size_t members) {
  return fmt::format("{} {}{}", members, side == Side::words ? "word" : "unit", members == 1 ? "" : "s");
}

std::string referenceTo(const Clustering& clustering, Side side, ClusterId cluster) {
  const std::string& name = markOf(clustering, side, cluster).name;
  const std::string number = numberOf(side, cluster);
  return name.empty() ? number : number + " " + inQuotes(name);
}

std::string titleOf(const Clustering& clustering, Side side, ClusterId cluster) {
  const ClusterMark& mark = markOf(clustering, side, cluster);
  return fmt::format("{}{}{}{}{}{}", mark.name, mark.name.empty() ? "" : separator, numberOf(side, cluster),
                     separator, describeCount(side, membersOf(clustering, side, cluster).size()),
                     mark.isEdited ? edit : "");
}

std::string titleOf(const Clustering& clustering, Side side, ClusterId cluster, double width, double pixels,
                    const TextMeasure& measure) {
  const std::string whole = titleOf(clustering, side, cluster);
  const std::string& name = markOf(clustering, side, cluster).name;
  const auto widthOf = [&](const std::string& text) { return measure.size(text, pixels, true).width; };
  if (name.empty() || widthOf(whole) <= width) return whole;
  const std::string number = separator + numberOf(side, cluster);
  return elided(name, width - widthOf(number), pixels, measure, true) + number;
}

}  // namespace rnnvis::scene
