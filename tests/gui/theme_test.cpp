#include "window.h"

#include <QImage>

using namespace rnnvis;
using test::Window;

namespace {

QColor cornerOf(QWidget& widget) {
  return widget.grab().toImage().pixelColor(2, 2);
}

}  // namespace

TEST_CASE("the theme changes with a click and is kept for the next time") {
  gui::saveAppearance({gui::ThemeChoice::light});
  {
    Window window;
    CHECK(cornerOf(window.view()) == gui::Theme::light().window);
    window.click("themeToggle");
    CHECK(cornerOf(window.view()) == gui::Theme::dark().window);
  }
  Window next;
  CHECK(cornerOf(next.view()) == gui::Theme::dark().window);
  next.click("themeToggle");
  CHECK(cornerOf(next.view()) == gui::Theme::light().window);
}
