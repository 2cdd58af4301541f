#include "main_painter.h"

#include "drawing.h"
#include "fonts.h"
#include "legend_painter.h"
#include "link_painter.h"
#include "sentence_painter.h"
#include "tag_style.h"

#include <QPainter>

#include <cmath>

namespace rnnvis::gui {
namespace {

using scene::Emphasis;

constexpr double faintWord = 0.22;  // Opacity of words that the filter leaves out.

class MainPainter {
 public:
  MainPainter(QPainter& painter, const scene::MainScene& scene, const Theme& theme)
      : m_painter(painter), m_scene(scene), m_theme(theme) {}

  void paint() {
    m_painter.setRenderHint(QPainter::Antialiasing);
    m_painter.setRenderHint(QPainter::TextAntialiasing);
    m_painter.fillRect(QRectF(0, 0, m_scene.size.width, m_scene.size.height), m_theme.window);
    paintHeader();
    paintAll(m_scene.edges);
    paintAll(m_scene.tokenLinks);
    for (const scene::Chip& chip : m_scene.chips) paintChip(chip);
    for (const scene::Cloud& cloud : m_scene.clouds) paintCloud(cloud);
    paintSentences(m_painter, m_scene, m_theme);
    paintLegend(m_painter, m_scene, m_theme);
  }

  void paintSentenceRegion() {
    m_painter.setRenderHint(QPainter::Antialiasing);
    m_painter.setRenderHint(QPainter::TextAntialiasing);
    m_painter.setClipRect(toQt(sentenceRegion(m_scene)), Qt::IntersectClip);
    m_painter.fillRect(toQt(sentenceRegion(m_scene)), m_theme.window);
    paintColumn(*m_scene.sentenceColumn);
    paintAll(m_scene.tokenLinks);
    paintSentences(m_painter, m_scene, m_theme);
  }

 private:
  void paintAll(const std::vector<scene::Link>& links) {
    std::vector<DrawnLink> drawn;
    for (const scene::Link& link : links) drawn.push_back(drawnLink(link, m_theme, opacityOf(link.emphasis)));
    paintLinks(m_painter, drawn);
  }

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

  QColor colourOf(const scene::Cell& cell) const {
    const double share = m_scene.cellRange > 0 ? cell.value / m_scene.cellRange : 0;
    const QColor colour =
        m_scene.cellMeaning == scene::CellMeaning::explained ? m_theme.grey(share) : m_theme.diverging(share);
    return cell.isDim ? withAlpha(colour, 0.2) : colour;
  }

  void paintFrame(const QRectF& frame, bool isStrong) {
    m_painter.setBrush(m_theme.window);
    m_painter.setPen(QPen(isStrong ? m_theme.accent : m_theme.line, isStrong ? 1.8 : 1));
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
    paintFrame(frame, chip.emphasis == Emphasis::strong);
    m_painter.setPen(Qt::NoPen);
    for (const scene::Cell& cell : chip.cells)
      paintCell(m_painter, toQt(cell.box), colourOf(cell), cell.isFaint);
    m_painter.setRenderHint(QPainter::Antialiasing, false);  // Crisp, and in a fraction of the time.
    for (const scene::Cell& cell : chip.cells)
      if (cell.value < 0)
        paintMinus(m_painter, toQt(cell.box), cell.isFaint ? colourOf(cell) : m_theme.window);
    m_painter.setRenderHint(QPainter::Antialiasing);
    m_painter.setBrush(Qt::NoBrush);
    m_painter.setPen(QPen(m_theme.accent, 2));
    for (const scene::Cell& cell : chip.cells)
      if (cell.isSelected) m_painter.drawRect(toQt(cell.box.grown(0.75)));
  }

  void paintCloud(const scene::Cloud& cloud) {
    paintFrame(toQt(cloud.frame), cloud.emphasis == Emphasis::strong);
    drawText(m_painter, toQt(cloud.titleBox), Qt::AlignLeft | Qt::AlignVCenter, toQt(cloud.title), 10.5,
             m_theme.mutedInk, true);
    drawText(m_painter, toQt(cloud.hiddenBox), alignmentOfCount(cloud), toQt(cloud.hiddenCount), 10,
             cloud.hiddenSelected >= 0 ? m_theme.words[static_cast<std::size_t>(cloud.hiddenSelected)]
                                       : m_theme.mutedInk);
    for (const scene::CloudWord& word : cloud.words) paintBehind(word);
    for (const scene::CloudWord& word : cloud.words) paintWord(word);
  }

  /// Below the title where that stands in the frame, else at the other end of its line.
  static Qt::Alignment alignmentOfCount(const scene::Cloud& cloud) {
    return Qt::AlignVCenter | (cloud.frame.contains(cloud.hiddenBox) ? Qt::AlignLeft : Qt::AlignRight);
  }

  /// The response of the selected unit, or the mark of a selected word: behind all words, for them to stay
  /// legible.
  void paintBehind(const scene::CloudWord& word) {
    const QRectF box = toQt(word.box.grown(1.5));
    if (m_scene.wordRange > 0) paintResponse(box, word.response, word.tag.has_value());
    if (word.selected < 0) return;
    const QColor colour = m_theme.words[static_cast<std::size_t>(word.selected)];
    m_painter.setBrush(withAlpha(colour, 0.14));
    m_painter.setPen(QPen(colour, 1.4));
    m_painter.drawRoundedRect(box.adjusted(-1, -1, 1, 1), 3, 3);
  }

  /// A ground, but behind the colours of grammar mode, which would be hard to read; and a line that tells the
  /// sign: above where it is positive, else below.
  void paintResponse(const QRectF& box, double response, bool isColoured) {
    const QColor& colour = m_theme.ofSign(response);
    const double strength = std::abs(response), line = 1.6;
    if (!isColoured) m_painter.fillRect(box, withAlpha(colour, strongestGround * strength));
    const double y = response < 0 ? box.bottom() - line : box.top();
    m_painter.fillRect(QRectF(box.left(), y, box.width(), line), withAlpha(colour, strength));
  }

  QColor colourOf(const scene::CloudWord& word) const {
    if (word.selected >= 0) return m_theme.words[static_cast<std::size_t>(word.selected)];
    const QColor colour = word.tag         ? tagColour(m_theme, *word.tag)
                          : word.isSpecial ? m_theme.faintInk
                                           : m_theme.ink;
    return word.isFaint ? withAlpha(colour, faintWord) : colour;
  }

  void paintWord(const scene::CloudWord& word) {
    const QColor colour = colourOf(word);
    m_painter.setFont(font(word.pixels, word.isBold));
    m_painter.setPen(colour);
    m_painter.drawText(toQt(word.origin), toQt(word.text));
    if (!word.tag) return;
    const double y = word.origin.y + 0.15 * word.pixels;
    paintTagLine(m_painter, {word.box.x, y}, word.box.width, word.pixels, *word.tag, colour);
  }

  QPainter& m_painter;
  const scene::MainScene& m_scene;
  const Theme& m_theme;
};

class HoverPainter {
 public:
  HoverPainter(QPainter& painter, const scene::MainScene& scene, const Theme& theme, const scene::Hit& hit)
      : m_painter(painter), m_scene(scene), m_theme(theme), m_hit(hit) {}

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
  }

 private:
  void paintEdges() {
    std::vector<DrawnLink> drawn;
    for (const scene::Link& edge : m_scene.edges)
      if (m_hit.chip == edge.chip || m_hit.cloud == edge.cloud)
        drawn.push_back(drawnLink(edge, m_theme, 0.85));
    paintLinks(m_painter, drawn);
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

  QPainter& m_painter;
  const scene::MainScene& m_scene;
  const Theme& m_theme;
  const scene::Hit& m_hit;
};

}  // namespace

void paintMain(QPainter& painter, const scene::MainScene& scene, const Theme& theme) {
  MainPainter(painter, scene, theme).paint();
}

void paintHover(QPainter& painter, const scene::MainScene& scene, const Theme& theme, const Hover& hover) {
  HoverPainter(painter, scene, theme, hover.hit).paint();
}

scene::Rect sentenceRegion(const scene::MainScene& scene) {
  if (!scene.sentenceColumn) return {};
  constexpr double header = 40, frame = 1;  // Frames of chips reach a pixel beyond their column.
  const double top = scene.sentenceColumn->area.y - header;
  return {0, top, scene.chipColumn.area.x - frame, scene.legend.y - frame - top};
}

void paintSentenceRegion(QPainter& painter, const scene::MainScene& scene, const Theme& theme) {
  MainPainter(painter, scene, theme).paintSentenceRegion();
}

}  // namespace rnnvis::gui
