#include "desktop_theme.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVirtualObject>
#include <QTest>

#include <catch2/catch.hpp>

using namespace rnnvis;

namespace {

constexpr char service[] = "org.freedesktop.portal.Desktop", path[] = "/org/freedesktop/portal/desktop",
               settings[] = "org.freedesktop.portal.Settings";
constexpr uint dark = 1, light = 2;

/// A desktop that prefers dark windows, when it is asked.
class Portal : public QDBusVirtualObject {
 public:
  QString introspect(const QString&) const override { return {}; }
  bool handleMessage(const QDBusMessage& message, const QDBusConnection& connection) override {
    const QDBusVariant scheme(dark);
    return connection.send(
        message.createReply(QVariant::fromValue(QDBusVariant(QVariant::fromValue(scheme)))));
  }
};

}  // namespace

TEST_CASE("the desktop's portal is asked for its theme, and heard when it changes") {
  if (!qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS")) {
    WARN("skipped: there is no session bus; run it under dbus-run-session");
    return;
  }
  Portal portal;
  QDBusConnection bus = QDBusConnection::connectToBus(QDBusConnection::SessionBus, "portal");
  if (!bus.isConnected() || !bus.registerService(service)) {
    WARN("skipped: the bus has a portal of its own");
    return;
  }
  REQUIRE(bus.registerVirtualObject(path, &portal));
  gui::DesktopTheme desktop;
  CHECK(QTest::qWaitFor([&] { return desktop.isDark(); }));
  QDBusMessage signal = QDBusMessage::createSignal(path, settings, "SettingChanged");
  signal << "org.freedesktop.appearance"
         << "color-scheme" << QVariant::fromValue(QDBusVariant(light));
  bus.send(signal);
  CHECK(QTest::qWaitFor([&] { return !desktop.isDark(); }));
  QDBusConnection::disconnectFromBus("portal");
}
