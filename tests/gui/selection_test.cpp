#include "window.h"

#include "rnnvis/response/explain.h"

using namespace rnnvis;
using test::Window;

namespace {

const response::Analysis& analysisOf(Window& window) {
  return *window.window().computation().latest()->workspace.analysis;
}

}  // namespace

TEST_CASE("a click on a word colours the cells by the response to it and shows its distribution") {
  Window window;
  window.openSmallModel();
  window.clickAt(window.wordShown("w3").box.center());

  CHECK(window.scene()->cellMeaning == scene::CellMeaning::response);
  CHECK(window.scene()->cellSubject == "w3");
  const auto& analysis = analysisOf(window);
  const WordId word = response::findWord(analysis, "w3");
  const auto means = analysis.responses(LayerId{1}, model::Signal::c).mean.matrix().row(word.value);
  for (const auto& chip : window.scene()->chips)
    for (const auto& cell : chip.cells) CHECK(cell.value == Approx(means[cell.unit.value]));

  CHECK(window.text("detailTitle") == "Responses to “w3”");
  const QString count = QString::number(analysis.count[word.index()]);
  CHECK(QString::fromStdString(window.text("wordCount0")).remove(',') == "w3 · " + count + " times");
  CHECK(window.has("distributionPlot0"));
}

TEST_CASE("up to three words are compared, in one plot or one below the other") {
  Window window;
  window.openSmallModel();
  window.clickAt(window.wordShown("w3").box.center());
  CHECK_FALSE(window.has("arrangement"));
  window.clickAt(window.wordShown("w4").box.center(), Qt::ControlModifier);
  window.clickAt(window.wordShown("w5").box.center(), Qt::ShiftModifier);
  CHECK(window.text("detailTitle") == "Responses to “w3”, “w4” and “w5”");
  CHECK_FALSE(window.has("distributionPlot1"));
  CHECK(window.has("wordCount2"));
  window.click("arrangement1");
  CHECK(window.has("distributionPlot2"));
}

TEST_CASE("a click on a cell shows the words that its unit answers to") {
  Window window;
  window.openSmallModel();
  const scene::Cell cell = window.scene()->chips[2].cells[0];
  window.clickAt(cell.box.center());
  const std::string unit = std::to_string(cell.unit.value);
  CHECK(window.state().selection.units == std::vector{cell.unit});
  CHECK(window.text("detailTitle") == "Unit " + unit + " · chip 2");
  CHECK(window.has(QString::fromStdString("unitPlot" + unit)));

  const scene::Cell other = window.scene()->chips[3].cells[0];
  window.clickAt(other.box.center(), Qt::ControlModifier);
  CHECK(window.text("secondUnitTitle") == "Unit " + std::to_string(other.unit.value) + " · chip 3");
}

TEST_CASE("a word of a unit's plot can be clicked") {
  Window window;
  window.openSmallModel();
  const scene::Cell cell = window.scene()->chips[0].cells[0];
  window.clickAt(cell.box.center());
  auto& plot = window.find("unitPlot" + QString::number(cell.unit.value));
  QTest::mouseClick(plot.findChild<QWidget*>(), Qt::LeftButton, {}, QPoint(150, 12));
  window.settle();
  CHECK(window.state().selection.units.empty());
  CHECK(window.state().selection.words.size() == 1);
}

TEST_CASE("a click on a token shows what it changes") {
  Window window;
  window.openSmallModel();
  window.type("w3 w17 w5");
  const scene::Glyph glyph = window.glyphOf(0, 1);
  window.clickAt({glyph.box.right() - 10, glyph.box.center().y});
  CHECK(window.state().selection.token == scene::TokenPlace{0, 1});
  CHECK(window.scene()->cellMeaning == scene::CellMeaning::actual);
  CHECK(window.scene()->tokenLinks.size() == 10);
  CHECK(window.text("detailTitle") == "Response at “w17”, token 1 of the sentence");
}

TEST_CASE("a bar of a glyph stands for its chip") {
  Window window;
  window.openSmallModel();
  window.type("w3 w17 w5");
  window.clickAt(window.glyphOf(0, 1).clusters[4].box.center());
  CHECK(window.state().selection.chip == ClusterId{4});
  CHECK(window.text("detailTitle").starts_with("Chip 4 · "));
}

TEST_CASE("a click between the words of a cloud selects the cloud") {
  Window window;
  window.openSmallModel();
  const scene::Rect frame = window.scene()->clouds[1].frame;
  window.clickAt({frame.x + 2, frame.y + 2});
  CHECK(window.state().selection.cloud == ClusterId{1});
  CHECK(window.text("detailTitle").starts_with("Cloud 1 · "));
}

TEST_CASE("Esc clears the selection") {
  Window window;
  window.openSmallModel();
  window.clickAt(window.wordShown("w3").box.center());
  REQUIRE_FALSE(window.state().selection.isEmpty());
  window.press(Qt::Key_Escape);
  CHECK(window.state().selection.isEmpty());
  CHECK(window.scene()->cellMeaning == scene::CellMeaning::explained);
  CHECK(window.text("detailTitle") == "Nothing is selected");
}

TEST_CASE("a selection is shown at once while something else is computed") {
  Window window;
  window.openSmallModel();
  const scene::Point word = window.wordShown("w3").box.center();
  const scene::Point cell = window.scene()->chips[0].cells[0].box.center();
  QTest::mouseClick(&window.find("layer0"), Qt::LeftButton);
  REQUIRE(window.window().computation().isRunning());
  QTest::mouseClick(&window.view(), Qt::LeftButton, {}, QPointF(cell.x, cell.y).toPoint());
  CHECK(window.state().selection.units.empty());  // A unit of the layer that is left means nothing there.
  QTest::mouseClick(&window.view(), Qt::LeftButton, {}, QPointF(word.x, word.y).toPoint());
  CHECK(window.window().computation().isRunning());
  CHECK(window.scene()->cellSubject == "w3");
  window.settle();
  CHECK(window.scene()->cellSubject == "w3");
  CHECK(window.state().clustering.layer == LayerId{0});
}
