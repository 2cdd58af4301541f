#include "compare_window.h"

#include <QPushButton>
#include <QTabWidget>

using namespace rnnvis;
using test::Compared;
using test::Half;
using test::SmallModel;

namespace {

const SmallModel lstm{.tokens = 40, .hidden = 30, .outputs = 40};
const SmallModel rnn{.cell = "rnn", .tokens = 40, .hidden = 30, .outputs = 40, .seed = 3};

}  // namespace

TEST_CASE("differences of words and clouds are there at once, those of layers once both have read the text") {
  Compared pair(lstm, rnn);
  const compare::Differences& known = pair.differences();
  CHECK(known.words.words.size() > 30);
  CHECK(known.wordClusters.has_value());
  REQUIRE(known.joint);
  CHECK(known.joint->cka.rows() == 2);
  REQUIRE(known.predictions);
  CHECK(known.predictions->alone.a->perplexity > 1);
}

TEST_CASE("a model beside itself in the same layer has no differences") {
  Compared pair(lstm);
  pair.click("layer1", Half::comparison);
  const compare::Differences& same = pair.differences();
  CHECK(same.words.similarity == Approx(1));
  CHECK(same.wordClusters->adjustedRand == Approx(1));
  CHECK(same.wordClusters->moved == 0);
  CHECK(same.joint->cka(1, 1) == Approx(1));
  CHECK(same.predictions->loss.difference == 0);
}

TEST_CASE("a click into the lists of differences selects the word on both sides") {
  Compared pair(lstm, rnn);
  pair.differences();
  const auto isSelected = [&] { return !pair.state(Half::baseline).selection.words.empty(); };
  REQUIRE(pair.clickDown("similarityCard", 0.2, isSelected));
  CHECK(pair.selectedOn(Half::comparison) == pair.selectedOn(Half::baseline));
}

TEST_CASE("a click into the matrix of layers chooses the layers of both sides") {
  Compared pair(lstm, rnn);
  pair.differences();
  const auto areOther = [&] {
    return pair.half(Half::baseline).shown()->workspace.clustering->layer == LayerId{0} &&
           pair.half(Half::comparison).shown()->workspace.clustering->layer == LayerId{0};
  };
  CHECK(pair.clickDown("ckaCard", 0.36, areOther));
}

TEST_CASE("along a sentence a click into its column selects the token") {
  Compared pair(lstm, rnn);
  pair.type("w2 w3 w4");
  pair.differences();
  auto& finder = pair.find<gui::DifferencesPanel>("differencesPanel").finder();
  REQUIRE(finder.sentence());
  pair.find<QTabWidget>("compareTabs").setCurrentIndex(1);
  CHECK(finder.sentence()->differences.columns.size() == 3);
  REQUIRE(pair.clickDown("divergenceCard", 0.1,
                         [&] { return pair.state(Half::baseline).selection.token.has_value(); }));
  CHECK(pair.state(Half::comparison).selection.token == pair.state(Half::baseline).selection.token);
}

TEST_CASE("reading together can be cancelled and taken up again; the halves stay usable") {
  Compared pair({.tokens = 40, .hidden = 120, .outputs = 40},
                {.cell = "gru", .tokens = 40, .hidden = 120, .outputs = 40});
  auto& panel = pair.find<gui::DifferencesPanel>("differencesPanel");
  auto& button = pair.find<QPushButton>("differencesCancel");
  REQUIRE(panel.finder().isRunning());
  QTest::mouseClick(&button, Qt::LeftButton);
  CHECK(panel.finder().isCancelled());
  CHECK_FALSE(panel.finder().shown()->differences->joint);
  pair.clickAt(Half::baseline, pair.wordOn(Half::baseline, "w5").box);
  CHECK(pair.selectedOn(Half::comparison) == "w5");
  CHECK_FALSE(panel.finder().shown()->differences->joint);
  QTest::mouseClick(&button, Qt::LeftButton);
  CHECK(pair.differences().joint);
}

TEST_CASE("words beside characters are compared by layers and sentences, and it is said that no word is") {
  Compared pair(lstm);
  test::Random random(5);
  std::string toml = test::languageModelToml;
  toml.insert(toml.find("vocabulary"), "level = \"char\"\n");
  const auto path = test::writeModel(pair.main.folder(), "characters",
                                     {.cell = "gru", .tokens = 14, .hidden = 12, .layers = 1, .outputs = 14},
                                     test::randomText(random, 400, 40), toml);
  pair.main.folder().write("characters/vocab.txt", "<unk>\n<eos>\nw\n \n0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n");
  pair.choose(Half::comparison, QString::fromStdString(path.string()));
  pair.type("w2 w13");
  const compare::Differences& known = pair.differences();
  CHECK_FALSE(known.shared.problem.empty());
  CHECK(known.joint);
  // “w13” stands beside its last character.
  const auto yOf = [&](Half half, std::size_t token) {
    for (const scene::Glyph& glyph : pair.scene(half).glyphs)
      if (!glyph.isStart && glyph.place.token == token) return glyph.box.y;
    return -1.0;
  };
  REQUIRE(pair.half(Half::comparison).shown()->workspace.sentences[0].sentence->tokens.size() == 6);
  CHECK(yOf(Half::baseline, 0) == yOf(Half::comparison, 1));
  CHECK(yOf(Half::baseline, 1) == yOf(Half::comparison, 5));
  pair.clickAt(Half::baseline, pair.wordOn(Half::baseline, "w5").box);
  CHECK(pair.state(Half::comparison).selection.isEmpty());
  CHECK_FALSE(pair.scene(Half::comparison).note.empty());
}

TEST_CASE("a classifier beside a language model says why predictions are not compared") {
  Compared pair(lstm);
  test::Random random(5);
  const auto path = test::writeModel(pair.main.folder(), "classifier",
                                     {.cell = "gru", .tokens = 40, .hidden = 12, .layers = 1, .outputs = 2},
                                     test::randomLabelledText(random, 400, 40), test::classifierToml);
  pair.choose(Half::comparison, QString::fromStdString(path.string()));
  const compare::Differences& known = pair.differences();
  CHECK_FALSE(known.predictions);
  CHECK_FALSE(known.predictions.problem.empty());
  CHECK(known.words.words.size() > 20);
}
