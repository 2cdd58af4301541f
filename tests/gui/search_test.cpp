#include "search/search_panel.h"

#include "search/proof_card.h"
#include "window.h"

#include "rnnvis/base/file.h"
#include "rnnvis/response/explain.h"
#include "rnnvis/search/passages.h"
#include "rnnvis/search/unit_effects.h"

#include <QAction>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QFileDialog>
#include <QMenu>
#include <QPushButton>
#include <QSlider>
#include <QSpinBox>
#include <QTabWidget>

using namespace rnnvis;
using Catch::Contains;
using test::Window;

namespace {

/// The window over a small model with the search page in front.
class Search : public Window {
 public:
  Search() {
    openSmallModel();
    window().activateWindow();
    QTest::keyClick(&window(), Qt::Key_F, Qt::ControlModifier);
    QApplication::processEvents();
  }

  gui::SearchPanel& panel() { return find<gui::SearchPanel>("searchPanel"); }
  gui::FoundList& results() { return find<gui::FoundList>("searchResults"); }
  QLineEdit& field() { return find<QLineEdit>("searchField"); }
  std::string status() { return text("searchStatus"); }

  /// Until nothing is searched or tested any more.
  void wait() {
    for (int tries = 0; panel().isBusy() && tries < patience / 5; ++tries) QTest::qWait(5);
    REQUIRE_FALSE(panel().isBusy());
    settle();
  }
  void lookFor(int kind, int by, const QString& what) {
    click(QStringLiteral("searchKind%1").arg(kind));
    auto& how = find<QComboBox>("searchHow");
    if (how.isVisible()) {
      how.setCurrentIndex(by);
      Q_EMIT how.activated(by);
    }
    field().clear();
    QTest::keyClicks(&field(), what);
    QTest::keyClick(&field(), Qt::Key_Return);
    wait();
  }
  QStringList titles() {
    QStringList list;
    for (const gui::FoundItem& item : results().found()) list << item.title;
    return list;
  }
  const scene::Workspace& workspace() { return window().computation().latest()->workspace; }
};

}  // namespace

TEST_CASE_METHOD(Search, "Ctrl+F brings the search page with the field in focus") {
  CHECK(field().hasFocus());
  CHECK(find<QTabWidget>("sidePanel").currentWidget() == &panel());
}

TEST_CASE_METHOD(Search, "words are found as they are typed") {
  QTest::keyClicks(&field(), "w1");
  wait();
  CHECK(results().count() == 10);  // w10 to w19
  QTest::keyClicks(&field(), "2");
  wait();
  CHECK(titles() == QStringList{"w12"});
  QTest::keyClicks(&field(), "x");
  wait();
  CHECK(status() == "No word is found.");
}

TEST_CASE_METHOD(Search, "what was found is exported as CSV and JSON, or says why it is not") {
  lookFor(0, 0, "w1");
  const auto exportTo = [&](const std::filesystem::path& path) {
    click("exportFound");
    auto& dialog = find<QFileDialog>("exportDialog");
    Q_EMIT dialog.fileSelected(QString::fromStdString(path.string()));
    dialog.close();
    settle();
  };
  exportTo(folder() / "found.csv");
  const std::string csv = readFile(folder() / "found.csv");
  CHECK(csv.starts_with("found,value"));
  CHECK(std::count(csv.begin(), csv.end(), '\n') == results().count() + 1);
  CHECK_THAT(csv, Contains("\nw12,"));
  exportTo(folder() / "found.json");
  CHECK_THAT(readFile(folder() / "found.json"), Contains("\"found\": \"w12\""));
  exportTo("/proc/none/found.csv");
  CHECK_THAT(status(), Contains("/proc/none"));
  lookFor(0, 0, "nothing");
  CHECK_FALSE(has("exportFound"));
}

TEST_CASE_METHOD(Search, "Enter selects a word that was found, everywhere") {
  lookFor(0, 0, "w3");
  REQUIRE(results().count() > 1);
  CHECK_THAT(status(), Contains("words"));
  QTest::keyClick(&field(), Qt::Key_Down);
  CHECK(results().hasFocus());
  QTest::keyClick(&results(), Qt::Key_Down);
  const auto second = *results().found()[1].word;
  QTest::keyClick(&results(), Qt::Key_Return);
  settle();
  CHECK(state().selection.words == std::vector<WordId>{second});
  QTest::keyClick(&results(), Qt::Key_Return);  // Again: it stays.
  settle();
  CHECK(state().selection.words == std::vector<WordId>{second});
  QTest::keyClick(&results(), Qt::Key_Up);
  QTest::keyClick(&results(), Qt::Key_Return, Qt::ControlModifier);
  settle();
  CHECK(state().selection.words.size() == 2);
  CHECK(has("askSeparate"));
}

TEST_CASE_METHOD(Search,
                 "words are found by expression and by part of speech; a bad one says so in one line") {
  lookFor(0, 1, "^w[23]$");
  QStringList found = titles();
  found.sort();
  CHECK(found == QStringList{"w2", "w3"});
  lookFor(0, 1, "w[");
  CHECK_THAT(status(), Contains("regular expression"));
  CHECK(results().count() == 0);
  lookFor(0, 1, QString(1500, 'a'));
  CHECK_THAT(status(), Contains("at most 1000"));
  lookFor(0, 1, "(a+)+$");  // Runs away elsewhere.
  CHECK(status() == "No word is found.");
  lookFor(0, 2, "nouns");
  CHECK_THAT(status(), Contains("no part of speech is called"));
  lookFor(0, 2, "noun");
  const int nouns = results().count();
  lookFor(0, 2, "other");
  CHECK(nouns + results().count() > 0);
}

TEST_CASE_METHOD(Search, "units that separate two words are those of the computation; a click selects one") {
  lookFor(1, 1, "w2 / w3");
  const auto& analysis = *workspace().analysis;
  const auto& clustering = *workspace().clustering;
  const auto expected =
      search::separating(analysis, clustering.layer, clustering.state, {response::findWord(analysis, "w2")},
                         {response::findWord(analysis, "w3")});
  REQUIRE(results().found().size() == expected.positive.size() + expected.negative.size());
  REQUIRE(results().count() > 2);
  const auto first = *results().found()[0].unit;
  QTest::mouseClick(results().viewport(), Qt::LeftButton, {},
                    results().visualItemRect(results().item(0)).center());
  settle();
  CHECK(state().selection.units == std::vector<UnitId>{first});
  click("lightFound");
  CHECK(state().brushed.size() == results().found().size());
  lookFor(1, 1, "w2");
  CHECK_THAT(status(), Contains("he / she"));
  lookFor(1, 1, "w2 / absent");
  CHECK_THAT(status(), Contains("absent"));
  lookFor(1, 0, "cloud 0");
  CHECK_THAT(status(), Contains("answer to cloud 0"));
  lookFor(1, 0, "cloud 99");
  CHECK_THAT(status(), Contains("no cloud 99"));
}

TEST_CASE_METHOD(Search,
                 "passages are found in context, copied, and read as a sentence, which can be undone") {
  lookFor(2, 0, "4 7");
  REQUIRE(has("searchAtLeast"));
  find<QSpinBox>("searchAtLeast").setValue(1);
  lookFor(2, 0, "4");
  REQUIRE(results().count() > 0);
  CHECK_THAT(status(), Contains("passage") && Contains("all "));
  const gui::FoundItem first = results().found().front();
  CHECK_FALSE(first.hit.isEmpty());
  results().setFocus();
  QTest::keyClick(&results(), Qt::Key_C, Qt::ControlModifier);
  CHECK(QApplication::clipboard()->text() == first.plainText());
  QTest::keyClick(&results(), Qt::Key_Return);
  settle();
  REQUIRE(state().sentences.size() == 1);
  CHECK(state().sentences[0] == first.sentence.toStdString());
  CHECK(workspace().sentences[0].problem.empty());
  find<QAction>("undo").trigger();
  settle();
  CHECK(state().sentences.empty());
}

TEST_CASE_METHOD(Search, "passages without hits and bad conditions say so in one line") {
  lookFor(2, 0, "4>1000");
  CHECK_THAT(status(), Contains("No passage is found: unit 4"));
  for (const char* bad : {"4>>", "four", "99", "chip 99", "chip x"}) {
    lookFor(2, 0, bad);
    CAPTURE(bad);
    CHECK(results().count() == 0);
    CHECK(!status().empty());
    CHECK(status().find('\n') == std::string::npos);
  }
  lookFor(2, 0, "chip 0");
  CHECK_THAT(status(), Contains("mean of"));
}

TEST_CASE_METHOD(Search, "a selection raises its questions, which one click asks") {
  CHECK_FALSE(has("askSeparate"));
  clickAt(wordShown("w3").box.center());
  QTest::mouseClick(&view(), Qt::LeftButton, Qt::ControlModifier,
                    QPointF(wordShown("w5").box.center().x, wordShown("w5").box.center().y).toPoint());
  settle();
  REQUIRE(state().selection.words.size() == 2);
  click("askSeparate");
  wait();
  CHECK(field().text() == "w3 / w5");
  CHECK_THAT(status(), Contains("separate w3 / w5"));

  press(Qt::Key_Escape);
  const scene::Cell cell = scene()->chips[0].cells[0];
  clickAt(cell.box.center());
  click("askPassages");
  wait();
  CHECK(field().text().startsWith(QStringLiteral("%1>").arg(cell.unit.value)));
  CHECK_THAT(status(), Contains("passage"));

  clickAt(wordShown("w3").box.center());
  click("askTable");
  CHECK(state().detail.table);
  CHECK(find<QTabWidget>("sidePanel").currentWidget() != &panel());
  CHECK(has("exportTable"));
  find<QAction>("undo").trigger();
  settle();
  CHECK_FALSE(state().detail.table);
}

TEST_CASE_METHOD(Search, "the menu on a cell asks about it") {
  const scene::Cell cell = scene()->chips[1].cells[0];
  find<QTabWidget>("sidePanel").setCurrentIndex(0);
  QContextMenuEvent event(QContextMenuEvent::Mouse,
                          QPointF(cell.box.center().x, cell.box.center().y).toPoint(),
                          view().mapToGlobal(QPointF(cell.box.center().x, cell.box.center().y).toPoint()));
  QApplication::sendEvent(&view(), &event);
  auto& menu = find<QMenu>("clusterMenu");
  auto* ask = menu.findChild<QAction*>("askPassages");
  REQUIRE(ask != nullptr);
  ask->trigger();
  menu.close();
  wait();
  CHECK(find<QTabWidget>("sidePanel").currentWidget() == &panel());
  CHECK(field().text().startsWith(QStringLiteral("%1>").arg(cell.unit.value)));
}

TEST_CASE_METHOD(Search, "a unit is switched off and what that costs is told, or it is cancelled") {
  clickAt(scene()->chips[0].cells[0].box.center());
  click("askSwitchOff");
  CHECK(has("proofCard"));
  wait();
  CHECK_THAT(text("proofText"),
             Contains("Perplexity") && Contains("20 random sets of 1 unit") && Contains("p = "));
  CHECK_FALSE(has("proofCancel"));
  QTest::keyClick(&find<QPushButton>("askSwitchOff"), Qt::Key_Space);
  REQUIRE(panel().isBusy());
  CHECK(has("proofCancel"));
  find<QPushButton>("proofCancel").click();
  CHECK(text("proofText") == "Cancelled.");
  CHECK_FALSE(panel().isBusy());
}

TEST_CASE_METHOD(Search, "a chip is looked for on the other half of the text") {
  press(Qt::Key_Escape);
  const scene::Rect frame = scene()->chips[0].frame;
  clickAt({frame.x + 2, frame.y + 2});
  REQUIRE(state().selection.chip);
  click("askHalves");
  wait();
  CHECK_THAT(text("proofText"), Contains("Half of the documents") && Contains("confirmed"));
}

TEST_CASE_METHOD(Search, "a search is cancelled") {
  click("searchKind2");
  field().setText("4");
  QTest::keyClick(&field(), Qt::Key_Return);
  REQUIRE(panel().isBusy());
  find<QPushButton>("searchCancel").click();
  CHECK_FALSE(panel().isBusy());
  CHECK(status() == "Cancelled.");
  settle();
  CHECK(results().count() == 0);
  lookFor(2, 0, "4");
  CHECK_THAT(status(), Contains("unit 4"));
}

TEST_CASE_METHOD(Search, "lit units are asked about, and chips as they are now") {
  lookFor(1, 0, "w2");
  click("lightFound");
  REQUIRE(state().brushed.size() > 1);
  REQUIRE(has("askSwitchOff"));
  CHECK_THAT(find<QPushButton>("askSwitchOff").toolTip().toStdString(),
             Contains(std::to_string(state().brushed.size())));
  lookFor(2, 0, "chip 0");
  CHECK(!status().empty());
  auto& clusters = find<QSlider>("clusters");
  clusters.setValue(clusters.value() + 1);
  settle();
  CHECK(status().empty());
}

TEST_CASE_METHOD(Search, "what was found goes with the layer that it was found in") {
  lookFor(2, 0, "4");
  REQUIRE(!status().empty());
  click("layer0");
  CHECK(status().empty());
  CHECK(results().count() == 0);
  lookFor(2, 0, "4");
  CHECK_THAT(status(), Contains("unit 4"));
}

TEST_CASE("without a model the search page says what is missing") {
  Window window;
  QTest::keyClick(&window.window(), Qt::Key_F, Qt::ControlModifier);
  QTest::keyClicks(&window.find<QLineEdit>("searchField"), "he");
  QTest::keyClick(&window.find<QLineEdit>("searchField"), Qt::Key_Return);
  CHECK(window.text("searchStatus") == "Open a model first.");
}
