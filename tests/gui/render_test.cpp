#include "rnnvis/gui/render.h"

#include "rnnvis/base/error.h"
#include "rnnvis/base/file.h"
#include "window.h"

#include <QColor>
#include <QFile>
#include <QImage>
#include <QRegularExpression>

#include <set>

using namespace rnnvis;
using Catch::Contains;
using test::Window;

namespace {

std::size_t coloursOf(const QImage& image) {
  std::set<QRgb> colours;
  for (int y = 0; y < image.height(); ++y)
    for (int x = 0; x < image.width(); ++x) colours.insert(image.pixel(x, y));
  return colours.size();
}

/// The largest number that a pattern captures: of heights of pictures, for buttons and sliders have some.
int highestOf(const QByteArray& content, const char* pattern) {
  int highest = 0;
  const QRegularExpression expression(pattern);
  for (auto match = expression.globalMatch(QString::fromLatin1(content)); match.hasNext();)
    highest = std::max(highest, match.next().captured(1).toInt());
  return highest;
}

}  // namespace

TEST_CASE("every view of the detail panel is drawn in both themes at its size") {
  Window window;
  window.openSmallModel();
  scene::ComputedState computed = *window.window().computation().latest();
  computed.state.selection.words = {WordId{3}, WordId{4}};
  computed.state.selection.units = {UnitId{5}};
  computed.state.selection.chip = ClusterId{1};
  for (const std::string view : {"distribution", "unit", "cluster", "parts", "values", "examples"})
    for (const bool isDark : {false, true}) {
      CAPTURE(view, isDark);
      gui::RenderOptions options;
      options.view = view;
      options.dark = isDark;
      options.scale = 2;
      options.main.size = {360, 700};
      const auto path = window.folder() / (view + ".png");
      gui::render(computed, options, path);
      const QImage image(QString::fromStdString(path.string()));
      CHECK(image.size() == QSize(720, 1400));
      CHECK(coloursOf(image) > 50);
      CHECK((image.pixelColor(2, 2).lightness() < 128) == isDark);
    }
  CHECK(gui::defaultSize("unit").width < gui::defaultSize("main").width);
}

TEST_CASE("views of the detail panel are shapes in vector formats") {
  Window window;
  window.openSmallModel();
  scene::ComputedState computed = *window.window().computation().latest();
  computed.state.selection.words = {WordId{3}};
  computed.state.selection.units = {UnitId{5}};
  const auto contentOf = [](const std::filesystem::path& path) {
    QFile file(QString::fromStdString(path.string()));
    REQUIRE(file.open(QIODevice::ReadOnly));
    return file.readAll();
  };
  for (const std::string view : {"distribution", "unit", "parts", "values"}) {
    CAPTURE(view);
    gui::RenderOptions options;
    options.view = view;
    options.main.size = {360, 700};
    gui::render(computed, options, window.folder() / "x.svg");
    const QByteArray svg = contentOf(window.folder() / "x.svg");
    CHECK(highestOf(svg, R"(<image[^>]* height="(\d+))") < 40);
    CHECK(svg.count("<path") + svg.count("<polyline") + svg.count("<rect") > 30);
    CHECK(svg.contains(view == "values" ? "gate" : "response"));
    gui::render(computed, options, window.folder() / "x.pdf");
    CHECK(highestOf(contentOf(window.folder() / "x.pdf"), R"(/Height (\d+))") < 40);
  }
}

TEST_CASE("the legend says what the arc of the clouds means") {
  Window window;
  window.openSmallModel();
  gui::RenderOptions options;
  const auto path = window.folder() / "main.svg";
  gui::render(*window.window().computation().latest(), options, path);
  QFile file(QString::fromStdString(path.string()));
  REQUIRE(file.open(QIODevice::ReadOnly));
  CHECK(file.readAll().contains("the arc parts their edges"));
}

TEST_CASE("views of what is not selected, and that do not exist, are refused") {
  Window window;
  window.openSmallModel();
  scene::ComputedState computed = *window.window().computation().latest();
  const auto fails = [&](const std::string& view, const std::string& reason) {
    gui::RenderOptions options;
    options.view = view;
    CHECK_THROWS_WITH(gui::render(computed, options, window.folder() / "x.png"), Contains(reason));
  };
  fails("distribution", "give --select-word");
  fails("unit", "give --select-unit");
  fails("examples", "give --select-unit");
  fails("cluster", "--select-chip");
  fails("nonsense", "no view \"nonsense\"");
  computed.state.clustering.state = model::Signal::h;
  computed = compute(computed.state);
  computed.state.selection.words = {WordId{3}};
  fails("parts", "nothing to show");
}

TEST_CASE("the window is drawn as pixels, with the text that is asked for") {
  Window window;
  window.openSmallModel();
  const scene::ComputedState computed = *window.window().computation().latest();
  gui::RenderOptions options;
  options.view = "window";
  options.main.size = {1280, 720};
  CHECK_THROWS_WITH(gui::render(computed, options, window.folder() / "x.svg"), Contains("name a .png"));
  const auto drawn = [&](double textScale) {
    options.textScale = textScale;
    gui::render(computed, options, window.folder() / "x.png");
    return QImage(QString::fromStdString((window.folder() / "x.png").string()));
  };
  const QImage usual = drawn(1), large = drawn(1.5);
  CHECK(usual.size() == QSize(1280, 720));
  CHECK(coloursOf(usual) > 50);
  CHECK(large.size() == usual.size());
  CHECK(large != usual);
  CHECK(drawn(1) == usual);
  options.question = "separate";
  CHECK_THROWS_WITH(drawn(1), Contains("does not raise the question"));
  scene::ComputedState selected = computed;
  selected.state.selection.words = {WordId{3}, WordId{4}};
  gui::render(selected, options, window.folder() / "asked.png");
  CHECK(coloursOf(QImage(QString::fromStdString((window.folder() / "asked.png").string()))) > 50);
}
