#include "window.h"

#include "rnnvis/scene/cluster_titles.h"

#include <QContextMenuEvent>
#include <QMenu>
#include <QSlider>

#include <algorithm>

using namespace rnnvis;
using scene::Side;
using test::Window;

namespace {

const scene::Clustering& clusteringOf(Window& window) {
  return *window.window().computation().latest()->workspace.clustering;
}

scene::Items membersOf(Window& window, Side side, int cluster) {
  return scene::membersOf(clusteringOf(window), side, ClusterId{cluster});
}

/// Right-clicks; the menu stays open.
QMenu& menuAt(Window& window, scene::Point point) {
  window.settle();  // An older menu goes.
  const QPoint position = QPointF(point.x, point.y).toPoint();
  QContextMenuEvent event(QContextMenuEvent::Mouse, position, window.view().mapToGlobal(position));
  QApplication::sendEvent(&window.view(), &event);
  return window.find<QMenu>("clusterMenu");
}

void choose(Window& window, QMenu& menu, const QString& name) {
  auto* action = menu.findChild<QAction*>(name);
  INFO(name.toStdString());
  REQUIRE(action != nullptr);
  REQUIRE(action->isEnabled());
  action->trigger();
  menu.close();
  window.window().activateWindow();  // Without a window manager a menu keeps what it took.
  window.settle();
}

/// Chooses the entry of a submenu that stands for a cluster.
void choose(Window& window, QMenu& menu, const QString& submenu, int cluster) {
  auto* entries = menu.findChild<QMenu*>(submenu);
  REQUIRE(entries != nullptr);
  REQUIRE(entries->isEnabled());
  for (QAction* action : entries->actions())
    if (action->data().isValid() && action->data().toInt() == cluster) action->trigger();
  menu.close();
  window.window().activateWindow();
  window.settle();
}

scene::Point besideWords(const scene::Cloud& cloud) {
  return {cloud.frame.x + 2, cloud.frame.y + 2};
}

scene::Point besideCells(const scene::Chip& chip) {
  return {chip.frame.x + 2, chip.frame.y + 2};
}

void undo(Window& window) {
  QTest::keyClick(&window.view(), Qt::Key_Z, Qt::ControlModifier);
  window.settle();
}

void redo(Window& window) {
  QTest::keyClick(&window.view(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
  window.settle();
}

scene::Items joined(scene::Items a, const scene::Items& b) {
  a.insert(a.end(), b.begin(), b.end());
  std::sort(a.begin(), a.end());
  return a;
}

}  // namespace

TEST_CASE("chips are merged from their menu, and undoing gives the very clusters back") {
  Window window;
  window.openSmallModel();
  window.type("w3 w4");
  const auto before = window.window().computation().latest()->workspace.clustering;
  const scene::Items both = joined(membersOf(window, Side::units, 2), membersOf(window, Side::units, 5));
  choose(window, menuAt(window, besideCells(window.scene()->chips[2])), "mergeMenu", 5);
  CHECK(window.scene()->chips.size() == 9);
  CHECK(membersOf(window, Side::units, 2) == both);
  CHECK(window.glyphOf(0, 1).clusters.size() == 9);
  CHECK(window.scene()->chips[2].title.ends_with("· edited"));
  CHECK(window.find<QAction>("undo").text() == "&Undo: merge chips 2 and 5");
  undo(window);
  CHECK(window.window().computation().latest()->workspace.clustering == before);
  CHECK(window.scene()->chips.size() == 10);
  CHECK(window.glyphOf(0, 1).clusters.size() == 10);
  redo(window);
  CHECK(membersOf(window, Side::units, 2) == both);
}

TEST_CASE("a cloud is split from its menu") {
  Window window;
  window.openSmallModel();
  int largest = 0;
  for (int i = 0; i < 10; ++i)
    if (membersOf(window, Side::words, i).size() > membersOf(window, Side::words, largest).size())
      largest = i;
  const scene::Items before = membersOf(window, Side::words, largest);
  choose(window, menuAt(window, besideWords(window.scene()->clouds[static_cast<std::size_t>(largest)])),
         "splitCluster");
  CHECK(window.scene()->clouds.size() == 11);
  CHECK(joined(membersOf(window, Side::words, largest), membersOf(window, Side::words, largest + 1)) ==
        before);
}

TEST_CASE("a word is moved to another cloud, several selected ones together") {
  Window window;
  window.openSmallModel();
  const WordId first = window.wordShown("w3").word, second = window.wordShown("w4").word;
  const int target = scene::clusterOf(clusteringOf(window), Side::words, first.value)->value == 0 ? 1 : 0;
  const scene::Items there = membersOf(window, Side::words, target);
  window.clickAt(window.wordShown("w3").box.center());
  window.clickAt(window.wordShown("w4").box.center(), Qt::ControlModifier);
  QMenu& menu = menuAt(window, window.wordShown("w3").box.center());
  CHECK(menu.findChild<QMenu*>("moveMenu")->title() == "&Move 2 words to");
  choose(window, menu, "moveMenu", target);
  scene::Items expected = joined(there, {first.value, second.value});
  expected.erase(std::unique(expected.begin(), expected.end()), expected.end());
  const auto now = scene::clusterOf(clusteringOf(window), Side::words, first.value);
  CHECK(membersOf(window, Side::words, now->value) == expected);
  CHECK(window.state().selection.words == std::vector{first, second});  // They are still there.
  undo(window);
  CHECK(membersOf(window, Side::words, target) == there);
  CHECK(window.state().selection.words == std::vector{first, second});
}

TEST_CASE("a unit is moved to a chip of its own") {
  Window window;
  window.openSmallModel();
  std::size_t chip = 0;
  while (window.scene()->chips[chip].cells.size() < 2) ++chip;
  const scene::Cell cell = window.scene()->chips[chip].cells[0];
  choose(window, menuAt(window, cell.box.center()), "moveToNew");
  CHECK(window.scene()->chips.size() == 11);
  REQUIRE(window.scene()->chips.back().cells.size() == 1);
  CHECK(window.scene()->chips.back().cells[0].unit == cell.unit);
}

TEST_CASE("locked words and units are marked, stay in company and can be unlocked") {
  Window window;
  window.openSmallModel();
  const WordId word = window.wordShown("w3").word;
  choose(window, menuAt(window, window.wordShown("w3").box.center()), "lockItems");
  CHECK(window.wordShown("w3").isLocked);
  QMenu& menu = menuAt(window, window.wordShown("w3").box.center());
  CHECK_FALSE(menu.findChild<QMenu*>("moveMenu")->isEnabled());
  menu.close();
  choose(window, menuAt(window, besideCells(window.scene()->chips[1])), "lockItems");
  for (const scene::Cell& cell : window.scene()->chips[1].cells) CHECK(cell.isLocked);
  const scene::Items together = membersOf(window, Side::units, 1);

  window.find<QSlider>("clusters").setValue(6);
  window.settle();
  CHECK(window.state().edits.held.size() == 2);
  const auto chip = scene::clusterOf(clusteringOf(window), Side::units, together[0]);
  for (const auto unit : together) CHECK(scene::clusterOf(clusteringOf(window), Side::units, unit) == chip);
  CHECK(window.state().edits.isLocked(Side::words, word.value));
  choose(window, menuAt(window, window.wordShown("w3").box.center()), "unlockItems");
  CHECK_FALSE(window.wordShown("w3").isLocked);
  undo(window);
  CHECK(window.wordShown("w3").isLocked);
}

TEST_CASE("a cluster is named over its title, by menu or F2") {
  Window window;
  window.openSmallModel();
  const auto enter = [&](const QString& name) {
    auto& edit = window.find<QLineEdit>("clusterName");
    edit.selectAll();
    QTest::keyClicks(&edit, name);
    QTest::keyClick(&edit, Qt::Key_Return);
    window.settle();
    CHECK_FALSE(window.has("clusterName"));
  };
  choose(window, menuAt(window, besideWords(window.scene()->clouds[1])), "renameCluster");
  enter("verbs");
  CHECK(window.scene()->clouds[1].title.starts_with("verbs · "));
  window.clickAt(besideWords(window.scene()->clouds[1]));
  CHECK(window.text("detailTitle").starts_with("verbs · cloud 1 · "));
  QTest::keyClick(&window.view(), Qt::Key_F2);
  CHECK(window.find<QLineEdit>("clusterName").text() == "verbs");
  QTest::keyClick(&window.find<QLineEdit>("clusterName"), Qt::Key_Escape);
  window.settle();
  CHECK(window.state().edits.names.size() == 1);
  CHECK(window.state().selection.cloud == ClusterId{1});  // Esc was meant for the field.
  QTest::keyClick(&window.view(), Qt::Key_F2);
  enter("acts");
  CHECK(window.scene()->clouds[1].title.starts_with("acts · "));
  CHECK(window.find<QAction>("undo").text() == "&Undo: name a cloud “acts”");
  undo(window);
  CHECK(window.scene()->clouds[1].title.starts_with("verbs · "));
  QTest::keyClick(&window.view(), Qt::Key_F2);
  auto& edit = window.find<QLineEdit>("clusterName");
  edit.selectAll();
  QTest::keyClick(&edit, Qt::Key_Delete);
  window.view().setFocus();  // Leaving the field takes what is in it.
  window.settle();
  CHECK(window.state().edits.names.empty());
  CHECK(markOf(clusteringOf(window), Side::words, ClusterId{1}).name.empty());
}

TEST_CASE("a name that is being typed goes with the picture that it was for") {
  Window window;
  window.window().openModel(window.writeModelFolder("other"));
  window.settle();
  window.openSmallModel();
  window.clickAt(besideWords(window.scene()->clouds[1]));
  window.press(Qt::Key_F2);
  QTest::keyClicks(&window.find("clusterName"), "verbs");
  const scene::AnalyticState before = window.state();
  SECTION("to another model") {
    window.find<QAction>("undo").trigger();
  }
  SECTION("to another model, while something else takes the keyboard") {
    QObject context;
    QObject::connect(&window.find<QAction>("redo"), &QAction::changed, &context,
                     [&] { window.find("sentenceInput").setFocus(); });
    window.find<QAction>("undo").trigger();
  }
  window.settle();
  CHECK(window.state().model != before.model);
  CHECK(window.state().edits.names.empty());
  window.find<QAction>("redo").trigger();
  window.settle();
  CHECK(differInFocusAlone(window.state(), before));
}

TEST_CASE("the Menu key opens the menu of what is selected") {
  Window window;
  window.openSmallModel();
  window.clickAt(besideCells(window.scene()->chips[3]));
  QContextMenuEvent event(QContextMenuEvent::Keyboard, {700, 300},
                          window.view().mapToGlobal(QPoint(700, 300)));
  QTest::mouseMove(&window.view(), QPoint(2, 2));
  QApplication::sendEvent(&window.view(), &event);
  auto& menu = window.find<QMenu>("clusterMenu");
  CHECK(menu.findChild<QMenu*>("mergeMenu")->title() == "M&erge chip 3 with");
  menu.close();
}

TEST_CASE("all edits are reset from the menu, and that too can be undone") {
  Window window;
  window.openSmallModel();
  const auto computed = window.window().computation().latest()->workspace.clustering;
  CHECK_FALSE(
      menuAt(window, besideCells(window.scene()->chips[1])).findChild<QAction*>("resetEdits")->isEnabled());
  window.find<QMenu>("clusterMenu").close();
  window.settle();
  choose(window, menuAt(window, besideCells(window.scene()->chips[1])), "mergeMenu", 0);
  choose(window, menuAt(window, besideCells(window.scene()->chips[1])), "mergeMenu", 2);
  CHECK(window.scene()->chips.size() == 8);
  choose(window, menuAt(window, besideCells(window.scene()->chips[1])), "resetEdits");
  CHECK(window.window().computation().latest()->workspace.clustering == computed);
  undo(window);
  CHECK(window.scene()->chips.size() == 8);
}

TEST_CASE("edits are refused while clusters with other numbers are on their way") {
  Window window;
  window.openSmallModel();
  QMenu& menu = menuAt(window, besideCells(window.scene()->chips[1]));
  window.find<QSlider>("clusters").setValue(5);
  if (window.window().computation().isRunning())
    if (auto* split = menu.findChild<QAction*>("splitCluster"); split && split->isEnabled()) split->trigger();
  window.settle();
  CHECK(window.state().edits.list.empty());
  CHECK(window.scene()->chips.size() == 5);
}

TEST_CASE("edits are shown at once while a sentence is read") {
  Window window;
  window.openSmallModel();
  window.enter("w3 w4 w5");
  CHECK(window.window().computation().isRunning());
  Q_EMIT window.view().commanded(scene::MergeClusters{Side::units, ClusterId{0}, ClusterId{1}});
  CHECK(window.scene()->chips.size() == 9);
  window.settle();
  CHECK(window.scene()->chips.size() == 9);
  CHECK(window.glyphOf(0, 2).clusters.size() == 9);
}
