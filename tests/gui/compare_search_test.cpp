#include "compare_window.h"

#include "compare/compare_search.h"
#include "search/search_panel.h"

#include "rnnvis/response/explain.h"
#include "rnnvis/search/unit_effects.h"

#include <QComboBox>
#include <QMenu>
#include <QPushButton>
#include <QSpinBox>
#include <QTabWidget>

using namespace rnnvis;
using test::Compared;
using test::Half;
using test::SmallModel;
using test::Window;

namespace {

const SmallModel lstm{.tokens = 40, .hidden = 30, .outputs = 40};
const SmallModel rnn{.cell = "rnn", .tokens = 40, .hidden = 20, .layers = 1, .outputs = 40, .seed = 3};

/// Two models side by side with the search in front, asked for by Ctrl+F.
class Search : public Compared {
 public:
  Search() : Compared(lstm, rnn) { pressFind(); }

  void pressFind() {
    window->activateWindow();
    QTest::keyClick(window, Qt::Key_F, Qt::ControlModifier);
    QApplication::processEvents();
  }
  gui::CompareSearch& search() { return find<gui::CompareSearch>("compareSearch"); }
  gui::SearchPanel& panel(Half half) {
    auto& box = find(half == Half::baseline ? "baselineSearch" : "comparisonSearch");
    return *box.findChild<gui::SearchPanel*>("searchPanel");
  }
  QLineEdit& field(Half half) { return *panel(half).findChild<QLineEdit*>("searchField"); }
  gui::FoundList& results(Half half) { return *panel(half).findChild<gui::FoundList*>("searchResults"); }

  void wait() {
    for (int tries = 0; search().isBusy() && tries < Window::patience / 5; ++tries) QTest::qWait(5);
    REQUIRE_FALSE(search().isBusy());
    settle();
  }
  void lookFor(Half half, int kind, int by, const QString& what) {
    QTest::mouseClick(panel(half).findChild<QWidget*>(QStringLiteral("searchKind%1").arg(kind)),
                      Qt::LeftButton);
    auto& how = *panel(half).findChild<QComboBox*>("searchHow");
    how.setCurrentIndex(by);
    Q_EMIT how.activated(by);
    field(half).clear();
    QTest::keyClicks(&field(half), what);
    QTest::keyClick(&field(half), Qt::Key_Return);
    wait();
  }
};

}  // namespace

TEST_CASE("nothing is made for searching in a comparison before it is asked for") {
  Compared pair(lstm, rnn);
  CHECK(pair.find("compareSearch").findChildren<gui::SearchPanel*>().empty());
}

TEST_CASE_METHOD(Search, "Ctrl+F searches the side of a comparison that has the keyboard") {
  CHECK(find<QTabWidget>("compareTabs").currentWidget() == &search());
  CHECK(field(Half::baseline).hasFocus());
  CHECK(panel(Half::baseline).accessibleName() != panel(Half::comparison).accessibleName());
  find<QTabWidget>("compareTabs").setCurrentIndex(0);
  view(Half::comparison).setFocus();
  pressFind();
  CHECK(field(Half::comparison).hasFocus());
  pressFind();
  CHECK(field(Half::comparison).hasFocus());
  find<QAction>("showBelow").trigger();
  pressFind();
  CHECK(search().isVisible());
}

TEST_CASE_METHOD(Search, "a word found on the baseline is selected on both sides, by the keyboard alone") {
  QTest::keyClicks(&field(Half::baseline), "w1");
  wait();
  REQUIRE(results(Half::baseline).count() == 10);  // w10 to w19
  CHECK(results(Half::comparison).count() == 0);
  QTest::keyClick(&field(Half::baseline), Qt::Key_Down);
  REQUIRE(results(Half::baseline).hasFocus());
  QTest::keyClick(&results(Half::baseline), Qt::Key_Return);
  settle();
  const std::string found = results(Half::baseline).found()[0].title.toStdString();
  CHECK(selectedOn(Half::baseline) == found);
  CHECK(selectedOn(Half::comparison) == found);
  QTest::keyClick(window, Qt::Key_Escape);
  settle();
  CHECK(selectedOn(Half::baseline).empty());
  CHECK(selectedOn(Half::comparison).empty());
}

TEST_CASE_METHOD(Search, "units found on the comparison are those of its model and selected and lit there") {
  lookFor(Half::comparison, 1, 1, "w2 / w3");
  const scene::Workspace& workspace = half(Half::comparison).shown()->workspace;
  const auto& analysis = *workspace.analysis;
  const auto expected =
      search::separating(analysis, workspace.clustering->layer, workspace.clustering->state,
                         {response::findWord(analysis, "w2")}, {response::findWord(analysis, "w3")});
  const auto& found = results(Half::comparison).found();
  REQUIRE(found.size() == expected.positive.size() + expected.negative.size());
  REQUIRE(found.size() > 1);
  auto& list = results(Half::comparison);
  QTest::mouseClick(list.viewport(), Qt::LeftButton, {}, list.visualItemRect(list.item(0)).center());
  settle();
  CHECK(state(Half::comparison).selection.units == std::vector<UnitId>{*found[0].unit});
  QTest::mouseClick(panel(Half::comparison).findChild<QPushButton*>("lightFound"), Qt::LeftButton);
  settle();
  CHECK(state(Half::comparison).brushed.size() == found.size());
}

TEST_CASE_METHOD(Search,
                 "a passage found on the comparison is read as a sentence by both, which can be undone") {
  lookFor(Half::comparison, 2, 0, "4");
  panel(Half::comparison).findChild<QSpinBox*>("searchAtLeast")->setValue(1);
  lookFor(Half::comparison, 2, 0, "4");
  REQUIRE(results(Half::comparison).count() > 0);
  const std::string sentence = results(Half::comparison).found().front().sentence.toStdString();
  results(Half::comparison).setFocus();
  QTest::keyClick(&results(Half::comparison), Qt::Key_Return);
  settle();
  for (const Half side : scene::halves) CHECK(state(side).sentences == std::vector{sentence});
  find<QAction>("undo").trigger();
  settle();
  for (const Half side : scene::halves) CHECK(state(side).sentences.empty());
}

TEST_CASE_METHOD(Search, "a selection raises its questions on both sides, and a menu asks them of its side") {
  clickAt(Half::baseline, wordOn(Half::baseline, "w5").box);
  for (const Half half : scene::halves) CHECK(panel(half).findChild<QPushButton*>("askAnswers"));
  find<QTabWidget>("compareTabs").setCurrentIndex(0);
  QMenu menu;
  Q_EMIT half(Half::comparison).menuOpening(menu, scene::Hit{WordId{6}, {}, {}});
  auto* ask = menu.findChild<QAction*>("askAnswers");
  REQUIRE(ask);
  ask->trigger();
  wait();
  CHECK(find<QTabWidget>("compareTabs").currentWidget() == &search());
  CHECK(results(Half::comparison).count() > 0);
  CHECK(results(Half::baseline).count() == 0);
}

TEST_CASE_METHOD(Search, "a question can be put to both sides by its name, as for a picture") {
  CHECK_FALSE(search().askNamed("answers"));
  clickAt(Half::baseline, wordOn(Half::baseline, "w5").box);
  CHECK(search().askNamed("answers"));
  wait();
  for (const Half half : scene::halves) CHECK(results(half).count() > 0);
  CHECK_FALSE(search().askNamed("separate"));
}
