// Zoom, pan and the keyboard's walk in the main view.

#include "window.h"

#include <QNativeGestureEvent>
#include <QPainter>
#include <QPointingDevice>

using namespace rnnvis;
using test::Window;

namespace {

QPointF inView(Window& window, scene::Point point) {
  const scene::Rect box = window.view().transform().toView({point.x, point.y, 0, 0});
  return {box.x, box.y};
}

void turnWheel(Window& window, QPointF position, int notches, Qt::KeyboardModifiers modifiers = {}) {
  QWheelEvent wheel(position, window.view().mapToGlobal(position), {}, {0, 120 * notches}, Qt::NoButton,
                    modifiers, Qt::NoScrollPhase, false);
  QApplication::sendEvent(&window.view(), &wheel);
}

/// Zooms in around a place of the scene until it is three times as large.
void zoomThrice(Window& window, scene::Point about) {
  while (window.view().transform().zoom() < 3)
    turnWheel(window, inView(window, about), 1, Qt::ControlModifier);
}

void clickInView(Window& window, scene::Point point) {
  const QPoint position = inView(window, point).toPoint();
  REQUIRE(window.view().rect().contains(position));
  QTest::mouseClick(&window.view(), Qt::LeftButton, {}, position);
  window.settle();
}

/// From the middle of the view.
void drag(Window& window, Qt::MouseButton button, QPoint way) {
  auto& view = window.view();
  const QPoint from = view.rect().center();
  QTest::mousePress(&view, button, {}, from);
  QTest::mouseMove(&view, from + way / 2);
  QTest::mouseMove(&view, from + way);
  QTest::mouseRelease(&view, button, {}, from + way);
}

double zoom(Window& window) {
  return window.view().transform().zoom();
}

}  // namespace

TEST_CASE("at three times the size a click selects the word that is seen there") {
  Window window;
  window.openSmallModel();
  const scene::CloudWord word = window.wordShown("w7");
  zoomThrice(window, word.box.center());
  clickInView(window, word.box.center());
  CHECK(window.state().selection.words == std::vector{word.word});
  const scene::Cell cell = window.scene()->chips[2].cells[0];
  window.press(Qt::Key_0);
  CHECK(zoom(window) == 1);
  zoomThrice(window, cell.box.center());
  clickInView(window, cell.box.center());
  CHECK(window.state().selection.units == std::vector{cell.unit});
}

TEST_CASE("the picture is zoomed by wheel, fingers and keys, and reset by a key and a double click") {
  Window window;
  window.openSmallModel();
  auto& view = window.view();
  const scene::Rect cloud = window.scene()->clouds[3].frame;
  const QPointF corner(cloud.x, cloud.y);
  turnWheel(window, corner, 2, Qt::ControlModifier);
  CHECK(zoom(window) == Approx(1.44));
  CHECK(inView(window, {corner.x(), corner.y()}).x() == Approx(corner.x()));
  turnWheel(window, corner, -9, Qt::ControlModifier);
  CHECK(zoom(window) == 1);

  QNativeGestureEvent pinch(Qt::ZoomNativeGesture, QPointingDevice::primaryPointingDevice(), 2, corner,
                            corner, view.mapToGlobal(corner), 0.5, {});
  QApplication::sendEvent(&view, &pinch);
  CHECK(zoom(window) == Approx(1.5));
  for (int i = 0; i < 20; ++i) window.press(Qt::Key_Plus);
  CHECK(zoom(window) == 8);
  window.press(Qt::Key_Minus);
  CHECK(zoom(window) == Approx(6.4));
  window.press(Qt::Key_0);
  CHECK(zoom(window) == 1);

  window.press(Qt::Key_Equal);
  CHECK(zoom(window) > 1);
  drag(window, Qt::MiddleButton, {90'000, 90'000});
  QTest::mouseDClick(&view, Qt::LeftButton, {}, inView(window, {2, 2}).toPoint());
  CHECK(zoom(window) == 1);
  CHECK(window.state().selection.isEmpty());
}

TEST_CASE("a zoomed picture is moved with the middle button, Space and the wheel, as far as it reaches") {
  Window window;
  window.openSmallModel();
  auto& view = window.view();
  const scene::Point middle{view.width() / 2.0, view.height() / 2.0};
  zoomThrice(window, middle);
  QPointF before = inView(window, {0, 0});
  drag(window, Qt::MiddleButton, {40, -60});
  CHECK(inView(window, {0, 0}) == before + QPointF(40, -60));

  before = inView(window, {0, 0});
  QTest::keyPress(&view, Qt::Key_Space);
  drag(window, Qt::LeftButton, {-30, 20});
  QTest::keyRelease(&view, Qt::Key_Space);
  CHECK(inView(window, {0, 0}) == before + QPointF(-30, 20));
  CHECK(window.state().selection.isEmpty());

  before = inView(window, {0, 0});
  turnWheel(window, {middle.x, middle.y}, 1);
  CHECK(inView(window, {0, 0}) == before + QPointF(0, 60));
  turnWheel(window, {middle.x, middle.y}, 1, Qt::ShiftModifier);
  CHECK(inView(window, {0, 0}) == before + QPointF(60, 60));
  drag(window, Qt::MiddleButton, {90'000, 90'000});
  CHECK(inView(window, {0, 0}) == QPointF(0, 0));
}

TEST_CASE("a zoomed picture is drawn anew, and like the whole once it is back") {
  Window window;
  window.openSmallModel();
  const auto shown = [&] { return window.view().grab().toImage(); };
  QTest::mouseMove(&window.view(), QPoint(2, 2));
  const QImage whole = shown();
  const scene::Rect frame = window.scene()->clouds[2].frame;
  zoomThrice(window, frame.center());
  const QImage zoomed = shown();
  CHECK(zoomed != whole);
  // Sharp: not the pixels of the whole, enlarged.
  const double scale = window.view().transform().scale();
  const scene::Point corner = window.view().transform().toScene({0, 0});
  const QRectF part(corner.x, corner.y, zoomed.width() / scale, zoomed.height() / scale);
  QImage enlarged(zoomed.size(), zoomed.format());
  QPainter(&enlarged).drawImage(QRectF(enlarged.rect()), whole, part);
  CHECK(enlarged != zoomed);
  window.press(Qt::Key_0);
  QTest::mouseMove(&window.view(), QPoint(2, 2));
  CHECK(shown() == whole);
}

TEST_CASE("sentences scroll and the brush works while the picture is zoomed and its type is large") {
  Window window;
  window.openSmallModel();
  window.view().setTextScale(1.3);
  window.type(QString("w5 w9 w30 w11 ").repeated(60));
  REQUIRE(window.scene()->overview);
  CHECK(window.scene()->size.width == Approx(std::max(640.0, window.view().width() / 1.3)));
  const scene::Point column = window.scene()->overview->strip.center();
  zoomThrice(window, {column.x + 300, column.y});
  turnWheel(window, inView(window, {column.x + 60, column.y}), -3);
  CHECK(window.scene()->firstRow == 3);
  turnWheel(window, inView(window, {column.x + 60, column.y}), 3);

  window.press(Qt::Key_0);
  const scene::Overview overview = *window.scene()->overview;
  const scene::Point grip = overview.window.center();
  QTest::mousePress(&window.view(), Qt::LeftButton, {}, inView(window, grip).toPoint());
  QTest::mouseMove(&window.view(), inView(window, {grip.x, grip.y + 100}).toPoint());
  QTest::mouseRelease(&window.view(), Qt::LeftButton, {}, inView(window, {grip.x, grip.y + 100}).toPoint());
  CHECK(window.scene()->overview->window.y == Approx(overview.window.y + 100).margin(4));
}

TEST_CASE("scrolling draws the same as drawing all of it, at any scale of type") {
  Window window;
  window.openSmallModel();
  window.type(QString("w5 w9 w30 w11 ").repeated(30));
  for (const double scale : {1.0, 1.25, 1.7}) {
    CAPTURE(scale);
    window.view().setTextScale(scale);
    window.view().grab();
    window.press(Qt::Key_PageDown);
    const QImage scrolled = window.view().grab().toImage();
    window.view().setTheme(gui::Theme::light());  // Drops the picture.
    CHECK(window.view().grab().toImage() == scrolled);
    window.press(Qt::Key_Home);
  }
}

TEST_CASE("a small view with large type is moved about in") {
  Window window;
  window.openSmallModel();
  window.window().resize(1100, 560);
  window.settle();
  window.view().setTextScale(2);
  CHECK(window.scene()->size.width >= 640);
  CHECK(window.scene()->size.height == 480);
  const scene::CloudWord word = window.scene()->clouds.back().words.front();
  window.press(Qt::Key_Tab);
  for (int i = 0; i < 30; ++i) window.press(Qt::Key_Down);
  const QPointF middle(window.view().width() / 2.0, window.view().height() / 2.0);
  for (int i = 0; i < 20; ++i) turnWheel(window, middle, -1);
  for (int i = 0; i < 20; ++i) turnWheel(window, middle, -1, Qt::ShiftModifier);
  clickInView(window, word.box.center());
  CHECK(window.state().selection.words == std::vector{word.word});
}

TEST_CASE("everything is selected with the keyboard alone") {
  Window window;
  window.openSmallModel();
  window.type("w3 w17 w5");
  const scene::MainScene& scene = *window.scene();
  const QImage before = window.view().grab().toImage();
  window.press(Qt::Key_Tab);
  CHECK(std::get<scene::TokenPlace>(window.view().focused().item) == scene::TokenPlace{0, 0});
  CHECK(window.view().grab().toImage() != before);
  CHECK(window.view().accessibleDescription().startsWith("w3; "));
  window.press(Qt::Key_Down);
  window.press(Qt::Key_Return);
  CHECK(window.state().selection.token == scene::TokenPlace{0, 1});

  window.press(Qt::Key_Tab);
  CHECK(window.view().focused().chip == ClusterId{0});
  window.press(Qt::Key_Down);
  window.press(Qt::Key_Space);
  CHECK(window.state().selection.chip == ClusterId{1});
  CHECK(window.view().accessibleDescription().startsWith("Chip 1 · "));

  window.press(Qt::Key_Tab);
  const UnitId first = scene.chips[1].cells[0].unit, second = scene.chips[1].cells[1].unit;
  window.press(Qt::Key_Return);
  window.press(Qt::Key_Right);
  QTest::keyClick(&window.view(), Qt::Key_Return, Qt::ShiftModifier);
  window.settle();
  CHECK(window.state().selection.units == std::vector{first, second});

  window.press(Qt::Key_Tab);
  const auto cloud = window.view().focused().cloud;
  REQUIRE(cloud);
  window.press(Qt::Key_Enter);
  CHECK(window.state().selection.cloud == cloud);
  window.press(Qt::Key_Tab);
  const WordId word = std::get<WordId>(window.view().focused().item);
  CHECK(word == window.scene()->clouds[cloud->index()].words.front().word);
  window.press(Qt::Key_Return);
  CHECK(window.state().selection.words == std::vector{word});
  window.press(Qt::Key_Escape);
  CHECK(window.state().selection.isEmpty());
  CHECK_FALSE(window.view().focused().isNothing());
  QTest::mouseMove(&window.view(), QPoint(5, 5));
  QTest::mouseClick(&window.view(), Qt::LeftButton, {}, QPoint(2, 2));
  CHECK(window.view().focused().isNothing());
}

TEST_CASE("the walk through tokens scrolls a long sentence, past headings") {
  Window window;
  window.openSmallModel();
  window.type(QString("w5 w9 ").repeated(15));
  window.type(QString("w7 w4 ").repeated(5));
  window.press(Qt::Key_Home);
  window.press(Qt::Key_Tab);
  for (int i = 0; i < 39; ++i) window.press(Qt::Key_Down);
  CHECK(std::get<scene::TokenPlace>(window.view().focused().item) == scene::TokenPlace{1, 9});
  CHECK(boxOf(*window.scene(), window.view().focused()));
  window.press(Qt::Key_Down);
  CHECK(std::get<scene::TokenPlace>(window.view().focused().item) == scene::TokenPlace{1, 9});
  for (int i = 0; i < 39; ++i) window.press(Qt::Key_Up);
  CHECK(std::get<scene::TokenPlace>(window.view().focused().item) == scene::TokenPlace{0, 0});
}

TEST_CASE("the walk brings what it comes to into a zoomed view, and the focus is zoomed at") {
  Window window;
  window.openSmallModel();
  window.press(Qt::Key_Tab);
  for (int i = 0; i < 8; ++i) window.press(Qt::Key_Plus);
  const auto isInView = [&](scene::Point point) {
    return window.view().rect().contains(QPointF(point.x, point.y).toPoint());
  };
  const auto box = [&] {
    return window.view().transform().toView(*boxOf(*window.scene(), window.view().focused()));
  };
  CHECK(isInView(box().center()));
  for (const Qt::Key key : {Qt::Key_Tab, Qt::Key_Tab, Qt::Key_Tab, Qt::Key_Down, Qt::Key_Right}) {
    window.press(key);
    CHECK(isInView({box().x, box().y}));
  }
}

TEST_CASE("a fourth word and a third unit take the place of the last, which is said") {
  Window window;
  window.openSmallModel();
  const auto extend = [&](scene::Point point) { window.clickAt(point, Qt::ControlModifier); };
  for (const char* word : {"w3", "w4", "w5"}) extend(window.wordShown(word).box.center());
  CHECK_FALSE(window.has("messageBar"));
  extend(window.wordShown("w6").box.center());
  CHECK(window.state().selection.words.back() == window.wordShown("w6").word);
  CHECK(window.text("messageText").find("“w6” takes the place of “w5”") != std::string::npos);
  extend(window.wordShown("w6").box.center());
  CHECK(window.state().selection.words.size() == 2);
  CHECK_FALSE(window.has("messageBar"));
  for (std::size_t i = 0; i < 3; ++i) extend(window.scene()->chips[i].cells[0].box.center());
  CHECK(window.state().selection.units.size() == 2);
  CHECK(window.text("messageText").find("Two units at most") != std::string::npos);
}

TEST_CASE("pointing at a chip shows all its edges, the ones that the calm picture hides too") {
  Window window;
  window.openSmallModel();
  QTest::mouseMove(&window.view(), QPoint(2, 2));
  const auto pixelsThatDiffer = [](const QImage& a, const QImage& b) {
    int count = 0;
    for (int y = 0; y < a.height(); ++y)
      for (int x = 0; x < a.width(); ++x) count += a.pixel(x, y) != b.pixel(x, y);
    return count;
  };
  const QImage before = window.view().grab().toImage();
  const scene::Chip& chip = window.scene()->chips[3];
  std::size_t hidden = 0;
  for (const scene::Link& edge : window.scene()->edges)
    hidden += edge.chip == chip.cluster && edge.emphasis == scene::Emphasis::hidden;
  REQUIRE(hidden > 0);
  QTest::mouseMove(&window.view(), QPoint(int(chip.frame.x) + 1, int(chip.frame.y) + 1));
  const double gap = window.scene()->cloudColumn.area.x - window.scene()->chipColumn.area.right();
  CHECK(pixelsThatDiffer(window.view().grab().toImage(), before) > int(gap) * int(hidden));
}

TEST_CASE("chips of equal height are chosen in the control panel") {
  Window window;
  window.openSmallModel();
  const double width = window.scene()->chips[0].frame.width;
  window.click("chipLayout1");
  CHECK(window.state().chipLayout == scene::ChipLayout::equalHeight);
  CHECK(window.scene()->chips[0].frame.height == window.scene()->chips[1].frame.height);
  window.click("chipLayout0");
  CHECK(window.scene()->chips[0].frame.width == width);
}
