#include "compare/comparison_page.h"

#include "compare/difference_card.h"
#include "drawing.h"
#include "fonts.h"
#include "main_painter.h"
#include "qt_text_measure.h"

#include "rnnvis/base/error.h"

#include <QFontMetricsF>

#include <algorithm>
#include <array>

namespace rnnvis::gui {
namespace {

using scene::Half;
using scene::halves;
using Scenes = scene::Sides<std::shared_ptr<const scene::MainScene>>;

constexpr double narrowest = 640;  // Page with the halves beside each other.
constexpr double margin = 24;
constexpr double partMargin = margin - 12;  // Cards have one of their own.
constexpr double titleHeight = 34, partGap = 6, subtitlePixels = 11.5, noteType = 10.5;
constexpr double leastShape = 0.5, leastStackedShape = 1.9;  // Height over width of a half.

/// What stands below the halves: the title, notes, and parts in rows and columns, all of one size.
struct Below {
  double notes = 0;  // Height.
  std::size_t columns = 1, rows = 0;
  QSizeF cell;

  double top() const { return titleHeight + notes; }
  double height() const {
    return rows > 0 || notes > 0 ? top() + static_cast<double>(rows) * cell.height() + partGap : 0;
  }
  QRectF boxOf(std::size_t part) const {
    return {QPointF(partMargin + static_cast<double>(part % columns) * cell.width(),
                    top() + static_cast<double>(part / columns) * cell.height()),
            cell};
  }
};

double heightOf(const QStringList& notes, double width) {
  if (notes.isEmpty()) return 0;
  return QFontMetricsF(font(noteType))
      .boundingRect(QRectF(0, 0, width - 2 * margin, 1e6), Qt::TextWordWrap, notes.join('\n'))
      .height();
}

/// As few rows as find room, and in these as few columns.
Below belowOf(const ComparisonPage& page, double width) {
  Below below;
  below.notes = heightOf(page.notes, width);
  if (page.parts.empty()) return below;
  double least = 0, height = 0;
  for (const PagePart& part : page.parts) least = std::max(least, part.leastWidth);
  const double room = width - 2 * partMargin;
  const std::size_t parts = page.parts.size();
  const std::size_t most = std::clamp<std::size_t>(static_cast<std::size_t>(room / least), 1, parts);
  below.rows = (parts + most - 1) / most;
  below.columns = (parts + below.rows - 1) / below.rows;
  const double column = room / static_cast<double>(below.columns);
  for (const PagePart& part : page.parts) height = std::max(height, part.heightOf(column));
  below.cell = QSizeF(column, height);
  return below;
}

/// How it is drawn, from a height of 0 on.
std::function<void(QPainter&)> paintOf(const ComparisonPage& page, const Below& below, double width,
                                       double scale, const Theme& theme) {
  if (below.height() == 0) return [](QPainter&) {};
  std::vector<PagePart::Paint> paints;
  for (const PagePart& part : page.parts) paints.push_back(part.prepare(below.cell, scale, theme));
  return
      [title = page.title, notes = page.notes.join('\n'), paints, below, width, &theme](QPainter& painter) {
        const double inner = width - 2 * margin;
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(theme.line, 1));
        painter.drawLine(QPointF(margin, 0.5), QPointF(width - margin, 0.5));
        drawText(painter, {margin, 12, inner, 18}, Qt::AlignLeft | Qt::AlignVCenter, title, 13.5, theme.ink,
                 true);
        painter.setFont(font(noteType));
        painter.setPen(theme.mutedInk);
        painter.drawText(QRectF(margin, titleHeight, inner, below.notes), Qt::TextWordWrap, notes);
        for (std::size_t i = 0; i < paints.size(); ++i) paints[i](painter, below.boxOf(i));
      };
}

/// Scenes beside each other or below one another, parts below them; `millimetres`: on paper.
Picture composed(const ComparisonPage& page, const Scenes& scenes, bool areBeside, double millimetres,
                 const Theme& theme) {
  const scene::Size a = (*scenes.a)->size, b = (*scenes.b)->size;
  const QPointF ofB = areBeside ? QPointF(a.width, 0) : QPointF(0, a.height);
  const double width = areBeside ? a.width + b.width : std::max(a.width, b.width);
  const double top = areBeside ? std::max(a.height, b.height) : a.height + b.height;
  const Below below = belowOf(page, width);
  const double scale = millimetres > 0 ? printScale(millimetres, width) : pixelsOfPng;
  Picture picture;
  picture.size = {width, top + below.height()};
  picture.scale = scale;
  picture.title = QString::fromStdString((*scenes.a)->title + " | " + (*scenes.b)->title);
  picture.description = QString::fromStdString(page.caption);
  picture.draw = [scenes, ofB, top, size = picture.size, &theme,
                  paintBelow = paintOf(page, below, width, scale, theme)](QPainter& painter) {
    painter.fillRect(QRectF(0, 0, size.width, size.height), theme.window);
    for (const Half half : halves) {
      painter.save();
      if (half == Half::comparison) painter.translate(ofB);
      paintMain(painter, *of(scenes, half), theme);
      painter.restore();
    }
    painter.translate(0, top);
    paintBelow(painter);
  };
  return picture;
}

/// With the side's name below the model's, which has room then, and without the last parts of the subtitle
/// where these have none.
scene::SceneHeading narrowed(scene::SceneHeading heading, double width) {
  const QString separator = QStringLiteral(" · ");
  QStringList parts = QString::fromStdString(heading.subtitle).split(separator);
  const QString title = QString::fromStdString(heading.title);
  parts.prepend(title.section(separator, 0, 0));
  width *= 0.96;  // At the resolution of paper type may be that much wider than on the screen.
  const auto isTooWide = [&] {
    return QtTextMeasure().size(parts.join(separator).toStdString(), subtitlePixels, false).width > width;
  };
  while (parts.size() > 1 && isTooWide()) parts.removeLast();
  heading.title = title.section(separator, 1).toStdString();
  heading.subtitle = parts.join(separator).toStdString();
  return heading;
}

/// Of one of the halves, which together have `height`, where one is asked for.
scene::MainOptions paperOptions(const ComparisonPage& page, Half half, const PrintSize& size,
                                bool hasSentences, double height) {
  scene::MainOptions options = printOptions(size, hasSentences);
  const scene::MainOptions& shown = of(page.halves, half);
  options.mirrored = shown.mirrored && !options.stacked;
  options.heading =
      options.stacked ? narrowed(*shown.heading, options.size.width - 2 * margin) : *shown.heading;
  options.scale = shown.scale;
  options.grid = shown.grid;
  options.firstWords = (*of(page.sides, half)).state.selection.words;
  if (height > 0) options.size.height = height;
  return options;
}

}  // namespace

PagePart partOf(DifferenceCard& card) {
  const QSizeF room = card.leastRoom();
  return {room.width(), [room](double) { return room.height(); },
          [&card](QSizeF, double, const Theme& theme) {
            return
                [&card, &theme](QPainter& painter, const QRectF& box) { card.paintOn(painter, box, theme); };
          }};
}

Picture printComparison(const ComparisonPage& page, const PrintSize& size, const Theme& theme) {
  const scene::Size paper = pageOf(size);
  const bool areBeside = paper.width >= narrowest;
  const PrintSize half{areBeside ? size.width / 2 : size.width, 0};
  const double below = belowOf(page, paper.width).height();
  const double height = paper.height > 0 ? (paper.height - below) / (areBeside ? 1 : 2) : 0;
  const bool hasSentences =
      !(*page.sides.a)->workspace.sentences.empty() || !(*page.sides.b)->workspace.sentences.empty();
  Scenes scenes;
  for (const Half side : halves) {
    scene::MainOptions options = paperOptions(page, side, half, hasSentences, std::round(height));
    const double least = options.size.width * (options.stacked ? leastStackedShape : leastShape);
    if (height != 0 && height < least) {
      const double needed = below + least * (areBeside ? 1 : 2);
      fail("a comparison of {} mm has no room in a height of {} mm; give at least {} mm", size.width,
           size.height, std::ceil(needed * size.width / paper.width));
    }
    of(scenes, side) =
        std::make_shared<const scene::MainScene>(layoutMain(*of(page.sides, side), options, QtTextMeasure()));
  }
  return onPaper(composed(page, scenes, areBeside, size.width, theme), size, theme);
}

Picture pictureOf(const ComparisonPage& page, const Scenes& scenes, const Theme& theme) {
  return composed(page, scenes, true, 0, theme);
}

}  // namespace rnnvis::gui
