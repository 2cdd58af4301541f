#include "compare_window.h"

#include "compare/pair_card.h"
#include "compare/pairs_panel.h"

#include "rnnvis/sequence/measures.h"

#include <QComboBox>
#include <QTabWidget>

using namespace rnnvis;
using scene::halves;
using test::Compared;
using test::Half;
using test::SmallModel;

namespace {

const SmallModel lstm{.tokens = 40, .hidden = 30, .outputs = 40};
const SmallModel rnn{.cell = "rnn", .tokens = 40, .hidden = 30, .outputs = 40, .seed = 3};

QWidget& focused(Compared& pair, const QString& card) {
  auto& widget = pair.find(card);
  pair.window->activateWindow();
  widget.setFocus(Qt::TabFocusReason);
  widget.grab();  // What can be chosen is known once it is drawn.
  QTest::keyClick(&widget, Qt::Key_Home);
  return widget;
}

}  // namespace

TEST_CASE("the keyboard goes through the lists of words and selects what it is at") {
  Compared pair(lstm, rnn);
  const auto& words = pair.differences().words.words;
  QWidget& card = focused(pair, "similarityCard");
  QTest::keyClick(&card, Qt::Key_Down);
  CHECK(card.accessibleDescription().contains("cosine"));
  QTest::keyClick(&card, Qt::Key_Return);
  pair.settle();
  std::vector<double> similarities;
  for (const auto& word : words) similarities.push_back(*word.similarity);
  std::sort(similarities.begin(), similarities.end());
  const auto& selected = pair.state(Half::baseline).selection.words;
  REQUIRE(selected.size() == 1);
  const auto found =
      std::find_if(words.begin(), words.end(), [&](const auto& word) { return *word.word.a == selected[0]; });
  REQUIRE(found != words.end());
  CHECK(*found->similarity == similarities[1]);  // The second of the least alike.
  CHECK(pair.selectedOn(Half::comparison) == pair.selectedOn(Half::baseline));
}

TEST_CASE("the keyboard goes through the matrix of layers and chooses a pair of them") {
  Compared pair(lstm, rnn);
  pair.differences();
  QWidget& card = focused(pair, "ckaCard");
  const QString first = card.accessibleDescription();
  QTest::keyClick(&card, Qt::Key_Right);
  QTest::keyClick(&card, Qt::Key_Left);
  CHECK(card.accessibleDescription() == first);
  QTest::keyClick(&card, Qt::Key_Space);
  pair.settle();
  for (const Half half : halves) CHECK(pair.half(half).shown()->workspace.clustering->layer == LayerId{0});
}

TEST_CASE("along a sentence it is shown in what chips that go together differ") {
  Compared pair(lstm, rnn);
  pair.type("w2 w3 w4");
  const auto& clusters = *pair.differences().unitClusters;
  pair.settle();
  pair.differences();
  const auto& shown = pair.find<gui::DifferencesPanel>("differencesPanel").finder().sentence();
  REQUIRE(shown);
  REQUIRE(shown->differences.partner == clusters.partner);
  // Against measures of either side alone.
  const auto measured = [&](Half half) {
    const auto& workspace = pair.half(half).shown()->workspace;
    const scene::Clustering& of = *workspace.clustering;
    return sequence::measure(workspace.sentences[0].sentence->trace, of.layer, of.state, of.groups.unitLabels,
                             of.unitClusters);
  };
  const auto a = measured(Half::baseline), b = measured(Half::comparison);
  for (std::size_t chip = 0; chip < clusters.partner.size(); ++chip) {
    if (clusters.partner[chip] < 0) continue;
    const auto row = Eigen::Index{2}, column = static_cast<Eigen::Index>(chip);
    CHECK(shown->differences.aggregatePositive(row, column) ==
          Approx(b.aggregatePositive(row, clusters.partner[chip]) - a.aggregatePositive(row, column)));
  }
  pair.find<QTabWidget>("compareTabs").setCurrentIndex(1);
  QWidget& card = focused(pair, "informationCard");
  CHECK(card.accessibleDescription().contains("aggregate information"));
  QTest::keyClick(&card, Qt::Key_Down);
  QTest::keyClick(&card, Qt::Key_Return);
  pair.settle();
  CHECK(pair.state(Half::baseline).selection.token == scene::TokenPlace{0, 1});
  CHECK(pair.state(Half::comparison).selection.token == scene::TokenPlace{0, 1});
}

TEST_CASE("pairs of words stand in small multiples, and a click selects both words on both sides") {
  Compared pair(lstm, rnn);
  pair.find<QTabWidget>("compareTabs").setCurrentIndex(3);
  auto& input = pair.find<QLineEdit>("pairs");
  QTest::keyClicks(&input, "w3/w5 w7/nowhere");
  QTest::keyClick(&input, Qt::Key_Return);
  pair.settle();
  auto& first = pair.find<gui::PairCard>("pair0");
  CHECK(first.isVisible());
  CHECK(pair.find<gui::PairCard>("pair1").isVisible());
  QTest::mouseClick(&first, Qt::LeftButton, {}, first.rect().center());
  pair.settle();
  for (const Half half : halves) {
    const auto& words = pair.state(half).selection.words;
    const auto& tokens = pair.half(half).shown()->workspace.analysis->tokens;
    REQUIRE(words.size() == 2);
    CHECK(tokens[words[0].index()] == "w3");
    CHECK(tokens[words[1].index()] == "w5");
  }
  input.clear();
  QTest::keyClicks(&input, "w3 w5");
  QTest::keyClick(&input, Qt::Key_Return);
  CHECK(pair.half(Half::baseline).findChild<QLabel*>("messageText")->text().contains("first/second"));
  CHECK(pair.window->findChild<gui::PairCard*>("pair0"));
}

TEST_CASE("one model stands beside itself on another text, and a word that it lacks is said to be missing") {
  Compared pair(lstm);
  test::Random random(11);
  // The same vocabulary, but of w30 and higher nothing occurs.
  const auto file = pair.main.folder().write("other.txt", test::randomText(random, 900, 30));
  Q_EMIT pair.half(Half::comparison).commanded(scene::SetCorpus{file.string()});
  pair.settle();
  const auto &a = pair.half(Half::baseline).shown(), &b = pair.half(Half::comparison).shown();
  CHECK(a->workspace.model->sha256 == b->workspace.model->sha256);
  CHECK(a->workspace.analysis->info.corpusSha256 != b->workspace.analysis->info.corpusSha256);
  pair.clickAt(Half::baseline, pair.wordOn(Half::baseline, "w5").box);
  CHECK(pair.selectedOn(Half::comparison) == "w5");
  pair.clickAt(Half::comparison, pair.wordOn(Half::comparison, "w7").box);
  CHECK(pair.selectedOn(Half::baseline) == "w7");
  pair.clickAt(Half::baseline, pair.wordOn(Half::baseline, "w35").box);
  CHECK(pair.scene(Half::comparison).note.find("does not occur in this text") != std::string::npos);
  const compare::Differences& known = pair.differences();
  CHECK_FALSE(known.words.words.empty());
  const auto isW35 = [&](const auto& left) {
    return a->workspace.analysis->tokens[left.word.index()] == "w35";
  };
  CHECK(std::any_of(known.shared.leftOut.a->begin(), known.shared.leftOut.a->end(), isW35));
}
