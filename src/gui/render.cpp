#include "rnnvis/gui/render.h"

#include "detail_picture.h"
#include "fonts.h"
#include "main_painter.h"
#include "offscreen_application.h"
#include "picture_file.h"
#include "presentation.h"
#include "print_page.h"
#include "program_style.h"
#include "qt_text_measure.h"
#include "text_scale.h"
#include "window_picture.h"

#include "rnnvis/base/error.h"
#include "rnnvis/scene/caption.h"

#include <QPainter>

namespace rnnvis::gui {
namespace {

constexpr scene::Size smallestMain{640, 480}, smallestDetail{320, 320}, smallestComparison{1280, 720};
constexpr double largest = 16384;
constexpr scene::Size detailSize{420, 960};

void checkSize(const RenderOptions& options, const scene::Size& smallest) {
  const scene::Size& size = options.main.size;
  if (size.width < smallest.width || size.height < smallest.height || size.width > largest ||
      size.height > largest)
    fail("a picture of {}x{} cannot be drawn; give a size from {}x{} to {}x{}", size.width, size.height,
         smallest.width, smallest.height, largest, largest);
}

void check(const RenderOptions& options) {
  const bool isDetail = isDetailView(options.view);
  if (options.view != "main" && options.view != "window" && !isDetail)
    fail("there is no view \"{}\"; choose one of {}", options.view, viewNames());
  if (options.paperWidth == 0) checkSize(options, isDetail ? smallestDetail : smallestMain);
}

Appearance appearanceOf(const RenderOptions& options) {
  return {options.dark ? ThemeChoice::dark : ThemeChoice::light, options.colours,
          options.textScale.value_or(usualTextScale(options.main.size.height))};
}

}  // namespace

std::string viewNames() {
  return "main, window, compare, " + detailViewNames();
}

scene::Size defaultSize(const std::string& view) {
  return isDetailView(view) ? detailSize : scene::MainOptions{}.size;
}

void render(const scene::ComputedState& computed, const RenderOptions& options,
            const std::filesystem::path& path) {
  check(options);
  const bool isWindow = options.view == "window";
  const OffscreenApplication application(isWindow ? options.scale : 1);
  useProgramStyle();
  loadFonts();
  if (isWindow && options.paperWidth > 0)
    fail("the window is a picture of pixels and has no width on paper; give another --view");
  if (isWindow)
    return writePicture(drawWindow(computed, options.main.size, appearanceOf(options),
                                   QString::fromStdString(options.question)),
                        path);
  const Theme& theme = options.dark ? Theme::dark(options.colours) : Theme::light(options.colours);
  applyToProgram(theme, options.textScale.value_or(1));
  if (options.paperWidth > 0) {
    const PrintSize paper{options.paperWidth, options.paperHeight};
    return writePicture(isDetailView(options.view) ? printDetails(computed, options.view, paper, theme)
                                                   : printMain(computed, paper, theme),
                        path);
  }
  if (isDetailView(options.view)) {
    const auto panel = makeDetailPicture(computed, options.view, options.main.size, options.scale, theme);
    const auto draw = [&](QPainter& painter) { panel->render(&painter); };
    return writePicture({draw, options.main.size, options.scale, 0, QString::fromStdString(options.view), {}},
                        path);
  }
  scene::MainOptions main = options.forTalk ? forTalk(options.main) : options.main;
  const double zoom = options.forTalk ? talkScale : 1;
  main.size = {main.size.width / zoom, main.size.height / zoom};
  const scene::MainScene scene = layoutMain(computed, main, QtTextMeasure());
  const auto draw = [&](QPainter& painter) {
    painter.scale(zoom, zoom);
    paintMain(painter, scene, theme);
  };
  writePicture({draw, options.main.size, options.scale, 0, QString::fromStdString(scene.title),
                QString::fromStdString(captionOf(computed))},
               path);
}

void renderComparison(const scene::ComparisonState& state, const scene::ComputedSides& sides,
                      const RenderOptions& options, const std::filesystem::path& path) {
  if (options.paperWidth == 0) checkSize(options, smallestComparison);
  if (options.paperWidth == 0 && path.extension() != ".png")
    fail("{}: the window of a comparison is made of pixels; name a .png, or give --width-mm for a page",
         path.string());
  const OffscreenApplication application(options.paperWidth > 0 ? 1 : options.scale);
  useProgramStyle();
  loadFonts();
  if (options.paperWidth > 0)
    return writePicture(
        printComparison(state, sides, {options.paperWidth, options.paperHeight}, appearanceOf(options)),
        path);
  writePicture(drawComparison(state, sides, options.main.size, appearanceOf(options),
                              QString::fromStdString(options.question)),
               path);
}

}  // namespace rnnvis::gui
