#include "accessible_walk.h"
#include "assistant.h"
#include "compare_window.h"
#include "units_plot.h"

#include <QMenuBar>
#include <QScrollArea>

#include <set>

using namespace rnnvis;
using test::Window;

namespace {

/// The names of everything in a view, with their kinds of place.
std::multiset<std::string> namesIn(QWidget& view) {
  std::multiset<std::string> names;
  test::walkAccessible(view, [&](QAccessibleInterface& interface) {
    names.insert(interface.text(QAccessible::Name).toStdString());
  });
  return names;
}

QAccessibleInterface* itemCalled(QWidget& view, const QString& name) {
  QAccessibleInterface* found = nullptr;
  test::walkAccessible(view, [&](QAccessibleInterface& interface) {
    if (!found && interface.text(QAccessible::Name) == name) found = &interface;
  });
  INFO(name.toStdString());
  REQUIRE(found);
  return found;
}

}  // namespace

TEST_CASE("everything in the window has a name, whatever is selected") {
  Window window;
  CHECK(test::namelessIn(window.window()) == "");
  window.openSmallModel();
  CHECK(test::namelessIn(window.window()) == "");
  window.type("w3 w17 w5");
  window.clickAt(window.wordShown("w3").box.center());
  window.clickAt(window.wordShown("w4").box.center(), Qt::ControlModifier);
  for (const char* topic : {"topic1", "topic2", "topic0"}) {
    CHECK(test::namelessIn(window.window()) == "");
    window.click(topic);
  }
  window.click("tableToggle");
  CHECK(test::namelessIn(window.window()) == "");
  window.click("tableToggle");
  window.clickAt(window.scene()->chips[1].cells[0].box.center());
  for (const char* topic : {"topic1", "topic2", "topic3", "topic0"}) {
    CHECK(test::namelessIn(window.window()) == "");
    window.click(topic);
  }
  const scene::Glyph glyph = window.glyphOf(0, 1);
  window.clickAt({glyph.box.right() - 10, glyph.box.center().y});
  CHECK(test::namelessIn(window.window()) == "");
  window.clickAt(window.glyphOf(0, 1).clusters[2].box.center());
  CHECK(test::namelessIn(window.window()) == "");
}

TEST_CASE("every control of the control panel says what it does") {
  Window window;
  window.openSmallModel();
  window.type("w3 w4");
  for (QWidget* control : window.find("controlPanel").findChildren<QWidget*>()) {
    if (!control->isVisible() || !(control->focusPolicy() & Qt::TabFocus)) continue;
    if (control->objectName().startsWith("qt_") || qobject_cast<QComboBox*>(control->parent())) continue;
    INFO(control->metaObject()->className() << " " << control->objectName().toStdString());
    CHECK(control->toolTip().size() > 10);
  }
}

TEST_CASE("everything in the windows of comparisons and of training has a name") {
  test::Compared compared({.tokens = 40, .hidden = 24, .outputs = 40},
                          {.tokens = 40, .hidden = 30, .outputs = 40, .seed = 2});
  compared.type("w3 w4");
  compared.differences();
  CHECK(test::namelessIn(*compared.window) == "");
  compared.main.find<QAction>("train").trigger();
  compared.main.settle();
  CHECK(test::namelessIn(compared.main.find("trainingWindow")) == "");
}

TEST_CASE("everything in the import assistant has a name") {
  Window window;
  const QString folder = window.writeModelFolder();
  test::Assistant assistant(window, (folder + "/weights.safetensors").toStdString());
  CHECK(test::namelessIn(*assistant.dialog()) == "");
}

TEST_CASE("a screen reader finds chips, cells, clouds, words and tokens, and where they are") {
  Window window;
  window.openSmallModel();
  window.type("w3 w17 w5");
  auto& view = window.view();
  const auto names = namesIn(view);
  CHECK(names.count("w17") == 2);  // In its cloud and in the sentence.
  for (const scene::Chip& chip : window.scene()->chips)
    for (const scene::Cell& cell : chip.cells)
      CHECK(names.count("unit " + std::to_string(cell.unit.value) + ", chip " +
                        std::to_string(chip.cluster.value)) == 1);
  for (const scene::Cloud& cloud : window.scene()->clouds)
    for (const scene::CloudWord& word : cloud.words) CHECK(names.count(word.text) >= 1);

  std::size_t items = 0, shown = window.scene()->glyphs.size() - 1;  // Not the start.
  for (const scene::Chip& chip : window.scene()->chips) shown += 1 + chip.cells.size();
  for (const scene::Cloud& cloud : window.scene()->clouds)
    shown += 1 + cloud.words.size() + (cloud.hidden.empty() ? 0 : 1);
  const QRect all(view.mapToGlobal(QPoint(0, 0)), view.size());
  test::walkAccessible(view, [&](QAccessibleInterface& interface) {
    if (interface.object()) return;
    ++items;
    CHECK(all.contains(interface.rect()));
    CHECK_FALSE(interface.text(QAccessible::Description).isEmpty());
    CHECK(interface.parent()->child(interface.parent()->indexOfChild(&interface)) == &interface);
    CHECK_FALSE(interface.state().selected);
  });
  CHECK(items == shown);
  CHECK(shown > 20 + Window::units + Window::words / 2);
}

TEST_CASE("a screen reader selects words and cells, and hears what is selected") {
  Window window;
  window.openSmallModel();
  auto* word = itemCalled(window.view(), "w3");
  const QPoint middle = word->rect().center();
  CHECK(QAccessible::queryAccessibleInterface(&window.view())->childAt(middle.x(), middle.y()) == word);
  word->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
  window.settle();
  CHECK(window.state().selection.words == std::vector{window.wordShown("w3").word});
  CHECK(itemCalled(window.view(), "w3")->state().selected);
  const scene::Cell cell = window.scene()->chips[0].cells[0];
  auto* item = itemCalled(window.view(), QStringLiteral("unit %1, chip 0").arg(cell.unit.value));
  item->actionInterface()->doAction(QAccessibleActionInterface::setFocusAction());
  CHECK(std::get<UnitId>(window.view().focused().item) == cell.unit);
  CHECK(QAccessible::queryAccessibleInterface(&window.view())->focusChild() == item);
  CHECK(item->state().focused);
  item->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
  window.settle();
  CHECK(window.state().selection.units == std::vector{cell.unit});
  CHECK(window.state().selection.words.empty());
}

TEST_CASE("items of a view are gone for a screen reader when they are no more shown") {
  Window window;
  window.openSmallModel();
  auto* cell = itemCalled(
      window.view(), QStringLiteral("unit %1, chip 9").arg(window.scene()->chips[9].cells[0].unit.value));
  window.find<QSlider>("clusters").setValue(3);
  window.settle();
  CHECK_FALSE(cell->isValid());
  CHECK(cell->state().invalid);
  CHECK(cell->text(QAccessible::Name).isEmpty());
  cell->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
  CHECK(window.state().selection.isEmpty());
}

TEST_CASE("every item of a plot is told in words to who goes through it by keys") {
  Window window;
  window.openSmallModel();
  const auto goThrough = [&](gui::KeyedPlot* plot, int items, Qt::Key key) {
    REQUIRE(plot);
    plot->setFocus(Qt::TabFocusReason);
    std::set<std::string> said;
    for (int i = 0; i < items; ++i) {
      CHECK(plot->keyedItem() == i);
      said.insert(QAccessible::queryAccessibleInterface(plot)->text(QAccessible::Description).toStdString());
      QTest::keyClick(plot, key);
    }
    CHECK(said.size() == static_cast<std::size_t>(items));
    CHECK(said.count("") == 0);
  };
  window.clickAt(window.wordShown("w3").box.center());
  goThrough(window.find("distributionPlot0").findChild<gui::UnitsPlot*>(), static_cast<int>(Window::units),
            Qt::Key_Right);
  const scene::Cell cell = window.scene()->chips[0].cells[0];
  window.clickAt(cell.box.center());
  goThrough(dynamic_cast<gui::KeyedPlot*>(&window.find("unitPlot" + QString::number(cell.unit.value))), 10,
            Qt::Key_Down);
}
