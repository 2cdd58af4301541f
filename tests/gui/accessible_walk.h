#pragma once

#include <QAccessible>
#include <QStringList>
#include <QWidget>

#include <algorithm>
#include <array>
#include <functional>

namespace rnnvis::test {

/// Visits what a screen reader finds in `from`, itself included, each before its children.
inline void walkAccessible(QAccessibleInterface* from,
                           const std::function<void(QAccessibleInterface&)>& visit) {
  if (!from || !from->isValid()) return;
  visit(*from);
  for (int i = 0; i < from->childCount(); ++i) walkAccessible(from->child(i), visit);
}

inline void walkAccessible(QWidget& root, const std::function<void(QAccessibleInterface&)>& visit) {
  walkAccessible(QAccessible::queryAccessibleInterface(&root), visit);
}

/// Whether something that can be used or read is without sense as long as it has no name.
inline bool needsName(const QAccessibleInterface& interface) {
  const QAccessibleInterface* parent = interface.parent();
  if (parent && parent->role() == QAccessible::ComboBox) return false;  // The box's list has its name.
  if (interface.role() == QAccessible::ListItem && !interface.state().selectable) return false;  // A line.
  if (interface.role() == QAccessible::StaticText && interface.state().invisible) return false;
  static constexpr std::array roles{
      QAccessible::PushButton,   QAccessible::CheckBox, QAccessible::RadioButton, QAccessible::ComboBox,
      QAccessible::EditableText, QAccessible::Slider,   QAccessible::SpinBox,     QAccessible::MenuItem,
      QAccessible::PageTab,      QAccessible::Table,    QAccessible::Tree,        QAccessible::List,
      QAccessible::ListItem,     QAccessible::Chart,    QAccessible::ButtonMenu,  QAccessible::ColumnHeader,
      QAccessible::Dialog};
  const bool hasRole = std::find(roles.begin(), roles.end(), interface.role()) != roles.end();
  return hasRole || interface.state().focusable;
}

/// "QPushButton compareButton": of a widget, else of the one it lies in.
inline QString placeOf(QAccessibleInterface& interface) {
  QString place;
  for (QAccessibleInterface* at = &interface; at; at = at->parent())
    if (const QObject* object = at->object())
      place += QString(object->metaObject()->className()) + " " + object->objectName() + " < ";
  return place;
}

/// What has no name in `root`, which needs one, or a tooltip and no description.
inline std::string namelessIn(QWidget& root) {
  QStringList nameless;
  walkAccessible(root, [&](QAccessibleInterface& interface) {
    const auto* widget = qobject_cast<QWidget*>(interface.object());
    const QString name = interface.text(QAccessible::Name).trimmed();
    if (interface.role() == QAccessible::NoRole || interface.role() == QAccessible::Separator) return;
    if (needsName(interface) && name.isEmpty())
      nameless << QStringLiteral("role %1 has no name: ").arg(interface.role()) + placeOf(interface);
    if (!widget || widget->toolTip().isEmpty() || !needsName(interface)) return;
    if (interface.text(QAccessible::Description).isEmpty())
      nameless << "no description: " + placeOf(interface);
  });
  return nameless.join('\n').toStdString();
}

}  // namespace rnnvis::test
