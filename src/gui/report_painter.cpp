#include "rnnvis/gui/report_painter.h"

#include "appearance.h"
#include "detail_picture.h"
#include "fonts.h"
#include "main_painter.h"
#include "offscreen_application.h"
#include "picture_file.h"
#include "print_page.h"
#include "program_style.h"
#include "qt_text_measure.h"
#include "window_picture.h"

#include "rnnvis/scene/caption.h"
#include "rnnvis/scene/main_scene.h"

#include <QFile>
#include <QPainter>

namespace rnnvis::gui {
namespace {

constexpr scene::Size mainSize{1040, 700}, detailSize{340, 700}, comparisonSize{1500, 960};

/// The root element alone.
std::string svgOf(const Picture& picture) {
  const QByteArray svg = toSvg(picture);
  return svg.mid(svg.indexOf("<svg")).toStdString();
}

scene::ReportPicture pictureOf(const Picture& picture) {
  return {scene::ReportPicture::Format::svg, svgOf(picture), picture.description.toStdString(),
          picture.size.width};
}

}  // namespace

struct ReportPainter::Application {
  OffscreenApplication qt;
};

ReportPainter::ReportPainter() : m_application(std::make_unique<Application>()) {
  useProgramStyle();
  loadFonts();
  applyToProgram(Theme::light(), 1);
}

ReportPainter::~ReportPainter() = default;

std::vector<scene::ReportPicture> ReportPainter::draw(const scene::ComputedState& computed) const {
  scene::MainOptions options;
  options.size = mainSize;
  options.firstWords = computed.state.selection.words;
  const scene::MainScene scene = layoutMain(computed, options, QtTextMeasure());
  const QString caption = QString::fromStdString(captionOf(computed));
  std::vector<scene::ReportPicture> pictures{
      pictureOf({[&](QPainter& painter) { paintMain(painter, scene, Theme::light()); }, mainSize, 1, 0,
                 QString::fromStdString(scene.title), caption})};
  if (const auto view = detailViewOf(computed)) {
    const auto paper = paperOf(Theme::light());
    const auto panel = makeDetailPicture(computed, *view, detailSize, 1, *paper, true);
    pictures.push_back(pictureOf(
        {[&](QPainter& painter) { panel->render(&painter); }, detailSize, 1, 0, "Details", caption}));
  }
  return pictures;
}

std::vector<scene::ReportPicture> ReportPainter::draw(const scene::ComparisonState& state,
                                                      const scene::ComputedSides& sides) const {
  Appearance appearance;
  appearance.theme = ThemeChoice::light;
  const QImage image = drawComparison(state, sides, comparisonSize, appearance);
  return {{scene::ReportPicture::Format::png, toPng(image).toBase64().toStdString(),
           "Two models side by side", comparisonSize.width}};
}

std::vector<std::string> ReportPainter::fonts() const {
  std::vector<std::string> fonts;
  for (const char* name : fontFiles) {
    QFile file(name);
    if (file.open(QIODevice::ReadOnly)) fonts.push_back(file.readAll().toBase64().toStdString());
  }
  return fonts;
}

}  // namespace rnnvis::gui
