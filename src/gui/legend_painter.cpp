#include "legend_painter.h"

#include "drawing.h"
#include "glyph_painter.h"
#include "tag_style.h"

#include <QLinearGradient>

#include <cmath>

namespace rnnvis::gui {
namespace {

constexpr double type = 10;

class LegendPainter {
 public:
  LegendPainter(QPainter& painter, const scene::MainScene& scene, const Theme& theme)
      : m_painter(painter), m_scene(scene), m_theme(theme) {}

  void paint() {
    const double top = m_scene.legend.y;
    m_painter.setPen(QPen(m_theme.line, 1));
    m_painter.drawLine(QPointF(m_scene.legend.x, top), QPointF(m_scene.legend.right(), top));
    if (m_scene.sentenceColumn) paintGlyphLegend(toQt(m_scene.sentenceColumn->area).left(), top + 10);
    const scene::Rect& chips = m_scene.chipColumn.area;
    const scene::Rect& clouds = m_scene.cloudColumn.area;
    paintCellLegend(chips.x, top + 10, chips.width);
    paintEdgeLegend(chips.right() + 18, top + 10, clouds.x - chips.right() - 30);
    paintCloudLegend(clouds.x + 0.02 * clouds.width, top + 10);
  }

 private:
  void text(double x, double y, const QString& line, bool bold = false) {
    drawText(m_painter, {x, y, 400, 13}, Qt::AlignLeft | Qt::AlignVCenter, line, type,
             bold ? m_theme.ink : m_theme.mutedInk, bold);
  }

  /// A glyph of two clusters that shows every mark once, beside what the marks say.
  void paintGlyphLegend(double x, double y) {
    scene::Glyph glyph;
    glyph.bars = {x + 4, y + 12, 40, 56};
    glyph.baseline = y + 44;
    const auto bar = [&](double left, scene::Rect box, std::vector<scene::Rect> gains,
                         std::vector<scene::Rect> losses, double share) {
      return scene::GlyphBar{
          {}, box, std::move(gains), std::move(losses), {left, y + 2, 14, 5}, left + 14 * share};
    };
    const double a = x + 7, b = x + 27;
    glyph.clusters = {bar(a, {a, y + 20, 14, 36}, {{a, y + 20, 14, 8}}, {{a, y + 50, 14, 6}}, 0.8),
                      bar(b, {b, y + 30, 14, 22}, {{b, y + 52, 14, 9}}, {{b, y + 21, 14, 9}}, 0.3)};
    paintBars(m_painter, glyph, m_theme);
    const double left = x + 62;
    text(left, y - 3, "tick on the line: share kept from the step before, 0 to 1");
    text(left, y + 12, QStringLiteral("box: mean memory of the cluster’s units, + up, − down"));
    swatch(left, y + 29, m_theme.positive);
    text(left + 13, y + 27, "change to more positive,");
    swatch(left + 134, y + 29, m_theme.negative);
    text(left + 147, y + 27, "to more negative:");
    text(left, y + 42, "inside the box it grew, outside it shrank");
    text(left, y + 57,
         QStringLiteral("full height of a glyph: %1, the same in all").arg(number(m_scene.glyphRange)));
    if (!m_scene.tokenLinks.empty())
      text(left, y + 72,
           QStringLiteral("link to a chip: change of its mean memory, widest %1")
               .arg(number(m_scene.linkRange)));
  }

  void swatch(double x, double y, const QColor& colour) { m_painter.fillRect(QRectF(x, y, 9, 9), colour); }

  static QString number(double value) { return QString::number(value, 'g', 2); }

  void paintCellLegend(double x, double y, double width) {
    const bool isExplained = m_scene.cellMeaning == scene::CellMeaning::explained;
    const QString title = isExplained
                              ? QStringLiteral("cell: η², variance explained by the word")
                              : QStringLiteral("cell: response to “%1”").arg(toQt(m_scene.cellSubject));
    text(x, y - 3, title, true);
    const QRectF bar(x, y + 15, std::min(width, 180.0), 11);
    QLinearGradient gradient(bar.topLeft(), bar.topRight());
    for (int i = 0; i <= 20; ++i) {
      const double share = i / 20.0;
      gradient.setColorAt(share, isExplained ? m_theme.grey(share) : m_theme.diverging(2 * share - 1));
    }
    m_painter.fillRect(bar, gradient);
    const auto label = [&](int alignment, const QString& line) {
      drawText(m_painter, {bar.left(), bar.bottom() + 2, bar.width(), 13}, alignment | Qt::AlignVCenter, line,
               type, m_theme.mutedInk);
    };
    const QString range = number(m_scene.cellRange);
    label(Qt::AlignLeft, isExplained ? "0" : "−" + range);
    if (!isExplained) label(Qt::AlignHCenter, "0");
    label(Qt::AlignRight, (isExplained ? "" : "+") + range);
    text(x, y + 43, "above a chip, + and −: words");
    text(x, y + 57, "that it answers to most");
    if (m_scene.cellMeaning != scene::CellMeaning::response) return;
    paintCell(m_painter, {x, y + 74, 9, 9}, m_theme.positive, true);
    text(x + 13, y + 72, "hollow: not distinguishable from the unit’s mean response (5 % FDR)");
  }

  void paintEdgeLegend(double x, double y, double width) {
    text(x, y - 3, "edge: mean response", true);
    const double length = std::min(44.0, width / 4);
    for (int i = 0; i < 3; ++i) {
      const double share = std::array{0.2, 0.6, 1.0}[static_cast<std::size_t>(i)],
                   left = x + i * (length + 10);
      const double pen = 0.75 + (scene::MainScene::widestEdge - 0.75) * share;
      m_painter.setPen(QPen(m_theme.faintInk, pen, Qt::SolidLine, Qt::FlatCap));
      m_painter.drawLine(QPointF(left, y + 20), QPointF(left + length, y + 20));
      drawText(m_painter, {left, y + 27, length, 13}, Qt::AlignHCenter | Qt::AlignVCenter,
               number(share * m_scene.edgeRange), type, m_theme.mutedInk);
    }
    swatch(x, y + 45, m_theme.positive);
    text(x + 13, y + 43, "positive");
    swatch(x + 64, y + 45, m_theme.negative);
    text(x + 77, y + 43, "negative");
    const int percent = static_cast<int>(std::lround(100 * m_scene.edgeFilter));
    text(x, y + 57,
         percent > 0 ? QStringLiteral("below %1 %: hidden").arg(percent) : QStringLiteral("all shown"));
  }

  void paintCloudLegend(double x, double y) {
    text(x, y - 3, "cloud: words that the units answer to alike", true);
    drawText(m_painter, {x, y + 10, 60, 20}, Qt::AlignLeft | Qt::AlignVCenter, "near", 15, m_theme.ink, true);
    drawText(m_painter, {x + 46, y + 11, 60, 20}, Qt::AlignLeft | Qt::AlignVCenter, "far", 9, m_theme.ink);
    text(x + 66, y + 14, "from the cloud’s centre");
    if (!m_scene.tags.empty()) {
      paintTagLegend();
      return paintWordRange(x, m_scene.tags.back().box.bottom() + 1);
    }
    drawText(m_painter, {x, y + 28, 60, 14}, Qt::AlignLeft | Qt::AlignVCenter, "<unk>", 11, m_theme.faintInk);
    text(x + 46, y + 28, "grey: a token that is not a word");
    text(x, y + 43, "clouds stand beside the chips that answer to them");
    paintWordRange(x, y + 57);
  }

  void paintWordRange(double x, double y) {
    if (m_scene.wordRange > 0)
      text(x, y,
           QStringLiteral("behind a word: response of the selected unit, up to ±%1")
               .arg(number(m_scene.wordRange)));
  }

  /// The parts of speech as words have them, each to be clicked.
  void paintTagLegend() {
    for (const scene::TagMark& mark : m_scene.tags) {
      const QColor colour = withAlpha(tagColour(m_theme, mark.tag), mark.isFaint ? 0.45 : 1);
      const QRectF box = toQt(mark.box);
      drawText(m_painter, box, Qt::AlignCenter, toQt(mark.label), type, colour, mark.isChosen);
      paintTagLine(m_painter, {box.left(), box.center().y() + 0.54 * type}, box.width(), type, mark.tag,
                   colour);
    }
  }

  QPainter& m_painter;
  const scene::MainScene& m_scene;
  const Theme& m_theme;
};

}  // namespace

void paintLegend(QPainter& painter, const scene::MainScene& scene, const Theme& theme) {
  LegendPainter(painter, scene, theme).paint();
}

}  // namespace rnnvis::gui
