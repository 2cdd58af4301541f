#include "hover_painter.h"

#include "drawing.h"
#include "link_painter.h"

#include "rnnvis/scene/walk.h"

#include <QPainter>

#include <vector>

namespace rnnvis::gui {
namespace {

using scene::Emphasis;

class HoverPainter {
 public:
  HoverPainter(QPainter& painter, const scene::MainScene& scene, const Theme& theme, const Hover& hover)
      : m_painter(painter), m_scene(scene), m_theme(theme), m_hit(hover.hit), m_focus(hover.focus) {}

  void paint() {
    m_painter.setRenderHint(QPainter::Antialiasing);
    paintEdges();
    m_painter.setBrush(Qt::NoBrush);
    m_painter.setPen(QPen(m_theme.mutedInk, 1));
    for (const scene::Chip& chip : m_scene.chips)
      if (m_hit.chip == chip.cluster) outlineChip(chip);
    for (const scene::Cloud& cloud : m_scene.clouds)
      if (m_hit.cloud == cloud.cluster) outlineCloud(cloud);
    if (const auto* place = std::get_if<scene::TokenPlace>(&m_hit.item)) outlineGlyphs(*place);
    if (const auto box = boxOf(m_scene, m_focus)) paintRing(*box);
  }

 private:
  void paintEdges() {
    std::vector<DrawnLink> drawn;
    for (const scene::Link& edge : m_scene.edges)
      if (m_hit.chip == edge.chip || m_hit.cloud == edge.cloud)
        drawn.push_back(drawnLink(edge, m_theme, 0.85));
    paintLinks(m_painter, drawn);
    m_painter.setBrush(Qt::NoBrush);
    for (const scene::Link& edge : m_scene.edges)
      if (m_hit.chip == edge.chip || m_hit.cloud == edge.cloud) outlineOtherEnd(edge);
  }

  /// In the colour of the sign.
  void outlineOtherEnd(const scene::Link& edge) {
    m_painter.setPen(QPen(m_theme.ofSign(edge.value), 1.4));
    outline(m_hit.chip == edge.chip ? m_scene.clouds[edge.cloud.index()].frame
                                    : m_scene.chips[edge.chip.index()].frame,
            4);
  }

  void outline(const scene::Rect& box, double radius) {
    m_painter.drawRoundedRect(toQt(box), radius, radius);
  }

  void outlineChip(const scene::Chip& chip) {
    if (chip.emphasis != Emphasis::strong) outline(chip.frame, 4);
    for (const scene::Cell& cell : chip.cells) {
      const auto* unit = std::get_if<UnitId>(&m_hit.item);
      if (!unit || *unit != cell.unit || cell.isSelected) continue;
      m_painter.setPen(QPen(m_theme.accent, 1.2));
      m_painter.drawRect(toQt(cell.box.grown(0.75)));
    }
  }

  void outlineCloud(const scene::Cloud& cloud) {
    if (cloud.emphasis != Emphasis::strong) outline(cloud.frame, 4);
    if (std::holds_alternative<scene::HiddenWords>(m_hit.item)) outline(cloud.hiddenBox.grown(1), 3);
    for (const scene::CloudWord& word : cloud.words) {
      const auto* hovered = std::get_if<WordId>(&m_hit.item);
      if (hovered && *hovered == word.word && word.selected < 0) outline(word.box.grown(2.5), 3);
    }
  }

  void outlineGlyphs(scene::TokenPlace place) {
    m_painter.setPen(QPen(m_theme.line, 1));
    for (const scene::Glyph& glyph : m_scene.glyphs)
      if (glyph.place == place && !glyph.isStart && !glyph.isSelected) outline(glyph.box.grown(-0.5), 4);
  }

  /// Close around it, as wide at any zoom, on a ground of its own.
  void paintRing(const scene::Rect& box) {
    const double pixel = 1 / m_painter.transform().m11();
    m_painter.setBrush(Qt::NoBrush);
    for (const QPen& pen : {QPen(m_theme.window, 4 * pixel), QPen(m_theme.accent, 2.2 * pixel)}) {
      m_painter.setPen(pen);
      outline(box.grown(2 * pixel), 4 * pixel);
    }
  }

  QPainter& m_painter;
  const scene::MainScene& m_scene;
  const Theme& m_theme;
  const scene::Hit& m_hit;
  const scene::Hit& m_focus;
};

}  // namespace

void paintHover(QPainter& painter, const scene::MainScene& scene, const Theme& theme, const Hover& hover) {
  HoverPainter(painter, scene, theme, hover).paint();
}

}  // namespace rnnvis::gui
