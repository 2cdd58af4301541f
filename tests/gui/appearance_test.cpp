#include "window.h"

#include "desktop_theme.h"
#include "main_painter.h"
#include "text_scale.h"

#include <QAction>
#include <QImage>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QSettings>
#include <QSplitter>

using namespace rnnvis;
using gui::ColourScale;
using gui::Theme;
using gui::ThemeChoice;
using test::Window;

namespace {

/// A window with settings of its own, driven through its menus.
class LookWindow : public Window {
 public:
  void choose(const QString& action) {
    auto* found = window().findChild<QAction*>(action);
    REQUIRE(found != nullptr);
    found->trigger();
    settle();
  }
  bool isChecked(const QString& action) { return window().findChild<QAction*>(action)->isChecked(); }
  QColor corner() { return view().grab().toImage().pixelColor(2, 2); }
  bool shows(QWidget& widget, const QColor& colour) {
    const QImage image = widget.grab().toImage();
    for (int y = 0; y < image.height(); ++y)
      for (int x = 0; x < image.width(); ++x)
        if (image.pixelColor(x, y) == colour) return true;
    return false;
  }
  QList<int> widths() { return find<QSplitter>("panels").sizes(); }
};

/// The user's settings as they are at first, again at the end.
struct FreshSettings {
  FreshSettings() { QSettings().clear(); }
  ~FreshSettings() {
    QSettings().clear();
    gui::applyToProgram(Theme::light(), 1);
  }
};

}  // namespace

TEST_CASE("the view menu offers three themes, of which one is checked") {
  const FreshSettings fresh;
  LookWindow window;
  CHECK(window.isChecked("themeDesktop"));
  window.choose("themeDark");
  CHECK(window.corner() == Theme::dark().window);
  CHECK(window.isChecked("themeDark"));
  CHECK_FALSE(window.isChecked("themeDesktop"));
  window.choose("themeLight");
  CHECK(window.corner() == Theme::light().window);
  CHECK_FALSE(window.isChecked("themeDark"));
}

TEST_CASE("the theme of the desktop is followed as it changes, and only where it was chosen") {
  const FreshSettings fresh;
  LookWindow window;
  auto* desktop = window.window().findChild<gui::DesktopTheme*>();
  REQUIRE(desktop != nullptr);
  const auto tell = [&](const QString& key, uint scheme) {
    REQUIRE(QMetaObject::invokeMethod(desktop, "showSetting", Q_ARG(QString, "org.freedesktop.appearance"),
                                      Q_ARG(QString, key), Q_ARG(QDBusVariant, QDBusVariant(scheme))));
  };
  tell("color-scheme", 1);
  CHECK(window.corner() == Theme::dark().window);
  tell("contrast", 2);
  CHECK(window.corner() == Theme::dark().window);
  tell("color-scheme", 2);
  CHECK(window.corner() == Theme::light().window);
  tell("color-scheme", 7);  // Unknown: as if it preferred nothing.
  window.choose("themeLight");
  tell("color-scheme", 1);
  CHECK(window.corner() == Theme::light().window);
  window.choose("themeDesktop");
  CHECK(window.corner() == Theme::dark().window);
}

TEST_CASE("the other colours of sign are drawn once they are chosen, and kept") {
  const FreshSettings fresh;
  gui::saveAppearance({ThemeChoice::light});
  const Theme &usual = Theme::light(), &other = Theme::light(ColourScale::purpleGreen);
  {
    LookWindow window;
    window.openSmallModel();
    CHECK(window.shows(window.view(), usual.positive));
    window.choose("coloursPurpleGreen");
    CHECK_FALSE(window.shows(window.view(), usual.positive));
    CHECK(window.shows(window.view(), other.positive));
    CHECK(window.isChecked("coloursPurpleGreen"));
  }
  LookWindow next;
  CHECK(next.isChecked("coloursPurpleGreen"));
  CHECK(next.isChecked("themeLight"));
  next.choose("coloursBlueOrange");
  CHECK(gui::savedAppearance().colours == ColourScale::blueOrange);
}

TEST_CASE("sign can be read off the main view where both signs have one colour") {
  const FreshSettings fresh;
  LookWindow window;
  window.openSmallModel();
  Theme theme = Theme::light();
  theme.negative = theme.positive;
  const auto drawn = [&](const scene::MainScene& scene) {
    QImage image(window.view().size(), QImage::Format_RGB32);
    QPainter painter(&image);
    paintMain(painter, scene, theme);
    return image;
  };
  const auto isRead = [&](auto flip) {
    scene::MainScene scene = *window.scene();
    const QImage before = drawn(scene);
    flip(scene);
    return drawn(scene) != before;
  };
  CHECK(isRead([](scene::MainScene& scene) {
    for (scene::Link& edge : scene.edges) edge.value *= -1;
  }));
  window.clickAt(window.wordShown("w3").box.center());
  CHECK(isRead([](scene::MainScene& scene) { scene.chips.front().cells.front().value *= -1; }));
  window.clickAt(window.scene()->chips.front().cells.front().box.center());
  REQUIRE(window.scene()->wordRange > 0);
  CHECK(isRead([](scene::MainScene& scene) {
    for (scene::CloudWord& word : scene.clouds.front().words) word.response *= -1;
  }));
}

TEST_CASE("text grows and shrinks by the keys, to its limits, and is kept") {
  const FreshSettings fresh;
  {
    LookWindow window;
    window.openSmallModel();
    window.clickAt(window.wordShown("w3").box.center());
    auto& label = window.find<QLabel>("architecture");
    auto& button = window.find<QPushButton>("topic0");
    const double size = label.fontInfo().pixelSize();
    const int controls = window.widths()[0], height = button.height();
    QTest::keyClick(&window.window(), Qt::Key_Plus, Qt::ControlModifier);
    window.settle();
    CHECK(gui::textScale() == Approx(1.1));
    for (int i = 0; i < 10; ++i) window.choose("textLarger");
    CHECK(gui::textScale() == 2);
    CHECK(label.fontInfo().pixelSize() == Approx(2 * size).margin(1));
    CHECK(window.find<QPushButton>("topic0").height() > 1.6 * height);
    CHECK(window.widths()[0] > 1.7 * controls);
    QTest::keyClick(&window.window(), Qt::Key_0, Qt::ControlModifier);
    window.settle();
    CHECK(gui::textScale() == 1);
    CHECK(label.fontInfo().pixelSize() == Approx(size));
    CHECK_FALSE(gui::savedAppearance().textScale);
    for (int i = 0; i < 5; ++i) window.choose("textSmaller");
    CHECK(gui::textScale() == 0.8);
  }
  LookWindow next;
  CHECK(gui::textScale() == 0.8);
  CHECK(next.window().findChild<QAction*>("textSize")->text() == "Text at 80 %");
}

TEST_CASE("a setting that makes no sense is not used") {
  const FreshSettings fresh;
  for (const char* scale : {"nan", "1e9", "-1", "0", "large", ""}) {
    QSettings().setValue("textScale", scale);
    QSettings().setValue("theme", "pink");
    QSettings().setValue("colours", 3);
    CHECK(gui::savedAppearance() == gui::Appearance{});
  }
}

TEST_CASE("text is larger at first on a high screen that the desktop does not scale") {
  CHECK(gui::usualTextScale(720) == 1);
  CHECK(gui::usualTextScale(1440) == 1);
  CHECK(gui::usualTextScale(2160) == 1.5);
  CHECK(gui::nextTextScale(1, 1) == 1.1);
  CHECK(gui::nextTextScale(1, -1) == 0.9);
  CHECK(gui::nextTextScale(1.3, -1) == 1.25);
  CHECK(gui::nextTextScale(2, 1) == 2);
  CHECK(gui::nextTextScale(0.8, -1) == 0.8);
}

TEST_CASE("controls and details fold away and come back as wide as they were, and stay away the next time") {
  const FreshSettings fresh;
  {
    LookWindow window;
    window.openSmallModel();
    const QList<int> before = window.widths();
    QTest::keyClick(&window.window(), Qt::Key_F9);
    window.settle();
    CHECK(window.widths()[0] == 0);
    CHECK(window.widths()[1] > before[1]);
    CHECK(window.scene()->size.width == window.view().width());
    QTest::keyClick(&window.window(), Qt::Key_F9, Qt::ShiftModifier);
    window.settle();
    CHECK(window.widths()[2] == 0);
    window.choose("showControls");
    CHECK(window.widths()[0] == before[0]);
    CHECK(window.isChecked("showControls"));
    CHECK_FALSE(window.isChecked("showDetails"));
  }
  LookWindow next;
  CHECK(next.widths()[2] == 0);
  next.choose("showDetails");
  CHECK(next.widths()[2] > 0);
}

TEST_CASE("an edge that is dragged to the border folds a panel away, and back") {
  const FreshSettings fresh;
  LookWindow window;
  auto& panels = window.find<QSplitter>("panels");
  const auto drag = [&](int by) {
    QWidget* handle = panels.handle(1);
    const QPoint start = handle->rect().center();
    QTest::mousePress(handle, Qt::LeftButton, Qt::NoModifier, start);
    QTest::mouseMove(handle, start + QPoint(by, 0));
    QTest::mouseRelease(handle, Qt::LeftButton, Qt::NoModifier, start + QPoint(by, 0));
    window.settle();
  };
  drag(-1000);
  CHECK(window.widths()[0] == 0);
  CHECK_FALSE(window.isChecked("showControls"));
  drag(260);
  CHECK(window.widths()[0] > 200);
  CHECK(window.isChecked("showControls"));
}

TEST_CASE("nothing is cut at any size from 1280 × 720 on, and panels that do not fit step aside") {
  const FreshSettings fresh;
  LookWindow window;
  window.openSmallModel();
  auto& main = window.window();
  for (const QSize size : {QSize(1280, 720), QSize(1920, 1080), QSize(3840, 2160)})
    for (const double scale : {0.8, 1.0, 1.5, 2.0}) {
      CAPTURE(size.width(), scale);
      while (gui::textScale() < scale) window.choose("textLarger");
      while (gui::textScale() > scale) window.choose("textSmaller");
      main.resize(size);
      window.settle();
      CHECK(main.size() == size);
      CHECK(window.view().width() >= window.view().minimumSizeHint().width());
      CHECK(window.view().mapTo(&main, QPoint(window.view().width(), 0)).x() <= size.width());
      for (QScrollArea* area : main.findChildren<QScrollArea*>())
        if (area->isVisible() && area->width() > 0)
          CHECK(area->widget()->minimumSizeHint().width() <= area->viewport()->width());
      if (scale <= 1) {
        CHECK(window.widths()[0] > 0);
        CHECK(window.widths()[2] > 0);
      }
    }
  main.resize(1280, 720);
  window.settle();
  CHECK(window.widths()[2] == 0);  // At 200 %.
  window.choose("showDetails");
  CHECK(window.widths()[2] > 0);
  CHECK(window.widths()[0] == 0);
}
