#include "desktop_theme.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QFileInfo>
#include <QPalette>

namespace rnnvis::gui {
namespace {

constexpr char service[] = "org.freedesktop.portal.Desktop", path[] = "/org/freedesktop/portal/desktop",
               interface[] = "org.freedesktop.portal.Settings";
constexpr char space[] = "org.freedesktop.appearance", key[] = "color-scheme";
constexpr uint preferDark = 1, preferLight = 2;  // 0: no preference.

/// Without an address, the bus' library would start a bus of its own and wait for it.
bool hasBus() {
  return qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS") ||
         QFileInfo::exists(qEnvironmentVariable("XDG_RUNTIME_DIR") + "/bus");
}

/// The palette as it was before the program set its own.
bool isPaletteDark() {
  static const bool isDark = QApplication::palette().color(QPalette::Window).lightnessF() < 0.5F;
  return isDark;
}

}  // namespace

DesktopTheme::DesktopTheme(QObject* parent)
    : QObject(parent), m_isPaletteDark(isPaletteDark()), m_isDark(m_isPaletteDark) {
  if (!hasBus()) return;
  QDBusConnection bus = QDBusConnection::sessionBus();
  if (!bus.isConnected()) return;
  qRegisterMetaType<QDBusVariant>();  // Else the bus knows no slot that takes one.
  // Of any sender: to look the service's owner up would wait for the bus.
  bus.connect({}, path, interface, "SettingChanged", this, SLOT(showSetting(QString, QString, QDBusVariant)));
  QDBusMessage question = QDBusMessage::createMethodCall(service, path, interface, "Read");
  question << QString(space) << QString(key);
  auto* reply = new QDBusPendingCallWatcher(bus.asyncCall(question), this);
  connect(reply, &QDBusPendingCallWatcher::finished, this, &DesktopTheme::showReply);
}

void DesktopTheme::showReply(QDBusPendingCallWatcher* watcher) {
  const QDBusPendingReply<QDBusVariant> reply = *watcher;
  if (reply.isValid()) showScheme(reply.value().variant());
  watcher->deleteLater();
}

void DesktopTheme::showSetting(const QString& changedSpace, const QString& changedKey,
                               const QDBusVariant& value) {
  if (changedSpace == space && changedKey == key) showScheme(value.variant());
}

void DesktopTheme::showScheme(const QVariant& value) {
  // Read() wraps its answer once more than SettingChanged does.
  const QVariant scheme = value.canConvert<QDBusVariant>() ? value.value<QDBusVariant>().variant() : value;
  const bool isDark = scheme.toUInt() == preferDark    ? true
                      : scheme.toUInt() == preferLight ? false
                                                       : m_isPaletteDark;
  if (isDark == m_isDark) return;
  m_isDark = isDark;
  Q_EMIT changed();
}

}  // namespace rnnvis::gui
