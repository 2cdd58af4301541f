#include "window.h"

#include <QToolButton>

using namespace rnnvis;
using test::Window;

namespace {

std::vector<std::string> labels(const scene::MainScene& scene) {
  std::vector<std::string> result;
  for (const auto& glyph : scene.glyphs)
    if (!glyph.isStart) result.push_back(glyph.label);
  return result;
}

}  // namespace

TEST_CASE("a typed sentence appears as glyphs, one a token") {
  Window window;
  window.openSmallModel();
  window.type("w3 w17 nobody w3");
  CHECK(labels(*window.scene()) == std::vector<std::string>{"w3", "w17", "nobody", "w3"});
  CHECK(window.scene()->glyphs.front().isStart);
  CHECK(window.glyphOf(0, 2).isUnknown);
  CHECK_FALSE(window.glyphOf(0, 0).prediction.empty());
  CHECK(window.find<QLineEdit>("sentenceInput").text().isEmpty());
  CHECK(window.find<QLineEdit>("sentence0").text() == "w3 w17 nobody w3");
}

TEST_CASE("sentences are corrected and removed in place") {
  Window window;
  window.openSmallModel();
  window.type("w3 w4");
  window.type("w5 w6 w7");
  REQUIRE(labels(*window.scene()).size() == 5);

  auto& field = window.find<QLineEdit>("sentence0");
  field.selectAll();
  QTest::keyClicks(&field, "w8");
  QTest::keyClick(&field, Qt::Key_Return);
  window.settle();
  CHECK(window.state().sentences == std::vector<std::string>{"w8", "w5 w6 w7"});
  CHECK(labels(*window.scene()) == std::vector<std::string>{"w8", "w5", "w6", "w7"});

  window.click("removeSentence0");
  CHECK(window.state().sentences == std::vector<std::string>{"w5 w6 w7"});
  CHECK(labels(*window.scene()) == std::vector<std::string>{"w5", "w6", "w7"});
  CHECK_FALSE(window.has("sentence1"));

  window.click("removeSentence0");
  CHECK(window.state().sentences.empty());
  CHECK(window.scene()->glyphs.empty());
}

TEST_CASE("an empty sentence is answered by a message and changes nothing") {
  Window window;
  window.openSmallModel();
  window.type("   ");
  CHECK(window.state().sentences.empty());
  CHECK(window.has("messageBar"));
  CHECK(window.text("messageText").find("empty") != std::string::npos);
  window.type("w3");
  CHECK_FALSE(window.has("messageBar"));
}

TEST_CASE("a sentence that is added can be seen, and the column scrolls back to the first") {
  Window window;
  window.openSmallModel();
  window.type("w2 w3 w4 w5 w6 w7 w8 w9 w10 w11 w12 w13");
  window.type("w14 w15 w16 w17 w18 w19 w20 w21 w22 w23");
  CHECK(window.scene()->tokensAbove > 0);
  CHECK(window.glyphOf(1, 0).label == "w14");
  for (int i = 0; i < 5; ++i) window.press(Qt::Key_PageUp);
  CHECK(window.scene()->tokensAbove == 0);
  CHECK(window.glyphOf(0, 0).label == "w2");
}

TEST_CASE("room that is left below the last token is filled from above") {
  Window window;
  window.openSmallModel();
  window.type("w2 w3 w4 w5 w6 w7 w8 w9 w10 w11 w12 w13");
  window.type("w14 w15 w16 w17 w18 w19 w20 w21 w22 w23");
  REQUIRE(window.scene()->tokensAbove > 0);
  CHECK(window.scene()->tokensBelow == 0);
  window.click("removeSentence1");
  CHECK(window.scene()->tokensAbove == 0);
  CHECK(labels(*window.scene()).size() == 12);
}

TEST_CASE("a long sentence that is added is seen from its start on") {
  Window window;
  window.openSmallModel();
  window.type("w2 w3 w4");
  window.type(QString("w5 ").repeated(60));
  CHECK(window.glyphOf(1, 0).label == "w5");
  CHECK(window.scene()->tokensBelow > 0);
}

TEST_CASE("the wheel scrolls the sentence column") {
  Window window;
  window.openSmallModel();
  window.type("w2 w3 w4 w5 w6 w7 w8 w9 w10 w11 w12 w13 w14 w15 w16 w17 w18 w19 w20 w21 w22 w23 w24 w25");
  REQUIRE(window.scene()->tokensBelow > 0);
  const auto before = window.scene()->tokensBelow;
  const auto middle = window.scene()->sentenceColumn->area.center();
  const QPointF position(middle.x, middle.y);
  QWheelEvent wheel(position, window.view().mapToGlobal(position), {}, {0, -240}, Qt::NoButton,
                    Qt::NoModifier, Qt::NoScrollPhase, false);
  QApplication::sendEvent(&window.view(), &wheel);
  CHECK(window.scene()->tokensBelow < before);
}

TEST_CASE("a sentence that the model cannot read is answered by a message") {
  Window window;
  test::Random random(7);
  std::string toml = test::languageModelToml;
  toml.replace(toml.find("unknown = \"<unk>\"\n"), 18, "");
  window.window().openModel(QString::fromStdString(
      test::writeModel(window.folder(), "strict", {.tokens = 40, .hidden = 30, .outputs = 40},
                       test::randomText(random, 1500, 40), toml)
          .string()));
  window.settle();
  window.type("w3 nobody");
  CHECK(window.text("messageText").find("nobody") != std::string::npos);
  CHECK(window.scene()->headings.back().isProblem);
}
