#include "window.h"

#include "rnnvis/base/file.h"

#include <QAction>
#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QImage>
#include <QMimeData>

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
