#include "rnnvis/scene/walk.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace rnnvis::scene {
namespace {

enum class Kind { token, chip, cell, cloud, word, tag };
constexpr int kinds = 6;

struct Stop {
  Hit hit;
  Rect box;
};

std::optional<Kind> kindOf(const Hit& hit) {
  if (std::holds_alternative<TokenPlace>(hit.item)) return Kind::token;
  if (std::holds_alternative<UnitId>(hit.item)) return Kind::cell;
  if (std::holds_alternative<text::Tag>(hit.item)) return Kind::tag;
  if (!std::holds_alternative<std::monostate>(hit.item)) return Kind::word;
  if (hit.chip) return Kind::chip;
  if (hit.cloud) return Kind::cloud;
  return std::nullopt;
}

/// Line by line, each from left to right.
void sortAsRead(std::vector<Stop>::iterator begin, std::vector<Stop>::iterator end) {
  std::sort(begin, end, [](const Stop& a, const Stop& b) { return a.box.center().y < b.box.center().y; });
  for (auto line = begin; line != end;) {
    const double reach = line->box.center().y + line->box.height / 2;
    const auto next = std::find_if(line, end, [&](const Stop& s) { return s.box.center().y >= reach; });
    std::sort(line, next, [](const Stop& a, const Stop& b) { return a.box.x < b.box.x; });
    line = next;
  }
}

class Walk {
 public:
  Walk(const MainScene& scene, const Hit& from) : m_scene(scene), m_from(from), m_kind(kindOf(from)) {
    if (m_kind == Kind::token) m_from.chip.reset();  // A bar is no stop of its own.
  }

  std::optional<Hit> go(Step step) const {
    if (!m_kind) return otherKind(step == Step::previous ? kinds : -1, step == Step::previous ? -1 : 1);
    if (step == Step::next || step == Step::previous)
      return otherKind(static_cast<int>(*m_kind), step == Step::next ? 1 : -1);
    const std::vector<Stop> stops = stopsOf(*m_kind);
    const auto here = find(stops);
    if (here == stops.end()) return stops.empty() ? std::nullopt : std::optional(stops.front().hit);
    if (step == Step::up || step == Step::down) return nearest(stops, here->box, step == Step::down ? 1 : -1);
    return sideways(stops, here, step == Step::right ? 1 : -1);
  }

  std::vector<Hit> items() const {
    std::vector<Hit> items;
    const auto add = [&](Kind kind, auto belongs) {
      for (const Stop& stop : stopsOf(kind))
        if (belongs(stop.hit)) items.push_back(stop.hit);
    };
    const auto always = [](const Hit&) { return true; };
    if (!m_kind)
      for (const Kind kind : {Kind::token, Kind::chip, Kind::cloud, Kind::tag}) add(kind, always);
    if (m_kind == Kind::chip) add(Kind::cell, [&](const Hit& hit) { return hit.chip == m_from.chip; });
    if (m_kind == Kind::cloud) add(Kind::word, [&](const Hit& hit) { return hit.cloud == m_from.cloud; });
    return items;
  }

  std::optional<Rect> box() const {
    if (!m_kind) return std::nullopt;
    const std::vector<Stop> stops = stopsOf(*m_kind);
    const auto here = find(stops);
    return here == stops.end() ? std::nullopt : std::optional(here->box);
  }

 private:
  using Place = std::vector<Stop>::const_iterator;

  Place find(const std::vector<Stop>& stops) const {
    return std::find_if(stops.begin(), stops.end(), [&](const Stop& stop) { return stop.hit == m_from; });
  }

  /// All of a kind: those of a chip or a cloud as one reads, from the first chip or cloud to the last.
  std::vector<Stop> stopsOf(Kind kind) const {
    std::vector<Stop> stops;
    switch (kind) {
      case Kind::token:
        for (const Glyph& glyph : m_scene.glyphs)
          if (!glyph.isStart) stops.push_back({{glyph.place, {}, {}}, glyph.box});
        break;
      case Kind::chip:
        for (const Chip& chip : m_scene.chips) stops.push_back({{{}, chip.cluster, {}}, chip.frame});
        break;
      case Kind::cell:
        for (const Chip& chip : m_scene.chips) addCells(chip, stops);
        break;
      case Kind::cloud:
        for (const Cloud& cloud : m_scene.clouds) stops.push_back({{{}, {}, cloud.cluster}, cloud.frame});
        break;
      case Kind::word:
        for (const Cloud& cloud : m_scene.clouds) addWords(cloud, stops);
        break;
      case Kind::tag:
        for (const TagMark& mark : m_scene.tags) stops.push_back({{mark.tag, {}, {}}, mark.box});
        break;
    }
    return stops;
  }

  static void addCells(const Chip& chip, std::vector<Stop>& stops) {
    const std::ptrdiff_t first = std::ssize(stops);
    for (const Cell& cell : chip.cells) stops.push_back({{cell.unit, chip.cluster, {}}, cell.box});
    sortAsRead(stops.begin() + first, stops.end());
  }

  static void addWords(const Cloud& cloud, std::vector<Stop>& stops) {
    const std::ptrdiff_t first = std::ssize(stops);
    for (const CloudWord& word : cloud.words) stops.push_back({{word.word, {}, cloud.cluster}, word.box});
    sortAsRead(stops.begin() + first, stops.end());
    if (!cloud.hidden.empty()) stops.push_back({{HiddenWords{}, {}, cloud.cluster}, cloud.hiddenBox});
  }

  /// The nearest one below (above where `sign` is negative), sideways twice as far.
  static std::optional<Hit> nearest(const std::vector<Stop>& stops, const Rect& box, int sign) {
    const Stop* best = nullptr;
    double least = 0;
    for (const Stop& stop : stops) {
      const double along = sign * (stop.box.center().y - box.center().y);
      if (along < 0.3 * std::min(box.height, stop.box.height)) continue;
      const double gap = std::max({0.0, stop.box.x - box.right(), box.x - stop.box.right()});
      const double distance = along + 2 * gap + 0.1 * std::abs(stop.box.center().x - box.center().x);
      if (best && distance >= least) continue;
      best = &stop;
      least = distance;
    }
    return best ? std::optional(best->hit) : std::nullopt;
  }

  std::optional<Hit> sideways(const std::vector<Stop>& stops, Place here, int sign) const {
    const int inwards = m_scene.isMirrored ? -sign : sign;  // From sentences to chips to clouds.
    switch (*m_kind) {
      case Kind::token:
        return inwards > 0 ? beside(Kind::chip, here->box) : std::nullopt;
      case Kind::chip:
        return inwards > 0 ? entryOf(Kind::cloud) : beside(Kind::token, here->box);
      case Kind::cloud:
        return inwards > 0 ? std::nullopt : entryOf(Kind::chip);
      default:
        break;
    }
    if (sign < 0 ? here == stops.begin() : here + 1 == stops.end()) return std::nullopt;
    return (here + sign)->hit;
  }

  std::optional<Hit> beside(Kind kind, const Rect& box) const {
    const std::vector<Stop> stops = stopsOf(kind);
    const auto distance = [&](const Stop& stop) { return std::abs(stop.box.center().y - box.center().y); };
    const auto found = std::min_element(
        stops.begin(), stops.end(), [&](const Stop& a, const Stop& b) { return distance(a) < distance(b); });
    return found == stops.end() ? std::nullopt : std::optional(found->hit);
  }

  std::optional<Hit> otherKind(int kind, int sign) const {
    for (kind += sign; kind >= 0 && kind < kinds; kind += sign)
      if (const auto entry = entryOf(static_cast<Kind>(kind))) return entry;
    return std::nullopt;
  }

  /// The one of a kind that belongs most to where the step begins.
  std::optional<Hit> entryOf(Kind kind) const {
    const std::vector<Stop> stops = stopsOf(kind);
    if (stops.empty()) return std::nullopt;
    const auto chip = chipOfStart(), cloud = cloudOfStart();
    if (kind == Kind::word && cloud && !m_scene.clouds[cloud->index()].words.empty())
      return Hit{m_scene.clouds[cloud->index()].words.front().word, {}, cloud};  // Nearest to the centre.
    for (const Stop& stop : stops) {
      const bool isOfChips = kind == Kind::chip || kind == Kind::cell;
      const bool isOfClouds = kind == Kind::cloud || kind == Kind::word;
      if ((isOfChips && chip && stop.hit.chip == chip) || (isOfClouds && cloud && stop.hit.cloud == cloud))
        return stop.hit;
    }
    return stops.front().hit;
  }

  /// The chip that the start lies in, or that answers most to its cloud; likewise the cloud.
  std::optional<ClusterId> chipOfStart() const {
    if (m_from.chip || !m_from.cloud) return m_from.chip;
    return strongest(&Link::cloud, *m_from.cloud, &Link::chip);
  }
  std::optional<ClusterId> cloudOfStart() const {
    if (m_from.cloud || !m_from.chip) return m_from.cloud;
    return strongest(&Link::chip, *m_from.chip, &Link::cloud);
  }

  std::optional<ClusterId> strongest(ClusterId Link::*end, ClusterId cluster, ClusterId Link::*other) const {
    const Link* best = nullptr;
    for (const Link& edge : m_scene.edges)
      if (edge.*end == cluster && (!best || std::abs(edge.value) > std::abs(best->value))) best = &edge;
    return best ? std::optional(best->*other) : std::nullopt;
  }

  const MainScene& m_scene;
  Hit m_from;
  std::optional<Kind> m_kind;
};

}  // namespace

std::optional<Hit> walk(const MainScene& scene, const Hit& from, Step step) {
  return Walk(scene, from).go(step);
}

std::vector<Hit> itemsIn(const MainScene& scene, const Hit& parent) {
  return Walk(scene, parent).items();
}

std::optional<Rect> boxOf(const MainScene& scene, const Hit& hit) {
  return Walk(scene, hit).box();
}

}  // namespace rnnvis::scene
