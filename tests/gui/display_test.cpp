#include "display.h"

#include <QByteArray>
#include <QtGlobal>

#include <catch2/catch.hpp>

TEST_CASE("a window needs a display") {
  const QByteArray platform = qgetenv("QT_QPA_PLATFORM"), display = qgetenv("DISPLAY");
  const QByteArray wayland = qgetenv("WAYLAND_DISPLAY");
  for (const char* variable : {"QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"}) qunsetenv(variable);
  CHECK_FALSE(rnnvis::gui::hasDisplay());
  if (!display.isEmpty()) qputenv("DISPLAY", display);
  if (!wayland.isEmpty()) qputenv("WAYLAND_DISPLAY", wayland);
  qputenv("QT_QPA_PLATFORM", platform);
}
