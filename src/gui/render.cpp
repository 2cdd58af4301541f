#include "rnnvis/gui/render.h"

#include "detail_picture.h"
#include "fonts.h"
#include "main_painter.h"
#include "offscreen_application.h"
#include "qt_text_measure.h"
#include "text_scale.h"
#include "window_picture.h"

#include "rnnvis/base/error.h"
#include "rnnvis/base/file.h"

#include <QBuffer>
#include <QGuiApplication>
#include <QImage>
#include <QPainter>
#include <QPdfWriter>
#include <QScreen>
#include <QSvgGenerator>

#include <cmath>

namespace rnnvis::gui {
namespace {

constexpr scene::Size smallestMain{640, 480}, smallestDetail{320, 320}, smallestComparison{1280, 720};
constexpr double largest = 16384;
constexpr scene::Size detailSize{420, 960};

int screenResolution() {
  return static_cast<int>(std::lround(QGuiApplication::primaryScreen()->logicalDotsPerInchY()));
}

using Draw = std::function<void(QPainter&)>;

QByteArray toPng(const QImage& image) {
  QByteArray bytes;
  QBuffer buffer(&bytes);
  buffer.open(QIODevice::WriteOnly);
  image.save(&buffer, "PNG");
  return bytes;
}

QByteArray toPng(const Draw& draw, scene::Size size, double scale) {
  QImage image(static_cast<int>(size.width * scale), static_cast<int>(size.height * scale),
               QImage::Format_RGB32);
  image.setDevicePixelRatio(scale);
  QPainter painter(&image);
  draw(painter);
  painter.end();
  return toPng(image);
}

QByteArray toSvg(const Draw& draw, scene::Size size, const QString& title) {
  QByteArray bytes;
  QBuffer buffer(&bytes);
  buffer.open(QIODevice::WriteOnly);
  QSvgGenerator generator;
  generator.setOutputDevice(&buffer);
  generator.setTitle(title);
  generator.setDescription("Drawn by RNNVis");
  generator.setResolution(screenResolution());
  generator.setSize(QSize(static_cast<int>(size.width), static_cast<int>(size.height)));
  generator.setViewBox(QRectF(0, 0, size.width, size.height));
  QPainter painter(&generator);
  draw(painter);
  painter.end();
  return bytes;
}

QByteArray toPdf(const Draw& draw, scene::Size size, const QString& title) {
  QByteArray bytes;
  QBuffer buffer(&bytes);
  buffer.open(QIODevice::WriteOnly);
  QPdfWriter writer(&buffer);
  const double pointsPerPixel = 72.0 / screenResolution();
  writer.setResolution(screenResolution());
  writer.setTitle(title);
  writer.setCreator("RNNVis");
  writer.setPageLayout(QPageLayout(QPageSize(QSizeF(size.width, size.height) * pointsPerPixel,
                                             QPageSize::Point, {}, QPageSize::ExactMatch),
                                   QPageLayout::Portrait, QMarginsF()));
  QPainter painter(&writer);
  draw(painter);
  painter.end();
  return bytes;
}

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
  checkSize(options, isDetail ? smallestDetail : smallestMain);
}

void write(const QByteArray& bytes, const std::filesystem::path& path) {
  writeFileAtomically(path, [&](std::ostream& stream) { stream.write(bytes.constData(), bytes.size()); });
}

void write(const Draw& draw, const RenderOptions& options, const QString& title,
           const std::filesystem::path& path) {
  const scene::Size size = options.main.size;
  QByteArray bytes;
  if (path.extension() == ".png")
    bytes = toPng(draw, size, options.scale);
  else if (path.extension() == ".svg")
    bytes = toSvg(draw, size, title);
  else if (path.extension() == ".pdf")
    bytes = toPdf(draw, size, title);
  else
    fail("{}: the suffix must be .png, .svg or .pdf, which tells the format", path.string());
  write(bytes, path);
}

void checkWindow(const std::filesystem::path& path) {
  if (path.extension() != ".png")
    fail("{}: a picture of the window is made of pixels; name a .png", path.string());
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
  QApplication::setStyle("Fusion");
  loadFonts();
  if (isWindow) {
    checkWindow(path);
    return write(toPng(drawWindow(computed, options.main.size, appearanceOf(options))), path);
  }
  const Theme& theme = options.dark ? Theme::dark(options.colours) : Theme::light(options.colours);
  applyToProgram(theme, options.textScale.value_or(1));
  if (isDetailView(options.view)) {
    const auto panel = makeDetailPicture(computed, options.view, options.main.size, options.scale, theme);
    const Draw draw = [&](QPainter& painter) { panel->render(&painter); };
    write(draw, options, QString::fromStdString(options.view), path);
    return;
  }
  const scene::MainScene scene = layoutMain(computed, options.main, QtTextMeasure());
  const Draw draw = [&](QPainter& painter) { paintMain(painter, scene, theme); };
  write(draw, options, QString::fromStdString(scene.title), path);
}

void renderComparison(const scene::ComparisonState& state, const scene::ComputedSides& sides,
                      const RenderOptions& options, const std::filesystem::path& path) {
  checkSize(options, smallestComparison);
  checkWindow(path);
  const OffscreenApplication application(options.scale);
  QApplication::setStyle("Fusion");
  loadFonts();
  write(toPng(drawComparison(state, sides, options.main.size, appearanceOf(options))), path);
}

}  // namespace rnnvis::gui
