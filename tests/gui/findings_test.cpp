#include "findings/findings_panel.h"

#include "compare_window.h"
#include "session/session_keeper.h"

#include "rnnvis/base/file.h"
#include "rnnvis/scene/report.h"

#include <QDir>
#include <QFileDialog>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabWidget>

using namespace rnnvis;
using test::Compared;
using test::Window;

namespace {

void trigger(Window& window, const char* action) {
  window.window().findChild<QAction*>(action)->trigger();
  window.settle();
}

scene::Findings findings(Window& window) {
  return window.find<gui::FindingsPanel>("findingsPanel").findings();
}

void write(Window& window, int finding, const QString& text) {
  auto& note = window.find<QPlainTextEdit>(QStringLiteral("findingNote%1").arg(finding));
  QTest::keyClicks(&note, text);
}

void select(Window& window, int word) {
  Q_EMIT window.view().commanded(scene::SelectWord{WordId{word}});
  window.settle();
}

/// Two findings: word 5 of the model as it opens, word 6 in four clusters.
void pinTwo(Window& window) {
  window.openSmallModel();
  select(window, 5);
  trigger(window, "pin");
  write(window, 0, "first");
  select(window, 6);
  Q_EMIT window.view().commanded(scene::SetClusters{4});
  window.settle();
  trigger(window, "pin");
  write(window, 1, "second");
}

}  // namespace

TEST_CASE("what is shown is pinned with a note and returned to, which can be undone") {
  Window window;
  trigger(window, "pin");
  CHECK(window.text("messageText").find("open a model first") != std::string::npos);
  pinTwo(window);
  const scene::AnalyticState last = window.state();
  REQUIRE(findings(window).size() == 2);
  CHECK(findings(window)[0].note == "first");
  CHECK(findings(window)[1].note == "second");
  CHECK(findings(window)[0].caption.find("Selected: “w5”") != std::string::npos);
  CHECK(window.find<QTabWidget>("sidePanel").currentWidget()->objectName() == "findingsPanel");

  window.click("showFinding0");
  CHECK(window.state().selection.words == std::vector{WordId{5}});
  CHECK(window.state().clustering.options.unitClusters == 10);
  CHECK(window.scene()->chips.size() == 10);
  trigger(window, "undo");
  CHECK(window.state().clustering == last.clustering);
}

TEST_CASE("findings are moved, removed and brought back to their places") {
  Window window;
  pinTwo(window);
  CHECK_FALSE(window.find("raiseFinding0").isEnabled());
  CHECK_FALSE(window.find("lowerFinding1").isEnabled());
  window.click("raiseFinding1");
  CHECK(findings(window)[0].note == "second");
  window.click("removeFinding0");
  REQUIRE(findings(window).size() == 1);
  CHECK(findings(window)[0].note == "first");
  CHECK(window.has("bringFindingBack"));
  window.click("bringFindingBack");
  REQUIRE(findings(window).size() == 2);
  CHECK(findings(window)[0].note == "second");
  CHECK_FALSE(window.has("bringFindingBack"));
}

TEST_CASE("findings go with the session that is saved and the one that is kept") {
  QDir(gui::keptSessionsFolder()).removeRecursively();
  const auto saved = [](Window& window) {
    return QString::fromStdString((window.folder() / "work.rnnvis-session").string());
  };
  Window other;
  scene::Findings pinned;
  {
    Window window;
    pinTwo(window);
    pinned = findings(window);
    window.window().saveSessionTo(saved(window));
    other.window().open(saved(window));
    other.settle();
    CHECK(findings(other) == pinned);
    trigger(other, "pin");
    CHECK(findings(other).size() == 3);
  }
  const auto kept = gui::keptSessions();
  REQUIRE(kept.size() == 1);
  CHECK(kept.front().work.endsWith("2 findings"));
  CHECK(scene::readFindings(kept.front().file.toStdString()) == pinned);
}

TEST_CASE("a session with damaged findings is refused, and the file and what is open stay") {
  Window window;
  pinTwo(window);
  const auto before = findings(window);
  const std::filesystem::path file = window.folder() / "damaged.rnnvis-session";
  const std::string text =
      R"({"format": 1, "model": {"path": "m"}, "findings": [{"note": 1, "session": {}}]})";
  writeFileAtomically(file, [&](std::ostream& stream) { stream << text; });
  window.window().open(QString::fromStdString(file.string()));
  window.settle();
  CHECK(window.text("messageText").find("findings[0].note") != std::string::npos);
  CHECK(findings(window) == before);
  CHECK(readFile(file) == text);
}

TEST_CASE("a comparison is a finding of the main window and opens again from there") {
  const test::SmallModel model{.tokens = 40, .hidden = 30, .outputs = 40};
  Compared compared(model, model);
  compared.window->findChild<QAction*>("pin")->trigger();
  REQUIRE(findings(compared.main).size() == 1);
  const auto finding = findings(compared.main)[0];
  CHECK(std::holds_alternative<scene::ComparisonSession>(finding.shown));
  const scene::ComparisonState pinned = compared.window->state();
  Q_EMIT compared.half(scene::Half::baseline).commanded(scene::SetClusters{3});
  compared.settle();
  REQUIRE(compared.window->state() != pinned);
  compared.window->hide();
  QTest::mouseClick(&compared.main.find("showFinding0"), Qt::LeftButton);
  compared.settle();
  CHECK(compared.window->isVisible());
  CHECK(compared.window->state() == pinned);
}

TEST_CASE("a report is written beside the window's work, and says why where it cannot be") {
  Window window;
  pinTwo(window);
  const auto& panel = window.find<gui::FindingsPanel>("findingsPanel");
  const auto report = [&](const std::string& file) {
    window.click("makeReport");
    auto& dialog = window.find<QFileDialog>("reportDialog");
    Q_EMIT dialog.fileSelected(QString::fromStdString(file));
    dialog.close();
    CHECK(window.find<QPushButton>("makeReport").text() == "Cancel");
    QTRY_COMPARE_WITH_TIMEOUT(panel.findChild<QPushButton*>("makeReport")->text(), "Report…",
                              Window::patience);
  };
  const std::filesystem::path file = window.folder() / "report.html";
  report(file.string());
  const std::string page = readFile(file);
  CHECK(page.find(">first</h2>") < page.find(">second</h2>"));
  CHECK(page.find("<svg") != std::string::npos);
  CHECK(page.size() < scene::Report::mostBytes);
  CHECK(window.text("reportTold").find("report.html") != std::string::npos);
  report("/proc/none/report.html");
  CHECK(window.text("reportTold").find("/proc/none") != std::string::npos);
}
