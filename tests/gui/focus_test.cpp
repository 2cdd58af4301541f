// The way of the keyboard through the window.

#include "window.h"

#include <QScrollArea>

#include <set>

using namespace rnnvis;
using test::Window;

namespace {

std::string nameOf(const QWidget* widget) {
  return widget ? (QString(widget->metaObject()->className()) + " " + widget->objectName()).toStdString()
                : "";
}

/// What can be used and takes the keyboard by Tab.
std::vector<QWidget*> tabStops(QWidget& window) {
  std::vector<QWidget*> stops;
  for (QWidget* widget : window.findChildren<QWidget*>())
    if ((widget->focusPolicy() & Qt::TabFocus) && widget->isVisible() && widget->isEnabled() &&
        !widget->focusProxy() && widget->window() == &window)
      stops.push_back(widget);
  return stops;
}

/// Those that Tab comes by, until it is where it began.
std::set<QWidget*> reachedByTab(Qt::Key key, Qt::KeyboardModifiers modifiers) {
  std::set<QWidget*> reached;
  constexpr int enough = 400;
  for (int i = 0; i < enough; ++i) {
    reached.insert(QApplication::focusWidget());
    QTest::keyClick(QApplication::focusWidget(), key, modifiers);
  }
  return reached;
}

void checkThatTabReachesAll(Window& window) {
  for (const bool forward : {true, false}) {
    const auto reached =
        forward ? reachedByTab(Qt::Key_Tab, {}) : reachedByTab(Qt::Key_Backtab, Qt::ShiftModifier);
    for (QWidget* stop : tabStops(window.window())) {
      INFO(nameOf(stop) << (forward ? " by Tab" : " by Shift+Tab"));
      CHECK(reached.count(stop) == 1);
    }
  }
}

/// Whether a widget looks otherwise while it has the keyboard.
bool showsFocus(QWidget& widget, QWidget& elsewhere) {
  widget.setFocus(Qt::TabFocusReason);
  QApplication::processEvents();
  const QImage with = widget.grab().toImage();
  elsewhere.setFocus(Qt::TabFocusReason);
  QApplication::processEvents();
  return with != widget.grab().toImage();
}

void checkThatAllShowFocus(Window& window) {
  const auto stops = tabStops(window.window());
  for (QWidget* stop : stops) {
    INFO(nameOf(stop));
    QWidget* elsewhere = stop == &window.view() ? stops.front() : &window.view();
    if (stop != elsewhere) CHECK(showsFocus(*stop, *elsewhere));
  }
}

}  // namespace

TEST_CASE("Tab reaches all that can be used, and one sees where it is") {
  for (const auto theme : {gui::ThemeChoice::light, gui::ThemeChoice::dark}) {
    gui::saveAppearance({theme});
    Window window;
    QApplication::setActiveWindow(&window.window());
    window.view().setFocus();
    checkThatTabReachesAll(window);
    checkThatAllShowFocus(window);
    window.openSmallModel();
    window.type("w3 w17 w5");
    window.clickAt(window.wordShown("w3").box.center());
    window.clickAt(window.wordShown("w4").box.center(), Qt::ControlModifier);
    window.view().setFocus();
    checkThatTabReachesAll(window);
    checkThatAllShowFocus(window);
    window.clickAt(window.scene()->chips[1].cells[0].box.center());
    window.view().setFocus();
    checkThatTabReachesAll(window);
    checkThatAllShowFocus(window);
  }
  gui::saveAppearance({});
}
