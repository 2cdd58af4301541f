#pragma once

#include <QDBusVariant>
#include <QObject>

class QDBusPendingCallWatcher;

namespace rnnvis::gui {

/// Whether the desktop prefers dark windows: what its settings portal says (org.freedesktop.appearance
/// color-scheme), followed as it changes; where there is no portal, its palette at the start of the program.
/// Never waits for an answer.
class DesktopTheme : public QObject {
  Q_OBJECT

 public:
  /// To be created before the palette becomes the program's own.
  explicit DesktopTheme(QObject* parent = nullptr);

  bool isDark() const { return m_isDark; }

 Q_SIGNALS:
  void changed();

 private Q_SLOTS:
  void showSetting(const QString& space, const QString& key, const QDBusVariant& value);

 private:
  void showReply(QDBusPendingCallWatcher* reply);
  void showScheme(const QVariant& value);

  bool m_isPaletteDark, m_isDark;
};

}  // namespace rnnvis::gui
