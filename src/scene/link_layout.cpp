#include "layout.h"

#include <algorithm>
#include <cmath>

namespace rnnvis::scene {
namespace {

constexpr double thinnest = 0.75;
constexpr std::size_t strongestPerChip = 2;

double widthOf(double value, double range) {
  return range > 0 ? thinnest + (MainScene::widestEdge - thinnest) * std::abs(value) / range : thinnest;
}

class EdgeLayout {
 public:
  EdgeLayout(const LayoutInput& input, MainScene& scene)
      : m_edges(input.clustering().groups.edges), m_scene(scene) {
    scene.edgeRange = input.scale.edges;
    scene.edgeFilter = std::max(input.state().edgeFilter, input.options.leastEdge);
    for (const Cloud& cloud : scene.clouds) m_focusedClouds.push_back(cloud.emphasis == Emphasis::strong);
    for (const Chip& chip : scene.chips) m_focusedChips.push_back(chip.emphasis == Emphasis::strong);
    m_hasFocus = std::find(m_focusedClouds.begin(), m_focusedClouds.end(), true) != m_focusedClouds.end() ||
                 std::find(m_focusedChips.begin(), m_focusedChips.end(), true) != m_focusedChips.end();
    scene.strongestEdges = m_hasFocus ? 0 : strongestPerChip;
  }

  void run() {
    for (Eigen::Index chip = 0; chip < m_edges.cols(); ++chip)
      for (Eigen::Index cloud = 0; cloud < m_edges.rows(); ++cloud) {
        if (m_edges(cloud, chip) == 0 ||
            std::abs(m_edges(cloud, chip)) < m_scene.edgeFilter * m_scene.edgeRange)
          continue;
        Link link{ClusterId{static_cast<std::int32_t>(chip)},
                  ClusterId{static_cast<std::int32_t>(cloud)},
                  {},
                  {},
                  widthOf(m_edges(cloud, chip), m_scene.edgeRange),
                  m_edges(cloud, chip),
                  emphasisOf(cloud, chip)};
        m_scene.edges.push_back(link);
      }
    anchor();
    // The ones in focus are drawn last.
    std::stable_sort(m_scene.edges.begin(), m_scene.edges.end(),
                     [](const Link& a, const Link& b) { return a.emphasis < b.emphasis; });
  }

 private:
  Emphasis emphasisOf(Eigen::Index cloud, Eigen::Index chip) const {
    if (m_hasFocus)
      return m_focusedClouds[static_cast<std::size_t>(cloud)] ||
                     m_focusedChips[static_cast<std::size_t>(chip)]
                 ? Emphasis::strong
                 : Emphasis::faint;
    const auto strongest = strongestClouds(m_edges, chip);
    return std::find(strongest.begin(), strongest.end(), cloud) != strongest.end() ? Emphasis::normal
                                                                                   : Emphasis::hidden;
  }

  /// Edges leave and arrive side by side in the order of their other ends, so that they do not cross at the
  /// frame.
  void anchor() {
    const auto spread = [](const Rect& frame, std::size_t place, std::size_t count) {
      const double reach = std::min(frame.height - 8, 7.0 * static_cast<double>(count));
      return frame.center().y +
             (count > 1
                  ? (static_cast<double>(place) / static_cast<double>(count - 1) - 0.5) * std::max(0.0, reach)
                  : 0.0);
    };
    for (const Chip& chip : m_scene.chips) {
      std::vector<Link*> links = linksWhere([&](const Link& link) { return link.chip == chip.cluster; });
      for (std::size_t i = 0; i < links.size(); ++i)
        links[i]->from = {m_scene.isMirrored ? chip.frame.x : chip.frame.right(),
                          spread(chip.frame, i, links.size())};
    }
    for (const Cloud& cloud : m_scene.clouds) {
      std::vector<Link*> links = linksWhere([&](const Link& link) { return link.cloud == cloud.cluster; });
      for (std::size_t i = 0; i < links.size(); ++i)
        links[i]->to = {m_scene.isMirrored ? cloud.frame.right() : cloud.frame.x,
                        spread(cloud.frame, i, links.size())};
    }
  }

  /// In the order of chips, then clouds, as run() made them.
  template <class Condition>
  std::vector<Link*> linksWhere(Condition condition) {
    std::vector<Link*> links;
    for (Link& link : m_scene.edges)
      if (condition(link)) links.push_back(&link);
    return links;
  }

  const MatrixD& m_edges;
  MainScene& m_scene;
  std::vector<bool> m_focusedClouds, m_focusedChips;
  bool m_hasFocus = false;
};

}  // namespace

std::vector<Eigen::Index> strongestClouds(const MatrixD& edges, Eigen::Index chip) {
  std::vector<Eigen::Index> clouds;
  for (Eigen::Index cloud = 0; cloud < edges.rows(); ++cloud)
    if (edges(cloud, chip) != 0) clouds.push_back(cloud);
  std::stable_sort(clouds.begin(), clouds.end(), [&](Eigen::Index a, Eigen::Index b) {
    return std::abs(edges(a, chip)) > std::abs(edges(b, chip));
  });
  clouds.resize(std::min(clouds.size(), strongestPerChip));
  return clouds;
}

void layoutEdges(const LayoutInput& input, MainScene& scene) {
  EdgeLayout(input, scene).run();
}

void layoutTokenLinks(const LayoutInput& input, MainScene& scene) {
  const auto place = input.token();
  if (!place) return;
  const auto glyph =
      std::find_if(scene.glyphs.begin(), scene.glyphs.end(), [&](const Glyph& g) { return g.isSelected; });
  if (glyph == scene.glyphs.end()) return;
  const sequence::Measures& measures = input.workspace().sentences[place->sentence].measures;
  const auto token = static_cast<Eigen::Index>(place->token);
  scene.linkRange = input.scale.links;
  for (const Chip& chip : scene.chips) {
    const double value = measures.link(token, chip.cluster.value);
    if (value == 0) continue;
    scene.tokenLinks.push_back(
        {chip.cluster,
         {},
         {scene.isMirrored ? glyph->box.x : glyph->box.right(), glyph->bars.center().y},
         {scene.isMirrored ? chip.frame.right() : chip.frame.x, chip.frame.center().y},
         widthOf(value, scene.linkRange),
         value,
         Emphasis::strong});
  }
}

}  // namespace rnnvis::scene
