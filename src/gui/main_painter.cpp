#include "main_painter.h"

#include "contrast.h"
#include "drawing.h"
#include "fonts.h"
#include "legend_painter.h"
#include "link_painter.h"
#include "sentence_painter.h"
#include "shaped_text.h"
#include "tag_style.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace rnnvis::gui {
namespace {

using scene::Emphasis;

constexpr double behindWord = 1.5;  // How far what is behind a word reaches beyond its glyphs.

class MainPainter {
 public:
  MainPainter(QPainter& painter, const scene::MainScene& scene, const Theme& theme)
      : m_painter(painter),
        m_scene(scene),
        m_theme(theme),
        m_visible(painter.transform().inverted().mapRect(QRectF(painter.viewport()))) {}

  void paint() {
    m_painter.setRenderHint(QPainter::Antialiasing);
    m_painter.setRenderHint(QPainter::TextAntialiasing);
    m_painter.fillRect(QRectF(0, 0, m_scene.size.width, m_scene.size.height), m_theme.window);
    paintHeader();
    paintAll(m_scene.edges);
    paintAll(m_scene.tokenLinks);
    for (const scene::Chip& chip : m_scene.chips)
      if (isVisible(chip.frame) || isVisible(chip.titleBox)) paintChip(chip);
    for (const scene::Cloud& cloud : m_scene.clouds)
      if (isVisible(cloud.frame) || isVisible(cloud.titleBox)) paintCloud(cloud);
    paintSentences(m_painter, m_scene, m_theme);
    paintLegend(m_painter, m_scene, m_theme);
  }

  void paintSentenceRegion() {
    if (!m_scene.sentenceColumn) return;
    m_painter.setRenderHint(QPainter::Antialiasing);
    m_painter.setRenderHint(QPainter::TextAntialiasing);
    m_painter.setClipRect(toQt(sentenceRegion(m_scene)), Qt::IntersectClip);
    m_painter.fillRect(toQt(sentenceRegion(m_scene).grown(1)), m_theme.window);  // To whole pixels.
    paintColumn(*m_scene.sentenceColumn);
    paintAll(m_scene.tokenLinks);
    paintSentences(m_painter, m_scene, m_theme);
  }

 private:
  /// Of a zoomed picture most lies outside the view; what is outlined may reach a little beyond its box.
  bool isVisible(const scene::Rect& box) const { return m_visible.intersects(toQt(box.grown(8))); }

  void paintAll(const std::vector<scene::Link>& links) {
    std::vector<DrawnLink> drawn;
    for (const scene::Link& link : links)
      if (link.emphasis != Emphasis::hidden)
        drawn.push_back(drawnLink(link, m_theme, opacityOf(link.emphasis)));
    paintLinks(m_painter, drawn);
  }

  void paintHeader() {
    const double left = 24;
    drawText(m_painter, {left, 16, m_scene.size.width - 48, 22}, Qt::AlignLeft | Qt::AlignVCenter,
             toQt(m_scene.title), 17, m_theme.ink, true);
    drawText(m_painter, {left, 16, m_scene.size.width - 48, 22}, Qt::AlignRight | Qt::AlignVCenter,
             toQt(m_scene.note), 11.5, m_theme.accent, true);
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
      case Emphasis::hidden:
        return 0;
      case Emphasis::faint:
        return 0.13;
      case Emphasis::normal:
        return edgeOpacity;
      case Emphasis::strong:
        break;
    }
    return 0.9;
  }

  QColor colourOf(const scene::Cell& cell) const {
    const double share = m_scene.cellRange > 0 ? cell.value / m_scene.cellRange : 0;
    const QColor colour =
        m_scene.cellMeaning == scene::CellMeaning::explained ? m_theme.grey(share) : m_theme.diverging(share);
    return cell.isDim ? withAlpha(colour, 0.2) : colour;
  }

  /// Told from the cell, whatever its value; as pale as a cell that is not lit.
  QColor minusOn(const scene::Cell& cell) const {
    if (cell.isFaint) return colourOf(cell);
    return cell.isDim ? m_theme.window : textOn(colourOf(cell), m_theme);
  }

  void paintFrame(const QRectF& frame, bool isStrong) {
    m_painter.setBrush(m_theme.window);
    m_painter.setPen(QPen(isStrong ? m_theme.accent : m_theme.line, isStrong ? 1.8 : 1));
    m_painter.drawRoundedRect(frame, 4, 4);
  }

  void paintChip(const scene::Chip& chip) {
    paintFrame(toQt(chip.frame), chip.emphasis == Emphasis::strong);
    paintAbove(chip, chip.titleBox, chip.title, 11, m_theme.ink, true);
    paintAbove(chip, chip.summaryBox, chip.summary, 10.5, m_theme.mutedInk, false);
    m_painter.setPen(Qt::NoPen);
    for (const scene::Cell& cell : chip.cells)
      paintCell(m_painter, toQt(cell.box), colourOf(cell), cell.isFaint);
    m_painter.setRenderHint(QPainter::Antialiasing, false);  // Crisp, and in a fraction of the time.
    for (const scene::Cell& cell : chip.cells)
      if (cell.value < 0) paintMinus(m_painter, toQt(cell.box), minusOn(cell));
    m_painter.setRenderHint(QPainter::Antialiasing);
    m_painter.setBrush(Qt::NoBrush);
    m_painter.setPen(QPen(m_theme.accent, 2));
    for (const scene::Cell& cell : chip.cells)
      if (cell.isSelected) m_painter.drawRect(toQt(cell.box.grown(0.75)));
    for (const scene::Cell& cell : chip.cells)
      if (cell.isLocked) paintLock({cell.box.center().x, cell.box.center().y}, 0.16 * cell.box.width);
  }

  /// A dot on what stays in company; ringed, so that it is seen on any colour.
  void paintLock(QPointF centre, double radius) {
    radius = std::clamp(radius, 1.2, 3.0);
    m_painter.setPen(QPen(m_theme.window, radius > 1.5 ? 1 : 0.6));
    m_painter.setBrush(m_theme.ink);
    m_painter.drawEllipse(centre, radius, radius);
  }

  /// From the chip's left end on; what is longer ends where the chip does.
  void paintAbove(const scene::Chip& chip, const scene::Rect& box, const std::string& line, double pixels,
                  const QColor& colour, bool isBold) {
    const auto side = box.x < chip.frame.x ? Qt::AlignRight : Qt::AlignLeft;
    drawText(m_painter, toQt(box), side | Qt::AlignVCenter, toQt(line), pixels, colour, isBold);
  }

  void paintCloud(const scene::Cloud& cloud) {
    paintFrame(toQt(cloud.frame), cloud.emphasis == Emphasis::strong);
    paintInLine(cloud, cloud.titleBox);
    drawText(m_painter, toQt(cloud.titleBox), Qt::AlignLeft | Qt::AlignVCenter, toQt(cloud.title),
             cloud.titlePixels, m_theme.mutedInk, true);
    if (!cloud.hiddenCount.empty()) {
      paintInLine(cloud, cloud.hiddenBox);
      drawText(m_painter, toQt(cloud.hiddenBox), Qt::AlignRight | Qt::AlignVCenter, toQt(cloud.hiddenCount),
               cloud.titlePixels,
               cloud.hiddenSelected >= 0 ? m_theme.words[static_cast<std::size_t>(cloud.hiddenSelected)]
                                         : m_theme.mutedInk);
    }
    for (const scene::CloudWord& word : cloud.words) paintBehind(word);
    for (const scene::CloudWord& word : cloud.words)
      if (word.selected >= 0) liftNeighbours(word, cloud);
    for (const scene::CloudWord& word : cloud.words)
      if (isVisible(word.box)) paintWord(word);
    for (const scene::CloudWord& word : cloud.words)
      if (word.isLocked) paintLock({word.box.x - 2, word.origin.y - 0.26 * word.pixels}, 0.1 * word.pixels);
  }

  /// Opens the frame for text that stands in its line.
  void paintInLine(const scene::Cloud& cloud, const scene::Rect& text) {
    constexpr double beside = 3;
    if (text.bottom() > cloud.frame.y)
      m_painter.fillRect(toQt(text).adjusted(-beside, 0, beside, 0), m_theme.window);
  }

  /// The response of the selected unit, or the mark of a selected word: behind all words, for them to stay
  /// legible.
  void paintBehind(const scene::CloudWord& word) {
    const QRectF box = toQt(word.box.grown(behindWord));
    if (m_scene.wordRange > 0) paintResponse(box, word.response, word.tag.has_value());
    if (word.selected < 0) return;
    const QColor colour = m_theme.words[static_cast<std::size_t>(word.selected)];
    m_painter.setBrush(withAlpha(colour, selectedGround));
    m_painter.setPen(QPen(colour, 1.4));
    m_painter.drawRoundedRect(box.adjusted(-1, -1, 1, 1), 3, 3);
  }

  /// Leaves a gap in the mark of a selected word where it runs through another.
  void liftNeighbours(const scene::CloudWord& selected, const scene::Cloud& cloud) {
    const scene::Rect mark = selected.box.grown(behindWord + 2);
    for (const scene::CloudWord& word : cloud.words) {
      if (&word == &selected || word.selected >= 0 || !word.box.overlaps(mark)) continue;
      QPainterPath outline;
      outline.addText(toQt(word.origin), font(word.pixels, word.isBold), toQt(word.text));
      m_painter.strokePath(outline, QPen(m_theme.window, 3, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    }
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
    if (word.isFaint) return m_theme.faintInk;
    if (word.tag) return tagColour(m_theme, *word.tag);
    const bool hasGround = m_scene.wordRange > 0;  // On which grey would be hard to read.
    return word.isSpecial && !hasGround ? m_theme.faintInk : m_theme.ink;
  }

  void paintWord(const scene::CloudWord& word) {
    const QColor colour = colourOf(word);
    m_painter.setPen(colour);
    drawShaped(m_painter, toQt(word.origin), word.text, word.pixels, word.isBold);
    if (!word.tag) return;
    const double y = word.origin.y + scene::lineBelow * word.pixels;
    paintTagLine(m_painter, {word.box.x, y}, word.box.width, word.pixels, *word.tag, colour);
  }

  QPainter& m_painter;
  const scene::MainScene& m_scene;
  const Theme& m_theme;
  QRectF m_visible;  // Part of the scene.
};

}  // namespace

void paintMain(QPainter& painter, const scene::MainScene& scene, const Theme& theme) {
  MainPainter(painter, scene, theme).paint();
}

scene::Rect sentenceRegion(const scene::MainScene& scene) {
  if (!scene.sentenceColumn) return {};
  constexpr double header = 40, frame = 1;  // Frames of chips reach a pixel beyond their column.
  const double top = scene.sentenceColumn->area.y - header;
  const scene::Rect& chips = scene.chipColumn.area;
  const double left = scene.isMirrored ? chips.right() + frame : 0;
  const double right = scene.isMirrored ? scene.size.width : chips.x - frame;
  return {left, top, right - left, scene.legend.y - frame - top};
}

void paintSentenceRegion(QPainter& painter, const scene::MainScene& scene, const Theme& theme) {
  MainPainter(painter, scene, theme).paintSentenceRegion();
}

}  // namespace rnnvis::gui
