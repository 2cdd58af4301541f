#include "window.h"

#include "help/shortcut_list.h"

#include <QAction>
#include <QDialog>
#include <QSettings>
#include <QTableWidget>

#include <set>

using namespace rnnvis;
using test::Window;

namespace {

void closeAllButThe(Window& window) {
  for (QWidget* widget : QApplication::topLevelWidgets())
    if (widget != &window.window() && widget->isVisible()) widget->close();
  window.settle();
  QApplication::setActiveWindow(&window.window());
}

int rowsShown(const QTableWidget& table) {
  int rows = 0;
  for (int row = 0; row < table.rowCount(); ++row) rows += table.isRowHidden(row) ? 0 : 1;
  return rows;
}

}  // namespace

TEST_CASE("no two actions have the same shortcut, and every one stands in the list of shortcuts") {
  Window window;
  std::set<QString> keys, listed;
  for (const gui::ShortcutEntry& entry : gui::shortcutsOf(window.window()))
    for (const QString& key : entry.keys.split(", ")) listed.insert(key);
  for (const QAction* action : window.window().findChildren<QAction*>())
    for (const QKeySequence& key : action->shortcuts()) {
      if (action->objectName().startsWith("qt_") || action->shortcutContext() == Qt::WidgetShortcut) continue;
      INFO(action->text().toStdString() << " " << key.toString().toStdString());
      CHECK(keys.insert(key.toString()).second);
      CHECK(listed.count(key.toString(QKeySequence::NativeText)) == 1);
    }
  CHECK(keys.size() > 20);
}

TEST_CASE("every shortcut of the menus works") {
  Window window;
  window.openSmallModel();
  window.type("w3 w4");  // Something to undo.
  const auto actions = window.window().findChildren<QAction*>();
  for (QAction* action : actions) {
    const bool isQuit = action->shortcuts().contains(QKeySequence("Ctrl+Q"));
    if (action->objectName().startsWith("qt_") || isQuit || action->shortcutContext() == Qt::WidgetShortcut)
      continue;
    for (const QKeySequence& key : action->shortcuts()) {
      INFO(action->text().toStdString() << " " << key.toString().toStdString());
      if (action->objectName() == "redo") window.find<QAction>("undo").trigger();
      window.view().setFocus();
      window.settle();
      int times = 0;
      QObject context;
      QObject::connect(action, &QAction::triggered, &context, [&] { ++times; });
      if (key == QKeySequence(Qt::Key_Escape))
        window.clickAt(window.wordShown("w3").box.center());  // The view takes it: to clear the selection.
      QTest::keySequence(window.window().windowHandle(), key);
      window.settle();
      if (key == QKeySequence(Qt::Key_Escape))
        CHECK(window.state().selection.isEmpty());
      else
        CHECK(times == 1);
      closeAllButThe(window);
    }
  }
  QSettings settings;  // Panels that were folded away, and the size of text.
  for (const char* key : {"controlsShown", "detailsShown", "textScale"}) settings.remove(key);
}

TEST_CASE("the list of shortcuts is found by a key and searched") {
  Window window;
  QTest::keyClick(&window.view(), Qt::Key_Question);
  window.settle();
  auto& list = window.find<QDialog>("shortcutList");
  CHECK(list.isVisible());
  auto& table = *list.findChild<QTableWidget*>("shortcutTable");
  const int all = rowsShown(table);
  CHECK(all > 25);
  QTest::keyClicks(list.findChild<QWidget*>("shortcutSearch"), "edit undo");
  CHECK(rowsShown(table) == 1);
  QTest::keyClick(&list, Qt::Key_Escape);
  CHECK_FALSE(list.isVisible());
}

TEST_CASE("a question mark can be typed in a sentence") {
  Window window;
  window.openSmallModel();
  auto& input = window.find<QLineEdit>("sentenceInput");
  input.setFocus();
  QTest::keyClick(window.window().windowHandle(), Qt::Key_Question, Qt::ShiftModifier);
  CHECK(window.window().findChild<QDialog*>("shortcutList") == nullptr);
}

TEST_CASE("the legend is one key away and follows the theme") {
  Window window;
  QTest::keyClick(window.window().windowHandle(), Qt::Key_F1);
  window.settle();
  CHECK(window.window().findChild<QDialog*>("legend")->isVisible());
}
