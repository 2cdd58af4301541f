#include "print_page.h"

#include "detail_panel.h"
#include "detail_picture.h"
#include "main_painter.h"
#include "qt_text_measure.h"

#include "rnnvis/base/error.h"
#include "rnnvis/scene/caption.h"

namespace rnnvis::gui {
namespace {

constexpr double pointsPerInch = 72;
constexpr double narrowest = 640;  // Page with columns side by side.
constexpr double captionPixels = 9.5;

double pixelsOf(double millimetres, double smallest) {
  return millimetres / inch * pointsPerInch * smallest / PrintSize::leastPoints;
}

/// Height over width, where none is asked for.
double shapeOf(const scene::MainOptions& options, bool hasSentences) {
  if (!options.stacked) return hasSentences ? 0.8 : 0.74;
  return hasSentences ? 3.2 : 2.5;
}

void check(const PrintSize& size) {
  if (!(size.width >= PrintSize::leastWidth && size.width <= PrintSize::mostWidth) || size.height < 0 ||
      size.height > PrintSize::mostWidth)
    fail("a picture of {} mm cannot be drawn; give a width from {} to {} mm", size.width,
         PrintSize::leastWidth, PrintSize::mostWidth);
}

/// What main view and details have in common.
struct Kind {
  double smallest;  // Type, in pixels of the page.
  double margin;
};
constexpr Kind mainView{9, 24}, details{10.5, 16};

Picture printed(Picture picture, const PrintSize& size, const Kind& kind, const Theme& theme) {
  picture.millimetres = size.width;
  return captioned(std::move(picture), std::max(captionPixels, kind.smallest), kind.margin, theme.window,
                   theme.mutedInk);
}

}  // namespace

scene::Size pageOf(const PrintSize& size) {
  check(size);
  return {std::round(pixelsOf(size.width, mainView.smallest)),
          std::round(pixelsOf(size.height, mainView.smallest))};
}

double detailsOnPage() {
  return mainView.smallest / details.smallest;
}

double detailShape(double width) {
  return width < narrowest ? 1.1 : 0.62;
}

Picture onPaper(Picture picture, const PrintSize& size, const Theme& theme) {
  return printed(std::move(picture), size, mainView, theme);
}

std::shared_ptr<const Theme> paperOf(const Theme& theme) {
  auto paper = std::make_shared<Theme>(theme);
  paper->panel = paper->window;
  return paper;
}

scene::MainOptions printOptions(const PrintSize& size, bool hasSentences) {
  scene::MainOptions options;
  options.size.width = std::round(pixelsOf(size.width, mainView.smallest));
  options.smallestWord = mainView.smallest;
  options.stacked = options.size.width < narrowest;
  options.size.height = std::round(size.height > 0 ? pixelsOf(size.height, mainView.smallest)
                                                   : options.size.width * shapeOf(options, hasSentences));
  return options;
}

Picture printMain(const scene::ComputedState& computed, const PrintSize& size, const Theme& theme) {
  check(size);
  scene::MainOptions options = printOptions(size, !computed.workspace.sentences.empty());
  options.firstWords = computed.state.selection.words;
  const auto scene = std::make_shared<const scene::MainScene>(layoutMain(computed, options, QtTextMeasure()));
  Picture picture;
  picture.draw = [scene, &theme](QPainter& painter) { paintMain(painter, *scene, theme); };
  picture.size = scene->size;
  picture.title = QString::fromStdString(scene->title);
  picture.description = QString::fromStdString(captionOf(computed));
  return onPaper(std::move(picture), size, theme);
}

Picture printDetails(const scene::ComputedState& computed, const std::string& view, const PrintSize& size,
                     const Theme& theme) {
  check(size);
  Picture picture;
  picture.size.width = std::round(pixelsOf(size.width, details.smallest));
  const double shape = detailShape(picture.size.width);
  picture.size.height =
      std::round(size.height > 0 ? pixelsOf(size.height, details.smallest) : picture.size.width * shape);
  const double dots = printScale(size.width, picture.size.width);  // Of a plot's buffer, where it needs one.
  const std::shared_ptr<DetailPanel> panel =
      makeDetailPicture(computed, view, picture.size, dots, theme, true);
  picture.draw = [panel](QPainter& painter) { panel->render(&painter); };
  picture.title = "Details";
  picture.description = QString::fromStdString(captionOf(computed));
  return printed(std::move(picture), size, details, theme);
}

}  // namespace rnnvis::gui
