#pragma once

#include <QDialog>

#include <vector>

class QMainWindow;

namespace rnnvis::gui {

/// A key or several, and what they do.
struct ShortcutEntry {
  QString place;   ///< "File", "In the main view".
  QString action;  ///< "Open a model folder".
  QString keys;    ///< "Ctrl+O", several separated by commas.
};

/// The shortcuts of a window's menus, as the actions have them, then the keys of the views.
std::vector<ShortcutEntry> shortcutsOf(const QMainWindow& window);

/// All of them in a table that can be searched.
class ShortcutList : public QDialog {
 public:
  explicit ShortcutList(const QMainWindow& window, QWidget* parent);
};

}  // namespace rnnvis::gui
