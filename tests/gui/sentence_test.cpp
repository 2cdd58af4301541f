#include "window.h"

#include <QComboBox>
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

/// A sentence that does not fit the column.
void typeLongSentence(Window& window) {
  window.type(QString("w5 w9 w30 w11 ").repeated(60));
  REQUIRE(window.scene()->overview);
}

void drag(Window& window, scene::Point from, scene::Point to) {
  const auto at = [](scene::Point point) { return QPointF(point.x, point.y).toPoint(); };
  QTest::mousePress(&window.view(), Qt::LeftButton, {}, at(from));
  QTest::mouseMove(&window.view(), at({(from.x + to.x) / 2, (from.y + to.y) / 2}));
  QTest::mouseMove(&window.view(), at(to));
  QTest::mouseRelease(&window.view(), Qt::LeftButton, {}, at(to));
}

void turnWheel(Window& window, int delta, Qt::KeyboardModifiers modifiers = {}) {
  const auto middle = window.scene()->sentenceColumn->area.center();
  const QPointF position(middle.x, middle.y);
  QWheelEvent wheel(position, window.view().mapToGlobal(position), {}, {0, delta}, Qt::NoButton, modifiers,
                    Qt::NoScrollPhase, false);
  QApplication::sendEvent(&window.view(), &wheel);
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
  window.press(Qt::Key_End);
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
  turnWheel(window, -240);
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

TEST_CASE("the model reads a correction while it is typed") {
  Window window;
  window.openSmallModel();
  window.type("w3 w4");
  window.type("w5");
  auto& field = window.find<QLineEdit>("sentence0");
  field.setFocus();
  field.setCursorPosition(2);
  QTest::keyClicks(&field, "5 w16 ");
  window.settle();
  CHECK(labels(*window.scene()) == std::vector<std::string>{"w35", "w16", "w4", "w5"});
  CHECK(window.state().sentences[0] == "w35 w16  w4");
  CHECK(&window.find<QLineEdit>("sentence0") == &field);
  CHECK(field.cursorPosition() == 8);

  field.selectAll();
  QTest::keyClick(&field, Qt::Key_Delete);
  window.settle();
  CHECK(labels(*window.scene()).size() == 4);  // An empty sentence waits for its words.
  QTest::keyClick(&field, Qt::Key_Return);
  CHECK(field.text() == "w35 w16  w4");
  CHECK(window.has("messageBar"));
}

TEST_CASE("a token stays selected while another sentence is corrected or removed") {
  Window window;
  window.openSmallModel();
  window.type("w3 w4");
  window.type("w5 w6");
  const scene::Rect box = window.glyphOf(1, 1).box;
  window.clickAt({box.right() - 10, box.center().y});
  REQUIRE(window.state().selection.token == scene::TokenPlace{1, 1});
  QTest::keyClicks(&window.find<QLineEdit>("sentence0"), " w9");
  window.settle();
  CHECK(window.state().selection.token == scene::TokenPlace{1, 1});
  CHECK_FALSE(window.scene()->tokenLinks.empty());
  window.click("removeSentence0");
  CHECK(window.state().selection.token == scene::TokenPlace{0, 1});
  CHECK(window.glyphOf(0, 1).isSelected);
}

TEST_CASE("the output that words add to is chosen or typed") {
  Window window;
  window.openSmallModel();
  CHECK_FALSE(window.has("target"));
  window.type("w3 w4");
  REQUIRE(window.has("target"));
  auto& output = window.find<QComboBox>("target");
  const std::string likeliest = window.scene()->contributionSubject;
  CHECK(output.currentText().toStdString() == "the likeliest: " + likeliest);
  CHECK(output.count() == 6);
  const double before = window.glyphOf(0, 1).contribution->value;

  output.setCurrentIndex(2);
  Q_EMIT output.activated(2);
  window.settle();
  CHECK(window.state().target == output.itemText(2).toStdString());
  CHECK(window.scene()->contributionSubject == window.state().target);
  CHECK(window.glyphOf(0, 1).contribution->value != before);

  output.lineEdit()->selectAll();
  QTest::keyClicks(output.lineEdit(), "w7");
  QTest::keyClick(output.lineEdit(), Qt::Key_Return);
  window.settle();
  CHECK(window.scene()->contributionSubject == "w7");
  CHECK(output.currentText() == "w7");

  output.lineEdit()->selectAll();
  QTest::keyClicks(output.lineEdit(), "nothing");
  QTest::keyClick(output.lineEdit(), Qt::Key_Return);
  window.settle();
  CHECK(window.scene()->contributionProblem.find("nothing") != std::string::npos);
  CHECK_FALSE(window.glyphOf(0, 1).contribution);

  Q_EMIT output.activated(0);
  window.settle();
  CHECK(window.state().target.empty());
  CHECK(window.scene()->contributionSubject == likeliest);
}

TEST_CASE("the forecast follows the pointer") {
  Window window;
  window.openSmallModel();
  window.type("w3 w17 w4");
  const auto title = [&] { return window.scene()->forecast->title; };
  CHECK(title() == "Next word after “w4”");
  const scene::Rect box = window.glyphOf(0, 1).box;
  QTest::mouseMove(&window.view(), QPointF(box.right() - 10, box.center().y).toPoint());
  CHECK(title() == "Next word after “w17”");
  QTest::mouseMove(&window.view(), QPoint(2, 2));
  CHECK(title() == "Next word after “w4”");
}

TEST_CASE("the brush scrolls a long sentence and resizes its glyphs") {
  Window window;
  window.openSmallModel();
  typeLongSentence(window);
  const scene::Overview first = *window.scene()->overview;
  const scene::Point grip = first.window.center();
  drag(window, grip, {grip.x, grip.y + 200});
  CHECK(window.scene()->firstRow ==
        Approx(200 * static_cast<double>(first.rows) / first.strip.height).margin(1));
  CHECK(window.scene()->overview->window.y == Approx(first.window.y + 200).margin(4));

  const scene::Overview scrolled = *window.scene()->overview;
  const double height = window.scene()->glyphs[0].box.height;
  drag(window, {grip.x, scrolled.window.bottom() + 1}, {grip.x, scrolled.window.bottom() + 31});
  CHECK(window.scene()->glyphs[0].box.height < height);
  CHECK(window.scene()->overview->window.height > scrolled.window.height + 20);
  CHECK(window.scene()->firstRow == static_cast<std::size_t>(scrolled.firstRow));

  const scene::Rect strip = scrolled.strip;
  drag(window, {grip.x, strip.bottom() - 3}, {grip.x, strip.bottom() - 3});
  CHECK(window.scene()->tokensBelow == 0);
  CHECK(window.state().selection.isEmpty());

  QTest::mouseDClick(&window.view(), Qt::LeftButton, {}, QPointF(grip.x, strip.y + 5).toPoint());
  CHECK(window.scene()->glyphs[0].box.height == Approx(height));
}

TEST_CASE("keys and the wheel scroll to the ends and zoom glyphs") {
  Window window;
  window.openSmallModel();
  typeLongSentence(window);
  window.press(Qt::Key_End);
  CHECK(window.scene()->tokensBelow == 0);
  window.press(Qt::Key_Home);
  CHECK(window.scene()->tokensAbove == 0);
  const double height = window.scene()->glyphs[0].box.height;
  QTest::keyClick(&window.view(), Qt::Key_Up, Qt::ControlModifier);
  CHECK(window.scene()->glyphs[0].box.height > height);
  QTest::keyClick(&window.view(), Qt::Key_Down, Qt::ControlModifier);
  CHECK(window.scene()->glyphs[0].box.height == Approx(height));
  turnWheel(window, -240, Qt::ControlModifier);
  CHECK(window.scene()->glyphs[0].box.height < height);
  CHECK(window.scene()->tokensAbove == 0);
}

TEST_CASE("layer and state of the sentences follow the control panel") {
  Window window;
  window.openSmallModel();
  window.type("w3 w17 w4");
  const double cell = window.glyphOf(0, 1).clusters[0].box.height;
  window.click("state1");
  CHECK(window.state().clustering.state == model::Signal::h);
  CHECK(window.glyphOf(0, 1).clusters[0].box.height != cell);
  const auto& computed = *window.window().computation().latest();
  const auto& trace = computed.workspace.sentences[0].sentence->trace;
  const auto& clustering = *computed.workspace.clustering;
  const auto expected = sequence::measure(trace, clustering.layer, model::Signal::h,
                                          clustering.groups.unitLabels, clustering.unitClusters);
  CHECK(computed.workspace.sentences[0].measures.aggregatePositive == expected.aggregatePositive);
}

TEST_CASE("a text of 100,000 characters is answered by a message, and another is read at once") {
  Window window;
  window.openSmallModel();
  auto& input = window.find<QLineEdit>("sentenceInput");
  input.setText(QString("w5 w9 ").repeated(17'000));
  QTest::keyClick(&input, Qt::Key_Return);
  window.settle();
  CHECK(window.text("messageText").find("34000 tokens") != std::string::npos);
  CHECK(window.scene()->headings.back().isProblem);
  window.type("w3");
  CHECK(labels(*window.scene()) == std::vector<std::string>{"w3"});
}

TEST_CASE("keys that scroll sentences do nothing where there are none") {
  Window window;
  window.openSmallModel();
  const QImage before = window.view().grab().toImage();
  for (const Qt::Key key : {Qt::Key_PageDown, Qt::Key_PageUp, Qt::Key_Home, Qt::Key_End}) window.press(key);
  CHECK(window.view().grab().toImage() == before);
}
