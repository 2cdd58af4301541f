#pragma once

#include <QTabWidget>

class QKeySequence;

namespace rnnvis::gui {

/// The right column: pages of which one is shown, each brought to the front by an action of its own.
class SidePanel : public QTabWidget {
  Q_OBJECT

 public:
  explicit SidePanel(QWidget* parent = nullptr);

  /// `title` may hold an "&", which the action's text needs and the tab does not show. The action is one
  /// of the panel's and stands in no menu yet; its name holds the title: "showFindingsPage".
  void addPage(QWidget* page, const QString& title, const QKeySequence& key);
  /// Brings a page to the front, with the keyboard's focus where it takes any.
  void showPage(QWidget* page);

 Q_SIGNALS:
  /// The user asked for a page, which may be in a column that is folded away.
  void asked();
};

}  // namespace rnnvis::gui
