#include "legend_painter.h"

#include "drawing.h"
#include "fonts.h"
#include "glyph_painter.h"
#include "link_painter.h"
#include "tag_style.h"

#include <QFontMetricsF>
#include <QLinearGradient>
#include <QStringList>

#include <cmath>
#include <optional>

namespace rnnvis::gui {
namespace {

constexpr double type = 10;
constexpr double lineHeight = 12.6;  // Seven lines fit the strip.
constexpr double narrowGap = 130;    // Between columns; the legend of edges needs more.
constexpr double least = 1e-6;       // Ranges of what is 0 throughout.

class LegendPainter {
 public:
  LegendPainter(QPainter& painter, const scene::MainScene& scene, const Theme& theme)
      : m_painter(painter), m_scene(scene), m_theme(theme) {}

  void paint() {
    const double top = m_scene.legend.y;
    m_painter.setPen(QPen(m_theme.line, 1));
    m_painter.drawLine(QPointF(m_scene.legend.x, top), QPointF(m_scene.legend.right(), top));
    if (!m_scene.scaleNote.empty()) paintScaleNote();
    if (m_scene.isStacked) return paintStacked(top + 10);
    if (m_scene.sentenceColumn) {
      const scene::Rect& sentences = m_scene.sentenceColumn->area;
      const double end = m_scene.isMirrored ? sentences.right() : m_scene.chipColumn.area.x - 8;
      paintGlyphLegend(sentences.x, top + 10, end);
    }
    m_scene.isMirrored ? paintColumnsMirrored(top + 10) : paintColumns(top + 10);
  }

 private:
  /// Each under its column, or side by side where the columns stand too close.
  void paintColumns(double y) {
    const scene::Rect& chips = m_scene.chipColumn.area;
    const scene::Rect& clouds = m_scene.cloudColumn.area;
    const double room = m_scene.legend.right() - chips.x;
    const bool isNarrow = clouds.x - chips.right() < narrowGap;
    const double edgesAt = isNarrow ? chips.x + 0.31 * room : chips.right() + 18,
                 cloudsAt = isNarrow ? chips.x + 0.69 * room : clouds.x + 0.02 * clouds.width;
    paintCellLegend(chips.x, y, edgesAt - chips.x - 10);
    paintEdgeLegend(edgesAt, y, cloudsAt - edgesAt - 12);
    paintCloudLegend(cloudsAt, y, m_scene.legend.right() - cloudsAt);
  }

  /// Below one another.
  void paintStacked(double y) {
    const double x = m_scene.legend.x, width = m_scene.legend.width;
    paintCellLegend(x, y, width);
    paintCloudLegend(x, y + 92, width);
    if (m_scene.sentenceColumn) paintGlyphLegend(x, y + 92 + 74, m_scene.legend.right());
  }

  /// On the rule, at the side of the scene beside it.
  void paintScaleNote() {
    const QString note = toQt(m_scene.scaleNote);
    const double width = metrics(true).horizontalAdvance(note) + 12;
    const QRectF box(m_scene.isMirrored ? m_scene.legend.right() - width : m_scene.legend.x,
                     m_scene.legend.y - 9, width, 14);
    m_painter.fillRect(box, m_theme.window);
    drawText(m_painter, box, (m_scene.isMirrored ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter, note,
             type, m_theme.accent, true);
  }

  void paintColumnsMirrored(double y) {
    const scene::Rect& chips = m_scene.chipColumn.area;
    const scene::Rect& clouds = m_scene.cloudColumn.area;
    const double end = m_scene.sentenceColumn ? m_scene.sentenceColumn->area.x - 8 : m_scene.legend.right();
    const double room = end - clouds.x;
    const bool isNarrow = chips.x - clouds.right() < narrowGap;
    const double edgesAt = isNarrow ? clouds.x + 0.31 * room : clouds.right() + 18,
                 chipsAt = isNarrow ? clouds.x + 0.69 * room : chips.x;
    paintCloudLegend(clouds.x, y, edgesAt - clouds.x - 10);
    paintEdgeLegend(edgesAt, y, chipsAt - edgesAt - 12);
    paintCellLegend(chipsAt, y, end - chipsAt);
  }

  void text(double x, double y, const QString& line, bool bold = false) {
    drawText(m_painter, {x, y, 400, 13}, Qt::AlignLeft | Qt::AlignVCenter, line, type,
             bold ? m_theme.ink : m_theme.mutedInk, bold);
  }

  /// A glyph of two clusters that shows every mark once, beside what the marks say.
  void paintGlyphLegend(double x, double y, double end) {
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
    const double left = x + 62, width = end - left;
    double line = y - 5;
    // Each line of text is tied to the mark that it is about.
    const auto write = [&](const QStringList& wordings, std::optional<QPointF> mark = {}) {
      if (mark) paintLeader(*mark, {left - 3, line + 6.5});
      text(left, line, fitting(width, wordings));
      line += lineHeight;
    };
    write({"share that is kept of the step before, 0 left to 1 right", "share kept, 0 left to 1 right",
           "share kept, 0 to 1"},
          QPointF(b + 16, y + 4.5));
    write({"box: the chip’s memory after the word, its positive part up, its negative down",
           "box: a chip’s positive memory up, negative down", "box: memory, + up, − down"},
          QPointF(b + 15, y + 38));
    paintChangeLegend(left, line, width);
    line += lineHeight;
    write({"coloured inside the box: what the word added; outside: what it took away",
           "coloured inside: added; outside: taken", "in the box: added; out: taken"},
          QPointF(b + 15, y + 57));
    if (paintScaleLegend(left, line, width)) line += lineHeight;
    if (paintContributionLegend(left, line, width)) line += lineHeight;
    const QString widest = number(m_scene.linkRange);
    if (!m_scene.tokenLinks.empty())
      write({QStringLiteral("link: change of the chip’s mean memory, widest %1").arg(widest),
             QStringLiteral("link: change, widest %1").arg(widest)});
  }

  void paintLeader(QPointF from, QPointF to) {
    m_painter.setPen(QPen(m_theme.faintInk, 0.8));
    m_painter.drawLine(from, to);
  }

  /// A length that the boxes of all sentences are measured by.
  bool paintScaleLegend(double x, double y, double width) {
    if (m_scene.glyphRange <= least) return false;
    constexpr double longest = lineHeight - 2, textAt = 12;
    double value = m_scene.glyphRange, pixels = m_scene.glyphPixels;
    while (pixels > longest) pixels /= 2, value /= 2;
    const QPointF top(x + 4, y + 6.5 - pixels / 2), bottom(x + 4, y + 6.5 + pixels / 2), tick(2.5, 0);
    m_painter.setPen(QPen(m_theme.mutedInk, 1));
    m_painter.drawLine(top, bottom);
    m_painter.drawLine(top - tick, top + tick);
    m_painter.drawLine(bottom - tick, bottom + tick);
    const QString length = number(value);
    const double at = x + textAt;
    text(at, y,
         m_scene.hasCutGlyphs
             ? fitting(width - (at - x), {"so high: " + length + ", in all sentences; with a gap: more",
                                          "so high: " + length + "; with a gap: more", length})
             : fitting(width - (at - x),
                       {"so high: " + length + ", in all sentences", "so high: " + length, length}));
    return true;
  }

  void paintChangeLegend(double x, double y, double width) {
    const bool isWide = width > 250;
    const QString more = isWide ? "the word raised it" : "raised it",
                  less = isWide ? "the word lowered it" : "lowered it";
    const double second = x + 13 + metrics().horizontalAdvance(more) + 8;
    swatch(x, y + 2, m_theme.positive);
    text(x + 13, y, more);
    swatch(second, y + 2, m_theme.negative);
    text(second + 13, y, less);
  }

  /// Whether there is anything to say about contributions.
  bool paintContributionLegend(double x, double y, double width) {
    if (!m_scene.contributionProblem.empty()) {
      text(x, y, fitting(width, {toQt(m_scene.contributionProblem)}));
      return true;
    }
    if (m_scene.contributionRange <= 0) return false;
    paintContribution(m_painter, {1, {x, y + 3, 28, 7}, {x + 14, y + 3, 10, 7}, {}, {}}, m_theme);
    const QString output = toQt(m_scene.contributionSubject), range = number(m_scene.contributionRange);
    text(x + 34, y,
         fitting(
             width - 34,
             {QStringLiteral("what the word adds to the score of “%1” at the end, to ±%2").arg(output, range),
              QStringLiteral("adds to the score of “%1”, to ±%2").arg(output, range),
              QStringLiteral("adds to “%1”, to ±%2").arg(output, range)}));
    return true;
  }

  static const QFontMetricsF& metrics(bool bold = false) {
    static const QFontMetricsF regular(font(type)), semiBold(font(type, true));
    return bold ? semiBold : regular;
  }

  /// The first wording that fits a width; the last one cut where none does.
  static QString fitting(double width, const QStringList& wordings, bool bold = false) {
    for (const QString& wording : wordings)
      if (metrics(bold).horizontalAdvance(wording) <= width) return wording;
    return metrics(bold).elidedText(wordings.back(), Qt::ElideRight, width);
  }

  static scene::Link sample(double x, double y, double value) {
    scene::Link link;
    link.from = {x, y};
    link.to = {x + 23, y};
    link.width = 4;
    link.value = value;
    return link;
  }

  void swatch(double x, double y, const QColor& colour) { m_painter.fillRect(QRectF(x, y, 9, 9), colour); }

  static QString number(double value) { return QString::number(value, 'g', 2); }

  void paintCellLegend(double x, double y, double width) {
    const bool isExplained = m_scene.cellMeaning == scene::CellMeaning::explained;
    const QString subject = toQt(m_scene.cellSubject);
    text(x, y - 3,
         isExplained
             ? fitting(width, {"cell: η², variance explained by the word", "cell: η², explained"}, true)
             : fitting(width, {QStringLiteral("cell: response to “%1”").arg(subject)}, true),
         true);
    const QRectF bar(x, y + 15, std::min(width, 180.0), 11);
    QLinearGradient gradient(bar.topLeft(), bar.topRight());
    for (int i = 0; i <= 20; ++i) {
      const double share = i / 20.0;
      gradient.setColorAt(share, isExplained ? m_theme.grey(share) : m_theme.diverging(2 * share - 1));
    }
    m_painter.fillRect(bar, gradient);
    if (!isExplained)
      paintMinus(m_painter, {bar.left(), bar.top(), bar.height(), bar.height()}, m_theme.window);
    const auto label = [&](int alignment, const QString& line) {
      drawText(m_painter, {bar.left(), bar.bottom() + 2, bar.width(), 13}, alignment | Qt::AlignVCenter, line,
               type, m_theme.mutedInk);
    };
    const QString range = number(m_scene.cellRange);
    if (m_scene.cellRange <= least) {
      label(Qt::AlignLeft, "all of them are 0");
    } else {
      label(Qt::AlignLeft, isExplained ? "0" : "−" + range);
      if (!isExplained) label(Qt::AlignHCenter, "0");
      label(Qt::AlignRight, (isExplained ? "" : "+") + range);
    }
    if (m_scene.chips.empty() || m_scene.chips.front().summary.empty()) {
      text(x, y + 43, fitting(width, {"chip: units that answer alike", "chip: like units"}));
    } else {
      text(x, y + 43, fitting(width, {"above a chip, + and −: words", "above it, + and −:"}));
      text(x, y + 57, fitting(width, {"that it answers to most", "words for it"}));
    }
    if (m_scene.cellMeaning != scene::CellMeaning::response) return;
    paintCell(m_painter, {x, y + 74, 9, 9}, m_theme.diverging(0.4), true);
    text(x + 13, y + 72,
         fitting(width - 13, {"hollow: not distinguishable from the unit’s mean response (5 % FDR)",
                              "hollow: cannot be told from the unit’s mean (5 % FDR)",
                              "hollow: as the unit’s mean", "hollow: as its mean"}));
  }

  void paintEdgeLegend(double x, double y, double width) {
    text(x, y - 3, fitting(width, {"edge: a chip’s mean response to a cloud", "edge: mean response"}, true),
         true);
    if (m_scene.edgeRange == 0) return text(x, y + 14, "none: all of them are 0");
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
    const bool isNarrow = width < 150;
    paintLinks(m_painter, {drawnLink(sample(x, y + 49.5, 1), m_theme, 1),
                           drawnLink(sample(x + (isNarrow ? 42 : 74), y + 49.5, -1), m_theme, 1)});
    text(x + 26, y + 43, isNarrow ? "+" : "positive");
    text(x + (isNarrow ? 68 : 100), y + 43, isNarrow ? "−" : "negative");
    const int percent = static_cast<int>(std::lround(100 * m_scene.edgeFilter));
    const QString filter =
        percent > 0 ? fitting(width, {QStringLiteral("below %1 % of the widest: hidden").arg(percent),
                                      QStringLiteral("below %1 %: hidden").arg(percent)})
                    : QStringLiteral("all shown");
    text(x, y + 57, m_scene.strongestEdges > 0 && percent == 0 ? QString() : filter);
    if (m_scene.strongestEdges == 0) return;
    text(
        x, y + 71,
        fitting(
            width,
            {QStringLiteral("the %1 strongest of each chip; point at it for all").arg(m_scene.strongestEdges),
             QStringLiteral("%1 strongest edges of each chip").arg(m_scene.strongestEdges),
             QStringLiteral("%1 strongest a chip").arg(m_scene.strongestEdges)}));
  }

  void paintCloudLegend(double x, double y, double width) {
    text(x, y - 3, fitting(width, {"cloud: words that the units answer to alike", "cloud: like words"}, true),
         true);
    drawText(m_painter, {x, y + 10, 60, 20}, Qt::AlignLeft | Qt::AlignVCenter, "near", 15, m_theme.ink, true);
    drawText(m_painter, {x + 46, y + 11, 60, 20}, Qt::AlignLeft | Qt::AlignVCenter, "far", 9, m_theme.ink);
    text(x + 66, y + 14, fitting(width - 66, {"from the cloud’s centre", ""}));
    if (!m_scene.tags.empty()) {
      paintTagLegend();
      return paintWordRange(x, m_scene.tags.back().box.bottom() + 1, width);
    }
    drawText(m_painter, {x, y + 28, 60, 14}, Qt::AlignLeft | Qt::AlignVCenter, "<unk>", 11, m_theme.faintInk);
    text(x + 46, y + 28, fitting(width - 46, {"grey: a token that is not a word", "no word"}));
    if (m_scene.isStacked) return paintWordRange(x, y + 43, width);
    text(x, y + 43,
         fitting(width, {"in the order of the chips that answer to them, whatever their numbers",
                         "in the order of the chips that answer", "order: as its chips"}));
    text(x, y + 57,
         fitting(width, {"the arc parts their edges and means nothing else",
                         "arc: parts the edges, no meaning", "arc: no meaning"}));
    paintWordRange(x, y + 71, width);
  }

  void paintWordRange(double x, double y, double width) {
    if (m_scene.wordRange > 0)
      text(x, y,
           fitting(width,
                   {QStringLiteral("at a word: the selected unit’s response, line above +, below −; to ±%1")
                        .arg(number(m_scene.wordRange)),
                    "line above: +, below: −"}));
  }

  /// The parts of speech as words have them, each to be clicked.
  void paintTagLegend() {
    for (const scene::TagMark& mark : m_scene.tags) {
      const QColor colour = mark.isFaint ? m_theme.faintInk : tagColour(m_theme, mark.tag);
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
