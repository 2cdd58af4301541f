#include "main_painter.h"

#include "drawing.h"
#include "legend_painter.h"
#include "sentence_painter.h"

#include <QPainter>
#include <QPainterPath>

#include <cmath>

namespace rnnvis::gui {
namespace {

using scene::Emphasis;

class MainPainter {
 public:
  MainPainter(QPainter& painter, const scene::MainScene& scene, const Theme& theme, const Hover& hover)
      : m_painter(painter), m_scene(scene), m_theme(theme), m_hover(hover) {}

  void paint() {
    m_painter.setRenderHint(QPainter::Antialiasing);
    m_painter.setRenderHint(QPainter::TextAntialiasing);
    m_painter.fillRect(QRectF(0, 0, m_scene.size.width, m_scene.size.height), m_theme.window);
    paintHeader();
    for (const scene::Link& edge : m_scene.edges) paintLink(edge, isHovered(edge));
    for (const scene::Link& link : m_scene.tokenLinks) paintLink(link, false);
    for (const scene::Chip& chip : m_scene.chips) paintChip(chip);
    for (const scene::Cloud& cloud : m_scene.clouds) paintCloud(cloud);
    paintSentences(m_painter, m_scene, m_theme, m_hover);
    paintLegend(m_painter, m_scene, m_theme);
  }

  void paintSentenceRegion() {
    m_painter.setRenderHint(QPainter::Antialiasing);
    m_painter.setRenderHint(QPainter::TextAntialiasing);
    m_painter.setClipRect(toQt(sentenceRegion(m_scene)), Qt::IntersectClip);
    m_painter.fillRect(toQt(sentenceRegion(m_scene)), m_theme.window);
    paintColumn(*m_scene.sentenceColumn);
    for (const scene::Link& link : m_scene.tokenLinks) paintLink(link, false);
    paintSentences(m_painter, m_scene, m_theme, m_hover);
  }

 private:
  void paintHeader() {
    const double left = 24;
    drawText(m_painter, {left, 16, m_scene.size.width - 48, 22}, Qt::AlignLeft | Qt::AlignVCenter,
             toQt(m_scene.title), 17, m_theme.ink, true);
    drawText(m_painter, {left, 38, m_scene.size.width - 48, 16}, Qt::AlignLeft | Qt::AlignVCenter,
             toQt(m_scene.subtitle), 11.5, m_theme.mutedInk);
    if (m_scene.sentenceColumn) paintColumn(*m_scene.sentenceColumn);
    paintColumn(m_scene.chipColumn);
    paintColumn(m_scene.cloudColumn);
  }

  void paintColumn(const scene::Column& column) {
    const QRectF area = toQt(column.area);
    drawText(m_painter, {area.left(), area.top() - 38, area.width(), 18}, Qt::AlignLeft | Qt::AlignVCenter,
             toQt(column.title), 13.5, m_theme.ink, true);
    drawText(m_painter, {area.left(), area.top() - 20, area.width(), 14}, Qt::AlignLeft | Qt::AlignVCenter,
             toQt(column.subtitle), 10.5, m_theme.mutedInk);
  }

  bool isHovered(const scene::Link& edge) const {
    return m_hover.hit.chip == edge.chip || m_hover.hit.cloud == edge.cloud;
  }

  double opacityOf(Emphasis emphasis) const {
    switch (emphasis) {
      case Emphasis::faint:
        return 0.13;
      case Emphasis::normal:
        return 0.6;
      case Emphasis::strong:
        break;
    }
    return 0.85;
  }

  void paintLink(const scene::Link& link, bool isHoveredLink) {
    QPainterPath path(toQt(link.from));
    const double reach = 0.5 * (link.to.x - link.from.x);
    path.cubicTo(link.from.x + reach, link.from.y, link.to.x - reach, link.to.y, link.to.x, link.to.y);
    const QColor colour = link.value < 0 ? m_theme.negative : m_theme.positive;
    m_painter.setBrush(Qt::NoBrush);
    m_painter.setPen(QPen(withAlpha(colour, isHoveredLink ? 0.85 : opacityOf(link.emphasis)), link.width,
                          Qt::SolidLine, Qt::FlatCap));
    m_painter.drawPath(path);
  }

  QColor colourOf(const scene::Cell& cell) const {
    const double share = m_scene.cellRange > 0 ? cell.value / m_scene.cellRange : 0;
    return m_scene.cellMeaning == scene::CellMeaning::explained ? m_theme.grey(share)
                                                                : m_theme.diverging(share);
  }

  void paintFrame(const QRectF& frame, bool isStrong, bool isHoveredFrame) {
    m_painter.setBrush(m_theme.window);
    m_painter.setPen(QPen(isStrong         ? m_theme.accent
                          : isHoveredFrame ? m_theme.mutedInk
                                           : m_theme.line,
                          isStrong ? 1.8 : 1));
    m_painter.drawRoundedRect(frame, 4, 4);
  }

  void paintChip(const scene::Chip& chip) {
    const QRectF frame = toQt(chip.frame);
    const bool hasSummary = !chip.summary.empty();
    drawText(m_painter, {frame.left(), frame.top() - (hasSummary ? 30 : 16), frame.width(), 15},
             Qt::AlignLeft | Qt::AlignVCenter, toQt(chip.title), 11, m_theme.ink, true);
    if (hasSummary)
      drawText(m_painter, {frame.left(), frame.top() - 16, frame.width(), 14},
               Qt::AlignLeft | Qt::AlignVCenter, toQt(chip.summary), 10.5, m_theme.mutedInk);
    const bool isChipHovered = m_hover.hit.chip == chip.cluster;
    paintFrame(frame, chip.emphasis == Emphasis::strong, isChipHovered);
    m_painter.setPen(Qt::NoPen);
    for (const scene::Cell& cell : chip.cells)
      paintCell(m_painter, toQt(cell.box), colourOf(cell), cell.isFaint);
    for (const scene::Cell& cell : chip.cells) {
      const auto* unit = std::get_if<UnitId>(&m_hover.hit.item);
      const bool isCellHovered = unit && *unit == cell.unit;
      if (!cell.isSelected && !isCellHovered) continue;
      m_painter.setBrush(Qt::NoBrush);
      m_painter.setPen(QPen(m_theme.accent, cell.isSelected ? 2 : 1.2));
      m_painter.drawRect(toQt(cell.box.grown(0.75)));
    }
  }

  void paintCloud(const scene::Cloud& cloud) {
    const QRectF frame = toQt(cloud.frame);
    drawText(m_painter, {frame.left(), frame.top() - 15, frame.width(), 14}, Qt::AlignLeft | Qt::AlignVCenter,
             toQt(cloud.title), 10.5, m_theme.mutedInk, true);
    paintFrame(frame, cloud.emphasis == Emphasis::strong, m_hover.hit.cloud == cloud.cluster);
    for (const scene::CloudWord& word : cloud.words) paintWord(word);
  }

  void paintWord(const scene::CloudWord& word) {
    const QRectF box = toQt(word.box);
    const auto* hovered = std::get_if<WordId>(&m_hover.hit.item);
    const bool isWordHovered = hovered && *hovered == word.word;
    QColor colour = word.isSpecial ? m_theme.faintInk : m_theme.ink;
    if (m_scene.wordRange > 0) {  // Behind the word, so that its text stays legible.
      m_painter.setPen(Qt::NoPen);
      m_painter.setBrush(
          withAlpha(word.response < 0 ? m_theme.negative : m_theme.positive, 0.75 * std::abs(word.response)));
      m_painter.drawRoundedRect(box.adjusted(0, 0, 0, -0.5), 2, 2);
    }
    if (word.selected >= 0) {
      colour = m_theme.words[static_cast<std::size_t>(word.selected)];
      m_painter.setBrush(withAlpha(colour, 0.14));
      m_painter.setPen(QPen(colour, 1.4));
      m_painter.drawRoundedRect(box, 3, 3);
    } else if (isWordHovered) {
      m_painter.setBrush(Qt::NoBrush);
      m_painter.setPen(QPen(m_theme.mutedInk, 1));
      m_painter.drawRoundedRect(box, 3, 3);
    }
    drawText(m_painter, box, Qt::AlignCenter, toQt(word.text), word.pixels, colour,
             word.isBold || word.selected >= 0);
  }

  QPainter& m_painter;
  const scene::MainScene& m_scene;
  const Theme& m_theme;
  const Hover& m_hover;
};

}  // namespace

void paintMain(QPainter& painter, const scene::MainScene& scene, const Theme& theme, const Hover& hover) {
  MainPainter(painter, scene, theme, hover).paint();
}

scene::Rect sentenceRegion(const scene::MainScene& scene) {
  if (!scene.sentenceColumn) return {};
  constexpr double header = 40, frame = 1;  // Frames of chips reach a pixel beyond their column.
  const double top = scene.sentenceColumn->area.y - header;
  return {0, top, scene.chipColumn.area.x - frame, scene.legend.y - frame - top};
}

void paintSentenceRegion(QPainter& painter, const scene::MainScene& scene, const Theme& theme,
                         const Hover& hover) {
  MainPainter(painter, scene, theme, hover).paintSentenceRegion();
}

}  // namespace rnnvis::gui
