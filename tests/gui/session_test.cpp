#include "session/session_keeper.h"

#include "compare_window.h"

#include "rnnvis/scene/comparison_session.h"

#include "rnnvis/base/file.h"

#include <QAction>
#include <QDir>
#include <QFileDialog>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QSysInfo>

#include <filesystem>

using namespace rnnvis;
using test::Compared;
using test::Window;

namespace {

/// Sessions of other tests are no business of this one.
struct NoSessions {
  NoSessions() {
    QDir(gui::keptSessionsFolder()).removeRecursively();
    QSettings().remove("recentSessions");
  }
};

/// Some work: clusters, an edit, a sentence and a selection.
void workOn(Window& window, const QString& model) {
  window.window().openModel(model);
  window.settle();
  window.type("w3 w5");
  Q_EMIT window.view().commanded(scene::SetClusters{4});
  window.settle();
  Q_EMIT window.view().commanded(scene::MergeClusters{scene::Side::units, ClusterId{0}, ClusterId{1}});
  window.settle();
  Q_EMIT window.view().commanded(scene::SelectWord{WordId{7}});
  window.settle();
}

void work(Window& window) {
  workOn(window, window.writeModelFolder());
}

QString save(Window& window) {
  const auto file = QString::fromStdString((window.folder() / "work.rnnvis-session").string());
  window.window().saveSessionTo(file);
  return file;
}

/// The question about a session that cannot be shown as it was.
QMessageBox& question(Window& window) {
  return window.find<QMessageBox>("sessionProblem");
}

void answer(Window& window, const QString& button) {
  for (QAbstractButton* offered : question(window).buttons())
    if (offered->text().remove('&') == button) {
      offered->click();
      return;
    }
  FAIL("no button says " << button.toStdString());
}

void locate(Window& window, const QString& dialog, const std::filesystem::path& path) {
  auto& chooser = window.find<QFileDialog>(dialog);
  Q_EMIT chooser.fileSelected(QString::fromStdString(path.string()));
  static_cast<QDialog&>(chooser).done(QDialog::Accepted);
  window.settle();
}

}  // namespace

TEST_CASE("a saved session opens as it was, and undoing it leads back") {
  const NoSessions none;
  Window window;
  work(window);
  const scene::AnalyticState saved = window.state();
  REQUIRE(saved.edits.list.size() == 1);
  const QString file = save(window);

  Window other;
  other.window().openModel(window.writeModelFolder("other"));
  other.settle();
  const scene::AnalyticState before = other.state();
  other.window().open(file);
  other.settle();
  CHECK(other.state() == saved);
  CHECK(other.scene()->chips.size() == window.scene()->chips.size());
  other.window().findChild<QAction*>("undo")->trigger();
  other.settle();
  CHECK(other.state().model == before.model);
  other.window().findChild<QAction*>("redo")->trigger();
  other.settle();
  CHECK(differInFocusAlone(other.state(), saved));
}

TEST_CASE("a window that was closed can be gone on with from the next one's start page") {
  const NoSessions none;
  Window maker;  // Of the model, which outlives the window that is closed.
  const QString model = maker.writeModelFolder();
  scene::AnalyticState left;
  {
    Window window;
    workOn(window, model);
    left = window.state();
    CHECK_FALSE(Window().has("startSession0"));  // A window that is open is not offered.
  }
  REQUIRE(gui::keptSessions().size() == 1);
  const QString file = gui::keptSessions().front().file;
  {
    Window next;
    REQUIRE(next.has("startSession0"));
    CHECK(next.find<QPushButton>("startSession0")
              .accessibleDescription()
              .contains("4 clusters · 1 sentence · clusters edited"));
    next.click("startSession0");
    CHECK(next.state() == left);
    CHECK(gui::keptSessions().empty());  // It is this window's now.
  }
  REQUIRE(gui::keptSessions().size() == 1);
  CHECK(gui::keptSessions().front().file == file);
}

TEST_CASE("a comparison is kept by itself, and gone on with from the next window's start page") {
  const NoSessions none;
  Window maker;
  const QString model = maker.writeModelFolder();
  scene::ComparisonState left;
  {
    Compared pair({.tokens = 40, .hidden = 30, .outputs = 40},
                  {.cell = "rnn", .tokens = 40, .hidden = 30, .outputs = 40});
    pair.choose(test::Half::baseline, model);
    pair.choose(test::Half::comparison, model);
    pair.click("state1", test::Half::comparison);
    pair.clickAt(test::Half::baseline, pair.wordOn(test::Half::baseline, "w5").box);
    pair.find<QCheckBox>("commonScale").click();
    pair.settle();
    left = pair.window->state();
  }
  const auto kept = gui::keptSessions();
  const auto comparison = std::find_if(kept.begin(), kept.end(), [](const auto& each) {
    return scene::isComparison(each.file.toStdString());
  });
  REQUIRE(comparison != kept.end());
  CHECK(comparison->work.startsWith("comparison"));
  Window next;
  next.window().open(comparison->file);
  auto* window = next.window().findChild<gui::CompareWindow*>("compareWindow");
  REQUIRE(window);
  QElapsedTimer timer;
  timer.start();
  while (window->state() != left && timer.elapsed() < Window::patience)
    QApplication::processEvents(QEventLoop::AllEvents, 20);
  CHECK(window->state() == left);
  CHECK_FALSE(left.hasCommonScale);
  for (const gui::KeptSession& each : gui::keptSessions()) CHECK(each.file != comparison->file);
}

TEST_CASE("a comparison without a second side cannot be saved, and says so") {
  test::Window main;
  QTest::mouseClick(&main.find("startCompare"), Qt::LeftButton);
  auto* window = main.window().findChild<gui::CompareWindow*>("compareWindow");
  REQUIRE(window);
  const auto file = QString::fromStdString((main.folder() / "none.rnnvis-session").string());
  window->saveSessionTo(file);
  CHECK_FALSE(QFile::exists(file));
  CHECK(window->half(test::Half::baseline)
            .findChild<QLabel*>("messageText")
            ->text()
            .contains("nothing to save"));
}

TEST_CASE("the session of a program that was killed is offered, and few of those are kept") {
  const NoSessions none;
  const QDir folder(gui::keptSessionsFolder());
  QDir().mkpath(folder.path());
  const std::string text = R"({"format": 1, "model": {"path": "m", "name": "LSTM"}})";
  for (int i = 0; i < 9; ++i) {
    const QString file = folder.filePath(QStringLiteral("%1.rnnvis-session").arg(i));
    writeFileAtomically(file.toStdString(), [&](std::ostream& stream) { stream << text; });
  }
  const QString damaged = folder.filePath("damaged.rnnvis-session");
  writeFileAtomically(damaged.toStdString(), [](std::ostream& stream) { stream << "{"; });
  // The lock of a process that is no more: none has a number so large.
  const std::string host = QSysInfo::machineHostName().toStdString();
  writeFileAtomically(folder.filePath("3.rnnvis-session.lock").toStdString(), [&](std::ostream& stream) {
    stream << "999999999\nrnnvis\n" << host << '\n';
  });
  CHECK(gui::keptSessions().size() == gui::KeptSession::most);
  CHECK(QFile::exists(damaged));  // Nothing that another version may be able to read is thrown away.
  CHECK(folder.entryList({"*.rnnvis-session"}).size() == static_cast<int>(gui::KeptSession::most) + 1);
}

TEST_CASE("a session whose model has moved asks where it is, and keeps the rest") {
  const NoSessions none;
  Window window;
  work(window);
  const scene::AnalyticState saved = window.state();
  const QString file = save(window);
  const std::filesystem::path moved = window.folder() / "moved";
  std::filesystem::rename(saved.model, moved);

  Window other;
  other.window().openSession(file);
  other.settle();
  CHECK(question(other).informativeText().contains("model"));
  answer(other, "Locate the model…");
  locate(other, "locateModel", moved);
  scene::AnalyticState expected = saved;
  expected.model = moved.string();
  CHECK(other.state() == expected);
  CHECK_FALSE(other.has("messageBar"));
}

TEST_CASE("a session whose text is gone asks for it, and can be given up") {
  const NoSessions none;
  Window window;
  work(window);
  const auto text = window.folder().write("own.txt", readFile(window.state().model + "/test.txt"));
  Q_EMIT window.view().commanded(scene::SetCorpus{text.string()});
  window.settle();
  const scene::AnalyticState saved = window.state();
  const QString file = save(window);
  const std::filesystem::path moved = window.folder() / "moved.txt";
  std::filesystem::rename(text, moved);

  Window other;
  other.window().openSession(file);
  other.settle();
  answer(other, "Give up");
  other.settle();
  CHECK(other.has("startPage"));
  other.window().openSession(file);
  other.settle();
  answer(other, "Locate the text…");
  locate(other, "locateText", moved);
  CHECK(other.state().corpus == moved.string());
  CHECK(other.state().selection == saved.selection);
}

TEST_CASE("a session of another model leaves out what it numbers, and says so") {
  const NoSessions none;
  Window window;
  work(window);
  const QString file = save(window);
  window.writeModelFolder("model",
                          {.tokens = Window::words, .hidden = 20, .outputs = Window::words, .seed = 9});
  Window other;
  other.window().openSession(file);
  other.settle();
  CHECK(other.text("messageText").find("The model has changed") != std::string::npos);
  CHECK(other.state().selection.isEmpty());
  CHECK(other.state().edits == scene::ClusterEdits{});
  CHECK(other.state().sentences == window.state().sentences);
}

TEST_CASE("what is no session leaves a message and what is shown as it is") {
  const NoSessions none;
  Window window;
  window.openSmallModel();
  const scene::AnalyticState before = window.state();
  const auto open = [&](const std::string& text) {
    const auto file = window.folder().write("bad.rnnvis-session", text);
    window.window().open(QString::fromStdString(file.string()));
    window.settle();
    return window.text("messageText");
  };
  CHECK(open("hello").find("is not a session") != std::string::npos);
  CHECK(open(R"({"format": 12})").find("newer version") != std::string::npos);
  CHECK(open(R"({"format": 1, "model": {"path": 3}})").find("model.path must be a text") !=
        std::string::npos);
  CHECK(window.state() == before);
  window.window().saveSessionTo("/proc/none/a.rnnvis-session");
  CHECK(window.text("messageText").find("/proc/none") != std::string::npos);
}
