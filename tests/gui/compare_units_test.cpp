#include "compare_window.h"

#include "compare/joint_view.h"

#include "rnnvis/scene/joint_detail.h"

#include <QPushButton>
#include <QTabWidget>

using namespace rnnvis;
using scene::halves;
using test::Compared;
using test::Half;
using test::SmallModel;

namespace {

const SmallModel lstm{.tokens = 40, .hidden = 30, .outputs = 40};
const SmallModel rnn{.cell = "rnn", .tokens = 40, .hidden = 30, .outputs = 40, .seed = 3};
const SmallModel smaller{.cell = "gru", .tokens = 40, .hidden = 20, .layers = 1, .outputs = 40, .seed = 3};

scene::Cell cellOf(Compared& pair, Half half, UnitId unit) {
  for (const scene::Chip& chip : pair.scene(half).chips)
    for (const scene::Cell& cell : chip.cells)
      if (cell.unit == unit) return cell;
  FAIL("no chip shows unit " << unit.value);
  return {};
}

void selectTwoWords(Compared& pair) {
  pair.clickAt(Half::baseline, pair.wordOn(Half::baseline, "w5").box);
  pair.clickAt(Half::baseline, pair.wordOn(Half::baseline, "w7").box, Qt::ControlModifier);
  pair.find<QTabWidget>("compareTabs").setCurrentIndex(2);
}

const scene::DistributionDetail detailOf(Compared& pair, Half half) {
  return std::get<scene::DistributionDetail>(scene::detailOf(*pair.half(half).shown()));
}

}  // namespace

TEST_CASE("a unit of one model lights and selects its partner in the other once the text was read together") {
  Compared pair(lstm, rnn);
  const UnitId any = pair.scene(Half::baseline).chips.front().cells.front().unit;
  auto& panel = pair.find<gui::DifferencesPanel>("differencesPanel");
  QTest::mouseClick(&pair.find<QPushButton>("differencesCancel"), Qt::LeftButton);
  REQUIRE_FALSE(panel.finder().joint());
  pair.pointAt(Half::baseline, cellOf(pair, Half::baseline, any).box);
  CHECK(pair.view(Half::comparison).pointedAt().isNothing());
  CHECK(pair.find<QLabel>("partnerNote").text().contains("no partner before"));
  QTest::mouseClick(&pair.find<QPushButton>("differencesCancel"), Qt::LeftButton);
  const auto& matching = pair.differences().joint->matching;
  pair.settle();
  for (const Half half : halves) {
    const Half other = otherThan(half);
    const UnitId unit{half == Half::baseline ? 4 : matching.partner[9]};
    const UnitId partner{half == Half::baseline ? matching.partner[4] : 9};
    pair.pointAt(half, cellOf(pair, half, unit).box);
    const scene::Hit& lit = pair.view(other).pointedAt();
    REQUIRE(std::holds_alternative<UnitId>(lit.item));
    CHECK(std::get<UnitId>(lit.item) == partner);
    CHECK(lit.chip.has_value());
    const double r = std::abs(pair.differences().joint->correlation(
        half == Half::baseline ? 4 : 9, matching.partner[half == Half::baseline ? 4 : 9]));
    const QString said = QStringLiteral("|r| = %1").arg(r, 0, 'f', 2);
    CHECK(pair.find<QLabel>("partnerNote").text().contains(said));
    pair.clickAt(half, cellOf(pair, half, unit).box);
    CHECK(pair.state(half).selection.units == std::vector{unit});
    CHECK(pair.state(other).selection.units == std::vector{partner});
    CHECK(pair.scene(other).note.find(said.toStdString()) != std::string::npos);
    pair.clickAt(half, cellOf(pair, half, unit).box);
    CHECK(pair.state(other).selection.isEmpty());
  }
}

TEST_CASE("units that are no partners are set beside each other once they are not linked, which is undone") {
  Compared pair(lstm, rnn);
  const int partner = pair.differences().joint->matching.partner[4];
  pair.settle();
  auto& linked = pair.find<QCheckBox>("linkedUnits");
  REQUIRE(linked.isChecked());
  linked.setFocus();
  QTest::keyClick(&linked, Qt::Key_Space);
  pair.settle();
  const UnitId other{partner == 0 ? 1 : 0};
  pair.clickAt(Half::baseline, cellOf(pair, Half::baseline, UnitId{4}).box);
  CHECK(pair.state(Half::comparison).selection.isEmpty());
  pair.clickAt(Half::comparison, cellOf(pair, Half::comparison, other).box);
  CHECK(pair.state(Half::baseline).selection.units == std::vector{UnitId{4}});
  CHECK(pair.state(Half::comparison).selection.units == std::vector{other});
  pair.find<QAction>("undo").trigger();
  pair.settle();
  CHECK(linked.isChecked());
  CHECK(pair.state(Half::comparison).selection.units == std::vector{other});  // What is selected is no step.
  pair.clickAt(Half::baseline, cellOf(pair, Half::baseline, UnitId{9}).box);
  CHECK(pair.state(Half::comparison).selection.units ==
        std::vector{UnitId{pair.differences().joint->matching.partner[9]}});
}

TEST_CASE("a unit that was selected before its partner was known is joined by it then") {
  Compared pair(lstm, rnn);
  auto& panel = pair.find<gui::DifferencesPanel>("differencesPanel");
  QTest::mouseClick(&pair.find<QPushButton>("differencesCancel"), Qt::LeftButton);
  pair.clickAt(Half::baseline, cellOf(pair, Half::baseline, UnitId{4}).box);
  CHECK(pair.state(Half::comparison).selection.isEmpty());
  QTest::mouseClick(&pair.find<QPushButton>("differencesCancel"), Qt::LeftButton);
  pair.differences();
  pair.settle();
  REQUIRE(panel.finder().joint());
  CHECK(pair.state(Half::comparison).selection.units ==
        std::vector{UnitId{panel.finder().joint()->matching.partner[4]}});
}

TEST_CASE("a unit that is left over has no partner, and that is said") {
  Compared pair(lstm, smaller);
  const auto& partner = pair.differences().joint->matching.partner;
  pair.settle();
  const auto alone = std::find(partner.begin(), partner.end(), -1);
  REQUIRE(alone != partner.end());
  const UnitId unit{static_cast<std::int32_t>(alone - partner.begin())};
  pair.clickAt(Half::baseline, cellOf(pair, Half::baseline, unit).box);
  CHECK(pair.state(Half::comparison).selection.isEmpty());
  CHECK(pair.scene(Half::comparison).note.find("no partner for unit") != std::string::npos);
}

TEST_CASE("units that are lit by a brush on one side are so on the other") {
  Compared pair(lstm, rnn);
  const auto partner = pair.differences().joint->matching.partner;
  pair.settle();
  Q_EMIT pair.half(Half::baseline).commanded(scene::BrushUnits{{UnitId{2}, UnitId{5}}});
  pair.settle();
  std::vector<UnitId> lit = pair.state(Half::comparison).brushed;
  CHECK(std::find(lit.begin(), lit.end(), UnitId{partner[2]}) != lit.end());
  CHECK(lit.size() == 2);
}

TEST_CASE("words of both sides stand in one plot, sorted by any of them") {
  Compared pair(lstm, rnn);
  pair.differences();
  pair.settle();
  selectTwoWords(pair);
  auto& together = pair.find("jointView");
  CHECK_FALSE(together.isVisible());
  QTest::mouseClick(&pair.find<QCheckBox>("overlaid"), Qt::LeftButton, {}, QPoint(8, 8));
  pair.settle();
  REQUIRE(together.isVisible());
  CHECK(pair.window->state().isOverlaid);
  CHECK(pair.find("jointPlot").isVisible());
  const auto subtitle = [&] { return pair.find<QLabel>("jointSubtitle").text(); };
  CHECK(subtitle().contains("sorted by “w5” in the baseline"));
  QTest::mouseClick(&pair.find<QPushButton>("orderedBy1"), Qt::LeftButton);
  pair.settle();
  CHECK(subtitle().contains("sorted by “w5” in the comparison"));
  scene::DetailSettings settings = pair.state(Half::baseline).detail;
  settings.order = scene::UnitOrder::secondWord;
  Q_EMIT pair.half(Half::baseline).commanded(scene::SetDetail{settings});
  pair.settle();
  CHECK(subtitle().contains("sorted by “w7” in the comparison"));
  pair.window->findChild<QAction*>("undo")->trigger();
  pair.window->findChild<QAction*>("undo")->trigger();
  pair.settle();
  CHECK(subtitle().contains("sorted by “w5” in the baseline"));
  // The keyboard goes along the units, and both sides show where it is.
  auto& plot = pair.find("jointPlot");
  plot.setFocus();
  QTest::keyClick(&plot, Qt::Key_Home);
  const auto& units = detailOf(pair, Half::baseline).row.units;
  CHECK(std::get<UnitId>(pair.view(Half::baseline).pointedAt().item) == units.front());
  CHECK(std::holds_alternative<UnitId>(pair.view(Half::comparison).pointedAt().item));
  CHECK(pair.find<QLabel>("jointReadout").text().contains("goes with unit"));
}

TEST_CASE("while the text is not read together the one plot says what it waits for") {
  Compared pair(lstm, rnn);
  QTest::mouseClick(&pair.find<QPushButton>("differencesCancel"), Qt::LeftButton);
  selectTwoWords(pair);
  QTest::mouseClick(&pair.find<QCheckBox>("overlaid"), Qt::LeftButton, {}, QPoint(8, 8));
  pair.settle();
  CHECK(pair.find<QLabel>("jointSubtitle").text().contains("once both models"));
  CHECK_FALSE(pair.window->findChild<QWidget*>("jointPlot"));
}
