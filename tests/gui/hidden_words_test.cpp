#include "word_popup.h"

#include "window.h"

#include <algorithm>

using namespace rnnvis;
using test::Window;

namespace {

/// A window with more words than it has room for.
void openCrowded(Window& window) {
  window.window().resize(900, 600);
  window.window().openModel(
      window.writeModelFolder("crowded", {.tokens = 700, .hidden = 20, .outputs = 700}, 9000));
  window.settle();
  REQUIRE(window.scene() != nullptr);
}

scene::Cloud crowdedCloud(Window& window) {
  for (const scene::Cloud& cloud : window.scene()->clouds)
    if (cloud.hidden.size() > 1) return cloud;
  FAIL("no cloud hides words");
  return {};
}

}  // namespace

TEST_CASE("the count of hidden words lists them, and one of the list can be selected") {
  Window window;
  openCrowded(window);
  const scene::Cloud cloud = crowdedCloud(window);
  window.clickAt(cloud.hiddenBox.center());
  CHECK(window.state().selection.isEmpty());
  auto& popup = window.find<gui::WordPopup>("wordPopup");
  REQUIRE(popup.count() == static_cast<int>(cloud.hidden.size()));
  CHECK(popup.item(1)->text() == "w" + QString::number(cloud.hidden[1].value));
  QTest::mouseClick(popup.viewport(), Qt::LeftButton, {}, popup.visualItemRect(popup.item(1)).center());
  window.settle();
  CHECK(window.state().selection.words == std::vector{cloud.hidden[1]});
  CHECK(window.scene()->clouds[cloud.cluster.index()].hiddenSelected == 0);
  CHECK_FALSE(window.has("wordPopup"));
}

TEST_CASE("the list of hidden words is used with the keyboard, and Esc closes it") {
  Window window;
  openCrowded(window);
  const scene::Cloud cloud = crowdedCloud(window);
  window.clickAt(cloud.hiddenBox.center());
  QTest::keyClick(&window.find("wordPopup"), Qt::Key_Escape);
  window.settle();
  CHECK_FALSE(window.has("wordPopup"));
  CHECK(window.state().selection.isEmpty());
  window.clickAt(cloud.hiddenBox.center());
  QTest::keyClick(&window.find("wordPopup"), Qt::Key_Return);
  window.settle();
  CHECK(window.state().selection.words == std::vector{cloud.hidden[0]});
}

TEST_CASE("a selected chip's clouds expand and fall back with Esc") {
  Window window;
  openCrowded(window);
  const auto contracted = [&] {
    const auto& clouds = window.scene()->clouds;
    return std::count_if(clouds.begin(), clouds.end(), [](const auto& cloud) { return cloud.isContracted; });
  };
  CHECK(contracted() == 0);
  const scene::Rect chip = window.scene()->chips[0].frame;
  window.clickAt({chip.x + 2, chip.y + 2});
  REQUIRE(window.state().selection.chip == ClusterId{0});
  std::size_t linked = 0;
  for (const scene::Link& edge : window.scene()->edges) linked += edge.chip == ClusterId{0};
  CHECK(static_cast<std::size_t>(contracted()) == window.scene()->clouds.size() - linked);
  window.press(Qt::Key_Escape);
  CHECK(contracted() == 0);
}

TEST_CASE("the pointer marks what it is over and leaves nothing behind") {
  Window window;
  window.openSmallModel();
  const auto moveTo = [&](scene::Point point) {
    QTest::mouseMove(&window.view(), QPointF(point.x, point.y).toPoint());
    window.settle();
  };
  moveTo({2, 2});
  const QImage before = window.view().grab().toImage();
  const scene::MainScene& scene = *window.scene();
  for (const scene::Point point :
       {scene.clouds[1].words[0].box.center(), scene.chips[0].cells[0].box.center(),
        scene::Point{scene.chips[1].frame.x + 1, scene.chips[1].frame.y + 1}}) {
    moveTo(point);
    CHECK(window.view().grab().toImage() != before);
    moveTo({2, 2});
    CHECK(window.view().grab().toImage() == before);
  }
}
