#include "compare_window.h"

#include <QComboBox>
#include <QFileDialog>
#include <QImage>
#include <QPushButton>
#include <QSlider>

#include <array>

using namespace rnnvis;
using scene::halves;
using test::Compared;
using test::Half;
using test::SmallModel;

namespace {

const SmallModel lstm{.tokens = 40, .hidden = 30, .outputs = 40};
const SmallModel rnn{.cell = "rnn", .tokens = 40, .hidden = 20, .layers = 1, .outputs = 40, .seed = 3};

}  // namespace

TEST_CASE("a comparison begins with the open model beside another of its layers, read once") {
  Compared pair(lstm);
  CHECK(pair.state(Half::baseline).model == pair.main.state().model);
  CHECK(pair.state(Half::comparison).clustering.layer == LayerId{0});
  const auto &a = pair.half(Half::baseline).shown(), &b = pair.half(Half::comparison).shown();
  REQUIRE(b);
  CHECK(pair.find<QPushButton>("layer1", Half::baseline).isChecked());
  CHECK(pair.find<QPushButton>("layer0", Half::comparison).isChecked());
  CHECK(a->workspace.model == b->workspace.model);
  CHECK(a->workspace.analysis == b->workspace.analysis);
  CHECK(pair.scene(Half::baseline).isMirrored);
  CHECK_FALSE(pair.scene(Half::comparison).isMirrored);
  CHECK(pair.scene(Half::baseline).title.starts_with("Baseline · "));
  CHECK(pair.scene(Half::comparison).title.starts_with("Comparison · "));
}

TEST_CASE("a word clicked, pointed at or sought on either side is so on the other") {
  Compared pair(lstm, rnn);
  for (const Half half : halves) {
    const Half other = otherThan(half);
    pair.clickAt(half, pair.wordOn(half, "w5").box);
    CHECK(pair.selectedOn(half) == "w5");
    CHECK(pair.selectedOn(other) == "w5");
    CHECK(pair.scene(other).cellSubject == "w5");
    CHECK(pair.scene(half).cellRange == pair.scene(other).cellRange);
    pair.pointAt(half, pair.wordOn(half, "w7").box);
    const auto* hovered = std::get_if<WordId>(&pair.view(other).pointedAt().item);
    REQUIRE(hovered);
    CHECK(pair.half(other).shown()->workspace.analysis->tokens[hovered->index()] == "w7");
    CHECK(pair.view(other).pointedAt().cloud.has_value());
    pair.clickAt(half, pair.wordOn(half, "w5").box);
    CHECK(pair.state(other).selection.isEmpty());
  }
  auto& field = pair.find<QLineEdit>("findWord");
  QTest::keyClicks(&field, "w9");
  QTest::keyClick(&field, Qt::Key_Return);
  pair.settle();
  CHECK(pair.selectedOn(Half::baseline) == "w9");
  CHECK(pair.selectedOn(Half::comparison) == "w9");
  pair.clickAt(Half::comparison, pair.wordOn(Half::comparison, "w4").box, Qt::ControlModifier);
  CHECK(pair.state(Half::baseline).selection.words.size() == 2);
}

TEST_CASE("a word that the other vocabulary lacks is said to be missing there") {
  Compared pair(lstm, {.cell = "gru", .tokens = 20, .hidden = 12, .layers = 1, .outputs = 20});
  pair.clickAt(Half::baseline, pair.wordOn(Half::baseline, "w30").box);
  CHECK(pair.state(Half::comparison).selection.isEmpty());
  CHECK(pair.scene(Half::comparison).note == "“w30” is not in this vocabulary");
  CHECK(pair.scene(Half::baseline).note.empty());
  pair.clickAt(Half::baseline, pair.wordOn(Half::baseline, "w3").box);
  CHECK(pair.scene(Half::comparison).note.empty());
  CHECK(pair.selectedOn(Half::comparison) == "w3");
}

TEST_CASE("a sentence is typed once and read by both, its tokens side by side and linked") {
  Compared pair(lstm, rnn);
  pair.type("w2 w3 w4");
  for (const Half half : halves) CHECK(pair.half(half).shown()->workspace.sentences.size() == 1);
  const auto glyphOn = [&](Half half, std::size_t token) {
    for (const scene::Glyph& glyph : pair.scene(half).glyphs)
      if (!glyph.isStart && glyph.place.token == token) return glyph;
    FAIL("no glyph");
    return scene::Glyph{};
  };
  CHECK(glyphOn(Half::baseline, 1).box.y == glyphOn(Half::comparison, 1).box.y);
  CHECK(pair.scene(Half::baseline).glyphRange == pair.scene(Half::comparison).glyphRange);
  pair.clickAt(Half::baseline, glyphOn(Half::baseline, 1).labelBox);
  CHECK(pair.state(Half::comparison).selection.token == scene::TokenPlace{0, 1});
  pair.pointAt(Half::comparison, glyphOn(Half::comparison, 2).labelBox);
  CHECK(std::get<scene::TokenPlace>(pair.view(Half::baseline).pointedAt().item) == scene::TokenPlace{0, 2});
}

TEST_CASE("both sides scroll together") {
  Compared pair(lstm);
  QString text;
  for (int i = 0; i < 60; ++i) text += QStringLiteral("w%1 ").arg(2 + i % 30);
  pair.type(text.trimmed());
  REQUIRE(pair.scene(Half::baseline).tokensBelow > 0);
  QTest::keyClick(&pair.view(Half::baseline), Qt::Key_PageDown);
  pair.settle();
  CHECK(pair.scene(Half::baseline).firstRow > 0);
  CHECK(pair.scene(Half::comparison).firstRow == pair.scene(Half::baseline).firstRow);
}

TEST_CASE("each side can have a sentence of its own: one is edited and the other stays") {
  Compared pair(lstm);
  pair.type("w2 w3 w4");
  pair.find<QCheckBox>("commonSentences").click();
  pair.settle();
  REQUIRE(pair.find("sentenceInput", Half::comparison).isVisible());
  auto& edit = pair.find<QLineEdit>("sentence0", Half::comparison);
  edit.selectAll();
  QTest::keyClicks(&edit, "w4 w3");
  pair.settle();
  CHECK(pair.half(Half::baseline).shown()->workspace.sentences[0].text == "w2 w3 w4");
  CHECK(pair.half(Half::comparison).shown()->workspace.sentences[0].text == "w4 w3");
}

TEST_CASE("layer and state are chosen for a side, the number of clusters for both") {
  Compared pair(lstm);
  pair.click("state1", Half::comparison);
  CHECK(pair.state(Half::comparison).clustering.state == model::Signal::h);
  CHECK(pair.half(Half::comparison).shown()->workspace.clustering->state == model::Signal::h);
  CHECK(pair.half(Half::baseline).shown()->workspace.clustering->state == model::Signal::c);
  pair.find<QSlider>("clusters").setValue(5);
  pair.settle();
  for (const Half half : halves) CHECK(pair.half(half).shown()->workspace.clustering->unitClusters == 5);
}

TEST_CASE("of the same layer on both sides a unit is the same, clicked or pointed at") {
  Compared pair(lstm);
  pair.click("layer1", Half::comparison);
  pair.click("state1", Half::comparison);
  const scene::Cell cell = pair.scene(Half::baseline).chips.front().cells.front();
  pair.pointAt(Half::baseline, cell.box);
  CHECK(std::get<UnitId>(pair.view(Half::comparison).pointedAt().item) == cell.unit);
  pair.clickAt(Half::baseline, cell.box);
  CHECK(pair.state(Half::comparison).selection.units == std::vector{cell.unit});
}

TEST_CASE("the scale is one for both, or each side's own, and the legend says which") {
  Compared pair(lstm, {.cell = "lstm", .tokens = 40, .hidden = 30, .outputs = 40, .scale = 0.1});
  CHECK(pair.scene(Half::baseline).edgeRange == pair.scene(Half::comparison).edgeRange);
  CHECK(pair.scene(Half::baseline).scaleNote == "one scale on both sides");
  pair.find<QCheckBox>("commonScale").click();
  pair.settle();
  CHECK(pair.scene(Half::baseline).edgeRange > pair.scene(Half::comparison).edgeRange);
  CHECK(pair.scene(Half::comparison).scaleNote == "a scale of its own");
}

TEST_CASE("sides are swapped, and steps are undone and redone") {
  Compared pair(lstm, rnn);
  const std::string a = pair.state(Half::baseline).model, b = pair.state(Half::comparison).model;
  QTest::mouseClick(&pair.find("swapSides"), Qt::LeftButton);
  pair.settle();
  CHECK(pair.state(Half::baseline).model == b);
  CHECK(pair.half(Half::baseline).shown()->state.model == b);
  CHECK(pair.scene(Half::baseline).isMirrored);
  pair.window->findChild<QAction*>("undo")->trigger();
  pair.settle();
  CHECK(pair.half(Half::baseline).shown()->state.model == a);
  CHECK(pair.half(Half::comparison).shown()->state.model == b);
  pair.window->findChild<QAction*>("redo")->trigger();
  pair.settle();
  CHECK(pair.half(Half::comparison).shown()->state.model == a);
}

TEST_CASE("a comparison is saved, opened as it was, and exported") {
  Compared pair(lstm, rnn);
  pair.type("w3 w5 w9");
  pair.click("state1", Half::baseline);
  pair.clickAt(Half::baseline, pair.wordOn(Half::baseline, "w5").box);
  Q_EMIT pair.half(Half::comparison)
      .commanded(scene::MergeClusters{scene::Side::units, ClusterId{0}, ClusterId{1}});
  pair.settle();
  const scene::ComparisonState saved = pair.window->state();
  REQUIRE(saved.sides.b->edits.list.size() == 1);
  const auto file = pair.main.folder() / "pair.rnnvis-session";
  pair.window->saveSessionTo(QString::fromStdString(file.string()));

  Compared other(lstm);
  other.main.window().open(QString::fromStdString(file.string()));
  other.settle();
  CHECK(other.window->state() == saved);
  CHECK(other.scene(Half::comparison).chips.size() == pair.scene(Half::comparison).chips.size());

  const auto picture = pair.main.folder() / "pair.png";
  pair.find<QAction>("exportComparison").trigger();
  Q_EMIT pair.find<QFileDialog>("exportDialog").fileSelected(QString::fromStdString(picture.string()));
  CHECK(QImage(QString::fromStdString(picture.string())).width() >= pair.window->width());
  pair.find<QFileDialog>("exportDialog").close();

  const auto damaged = pair.main.folder().write("bad.rnnvis-session", R"({"format": 1, "comparison": 3})");
  other.main.window().open(QString::fromStdString(damaged.string()));
  CHECK(other.window->state() == saved);
  CHECK(other.half(Half::baseline).findChild<QLabel*>("messageText")->text().contains("must be an object"));
}

TEST_CASE("a side that cannot be read says why and leaves the other one usable") {
  Compared pair(lstm);
  const std::string before = pair.state(Half::comparison).model;
  pair.choose(Half::comparison, "/nowhere/at/all");
  CHECK(pair.half(Half::comparison).findChild<QLabel*>("messageText")->isVisible());
  CHECK(pair.state(Half::comparison).model == before);
  pair.clickAt(Half::baseline, pair.wordOn(Half::baseline, "w5").box);
  CHECK(pair.selectedOn(Half::comparison) == "w5");
}

TEST_CASE("without an open model both sides offer models, and one can be used before the other is chosen") {
  test::Window main;
  QTest::mouseClick(&main.find("startCompare"), Qt::LeftButton);
  auto* window = main.window().findChild<gui::CompareWindow*>("compareWindow");
  REQUIRE(window);
  Q_EMIT window->half(Half::comparison).modelChosen(main.writeModelFolder());
  QElapsedTimer timer;
  timer.start();
  while (!window->half(Half::comparison).shown() && timer.elapsed() < test::Window::patience)
    QApplication::processEvents(QEventLoop::AllEvents, 20);
  REQUIRE(window->half(Half::comparison).shown());
  CHECK_FALSE(window->half(Half::baseline).shown());
  const scene::MainScene* scene = window->half(Half::comparison).view().scene();
  REQUIRE(scene);
  CHECK(scene->scaleNote.empty());
}

TEST_CASE("how well either model predicts is measured once both sides are there") {
  Compared pair(lstm, rnn);
  QElapsedTimer timer;
  timer.start();
  const auto isMeasured = [&](Half half) {
    return pair.half(half).performance().find("perplexity") != std::string::npos;
  };
  while (!(isMeasured(Half::baseline) && isMeasured(Half::comparison)) &&
         timer.elapsed() < test::Window::patience)
    QApplication::processEvents(QEventLoop::AllEvents, 20);
  for (const Half half : halves) REQUIRE(isMeasured(half));
  pair.choose(Half::comparison, "/nowhere/at/all");
  CHECK(isMeasured(Half::comparison));  // What is shown is as before.
}

TEST_CASE("in a small window both sides are shown whole") {
  Compared pair(lstm, rnn);
  pair.window->resize(1280, 720);
  pair.settle();
  CHECK(pair.window->width() == 1280);
  for (const Half half : halves) CHECK_FALSE(pair.view(half).transform().canPan());
}
