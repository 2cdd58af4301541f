#pragma once

#include <QTabWidget>

class QKeySequence;

namespace rnnvis::gui {

/// The right column: pages of which one is shown, each brought forward by an action of its own, which gives
/// it the keyboard.
class SidePanel : public QTabWidget {
  Q_OBJECT

 public:
  explicit SidePanel(QWidget* parent = nullptr);

  /// `title` may hold an "&", which the action's text needs and the tab does not show. The action is one
  /// of the panel's and stands in no menu yet; its name holds the title: "showFindingsPage".
  void addPage(QWidget* page, const QString& title, const QKeySequence& key);
  /// Shows a page; the keyboard stays where it is.
  void bringForward(QWidget* page);

 Q_SIGNALS:
  /// A page is to be shown, and the column may be folded away.
  void asked();
};

}  // namespace rnnvis::gui
