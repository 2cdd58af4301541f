#include "main_painter.h"
#include "picture_file.h"
#include "svg_compaction.h"
#include "svg_type.h"
#include "window.h"

#include "rnnvis/base/file.h"

#include <QAction>
#include <QBuffer>
#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QImage>
#include <QMimeData>
#include <QPainter>
#include <QSvgGenerator>
#include <QSvgRenderer>

#include <cmath>

using namespace rnnvis;
using test::Window;

namespace {

/// Chooses a menu entry and answers where the picture goes.
std::filesystem::path exported(Window& window, const QString& action, const std::string& name) {
  const std::filesystem::path file = window.folder() / name;
  window.window().findChild<QAction*>(action)->trigger();
  auto& dialog = window.find<QFileDialog>("exportDialog");
  Q_EMIT dialog.fileSelected(QString::fromStdString(file.string()));
  dialog.close();
  window.settle();
  return file;
}

std::string contents(const std::filesystem::path& file) {
  return readFile(file);
}

}  // namespace

TEST_CASE("the main view is exported as pixels, shapes and pages that say what they show") {
  Window window;
  window.openSmallModel();
  Q_EMIT window.view().commanded(scene::SelectWord{WordId{5}});
  window.settle();
  const scene::Size size = window.scene()->size;
  const QImage image(QString::fromStdString(exported(window, "exportMain", "main.png").string()));
  CHECK(image.width() == static_cast<int>(2 * size.width));
  CHECK(image.height() == static_cast<int>(2 * size.height));
  CHECK(image.text("Description").contains("Selected: “w5”"));
  const std::string svg = contents(exported(window, "exportMain", "main.svg"));
  CHECK(svg.find("<desc>") != std::string::npos);
  CHECK(svg.find("method signed (split), seed 1") != std::string::npos);
  CHECK(svg.find("<image") == std::string::npos);  // Shapes alone.
  CHECK(contents(exported(window, "exportMain", "main.pdf")).starts_with("%PDF-"));
}

TEST_CASE("details and the window are exported, the window as pixels alone") {
  Window window;
  window.openSmallModel();
  Q_EMIT window.view().commanded(scene::SelectWord{WordId{5}});
  window.settle();
  CHECK(contents(exported(window, "exportDetails", "details.svg")).find("<path") != std::string::npos);
  const QImage image(QString::fromStdString(exported(window, "exportWindow", "window.png").string()));
  CHECK(image.size() == window.window().size() * image.devicePixelRatio());
  exported(window, "exportWindow", "window.svg");
  CHECK(window.text("messageText").find("name a .png") != std::string::npos);
  CHECK_FALSE(std::filesystem::exists(window.folder() / "window.svg"));
}

TEST_CASE("an export that cannot be written says so and writes nothing") {
  Window window;
  window.window().findChild<QAction*>("exportMain")->trigger();
  CHECK(window.text("messageText").find("open a model first") != std::string::npos);
  window.openSmallModel();
  exported(window, "exportMain", "main.bmp");
  CHECK(window.text("messageText").find(".png, .svg or .pdf") != std::string::npos);
  exported(window, "exportMain", "/proc/none/main.png");
  CHECK(window.text("messageText").find("/proc/none") != std::string::npos);
}

TEST_CASE("the main view is copied as pixels, shapes and a caption") {
  Window window;
  window.openSmallModel();
  window.window().findChild<QAction*>("copyMain")->trigger();
  const QMimeData* copied = QGuiApplication::clipboard()->mimeData();
  REQUIRE(copied->hasImage());
  CHECK(copied->data("image/svg+xml").contains("<svg"));
  CHECK(copied->text().contains("seed 1"));
}

TEST_CASE("pictures for paper have its width, type that can be read there, and a caption") {
  Window window;
  window.openSmallModel();
  window.type("w3 w5 w9");
  Q_EMIT window.view().commanded(scene::SelectWord{WordId{5}});
  window.settle();
  const auto [action, width] = GENERATE(std::pair("width84", 84.0), std::pair("width178", 178.0));
  window.window().findChild<QAction*>(action)->trigger();
  for (const char* what : {"exportMain", "exportDetails"}) {
    INFO(what << " " << width);
    const QImage image(QString::fromStdString(exported(window, what, "paper.png").string()));
    CHECK(image.width() == static_cast<int>(std::lround(width / 25.4 * 300)));
    CHECK(std::abs(image.dotsPerMeterX() * 0.0254 - 300) < 0.1);
    const QString svg = QString::fromStdString(contents(exported(window, what, "paper.svg")));
    CHECK(svg.contains(QStringLiteral("<svg width=\"%1.000mm\"").arg(width)));
    CHECK(test::smallestPoints(svg, width) > 5.99);
    CHECK(test::smallestPoints(svg, width) < 8);
    CHECK(svg.count("SHA-256") >= 1);
    CHECK(contents(exported(window, what, "paper.pdf")).starts_with("%PDF-"));
  }
}

TEST_CASE("details for paper need something selected") {
  Window window;
  window.openSmallModel();
  window.window().findChild<QAction*>("width84")->trigger();
  exported(window, "exportDetails", "paper.svg");
  CHECK(window.text("messageText").find("select a word") != std::string::npos);
}

TEST_CASE("a presentation shows the views alone, larger and with fewer marks, and ends as it began") {
  Window window;
  window.openSmallModel();
  const scene::MainScene before = *window.scene();
  auto& talk = *window.window().findChild<QAction*>("presentation");
  talk.trigger();
  window.settle();
  CHECK(window.find("controlPanel").visibleRegion().isEmpty());
  CHECK(window.scene()->edgeFilter >= 0.4);
  for (const scene::Cloud& cloud : window.scene()->clouds)
    for (const scene::CloudWord& word : cloud.words) CHECK(word.pixels >= 10);
  talk.trigger();
  window.settle();
  CHECK_FALSE(window.find("controlPanel").visibleRegion().isEmpty());
  CHECK(window.scene()->size.width == before.size.width);
  CHECK(window.scene()->edges.size() == before.edges.size());
}

TEST_CASE("an SVG that is made smaller is the same picture") {
  Window window;
  window.openSmallModel();
  Q_EMIT window.view().commanded(scene::SelectWord{WordId{5}});
  window.settle();
  const scene::MainScene& scene = *window.scene();
  QByteArray whole;
  QBuffer buffer(&whole);
  buffer.open(QIODevice::WriteOnly);
  QSvgGenerator generator;
  generator.setOutputDevice(&buffer);
  generator.setViewBox(QRectF(0, 0, scene.size.width, scene.size.height));
  QPainter painter(&generator);
  gui::paintMain(painter, scene, gui::Theme::light());
  painter.end();
  const auto drawn = [&](const QByteArray& svg) {
    QImage image(900, 600, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter to(&image);
    QSvgRenderer renderer(svg);
    REQUIRE(renderer.isValid());
    renderer.render(&to);
    return image;
  };
  const QByteArray compact = gui::compactSvg(whole);
  CHECK(compact.size() < 0.8 * static_cast<double>(whole.size()));
  CHECK(drawn(compact) == drawn(whole));
  CHECK(gui::compactSvg("<svg><g r><g x><g y></g></g></g></svg>") ==
        "<svg><g r><g x><g y></g></g></g></svg>");
}

TEST_CASE("what a stranger has named a model is text in an SVG and never runs") {
  const QString hostile = "<script>alert('x')</script>&\"";
  const QByteArray svg = gui::toSvg({[](QPainter&) {}, {100, 100}, 1, 0, hostile, hostile});
  CHECK(svg.count("<script") == 0);
  CHECK(svg.count("&lt;script&gt;") == 2);
  CHECK(QSvgRenderer(svg).isValid());
}
