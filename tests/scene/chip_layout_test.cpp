#include "chip_sizes.h"

#include "rnnvis/response/confidence.h"
#include "rnnvis/response/explain.h"
#include "small_scene.h"

#include <catch2/catch.hpp>

#include <set>

using namespace rnnvis;
using namespace rnnvis::scene;

TEST_CASE("every unit has one cell, in the chip of its cluster, and chips do not overlap") {
  const test::SmallScene small;
  for (const Size size : {Size{1400, 900}, Size{700, 500}}) {
    const ComputedState computed = small.compute();
    const MainScene scene = test::SmallScene::layout(computed, size);
    REQUIRE(scene.chips.size() == 4);
    std::set<UnitId> units;
    for (const Chip& chip : scene.chips)
      for (const Cell& cell : chip.cells) {
        CHECK(units.insert(cell.unit).second);
        CHECK(computed.workspace.clustering->groups.unitLabels[cell.unit.index()] == chip.cluster.value);
        CHECK(chip.frame.contains(cell.box));
      }
    CHECK(units.size() == 30);
    for (std::size_t i = 1; i < scene.chips.size(); ++i)
      CHECK(scene.chips[i].frame.y > scene.chips[i - 1].frame.bottom());
    CHECK(scene.chips.back().frame.bottom() <= scene.chipColumn.area.bottom() + 1e-6);
  }
}

TEST_CASE("a selected word gives the cells its expected responses, else they say how much words explain") {
  test::SmallScene small;
  MainScene scene = small.layout();
  CHECK(scene.cellMeaning == CellMeaning::explained);
  for (const Chip& chip : scene.chips)
    for (const Cell& cell : chip.cells) CHECK((cell.value >= 0 && cell.value <= 1));

  const ComputedState computed = small.compute();
  const WordId word = response::findWord(*computed.workspace.analysis, "w2");
  small.state = apply(small.state, SelectWord{word});
  scene = small.layout();
  CHECK(scene.cellMeaning == CellMeaning::response);
  CHECK(scene.cellSubject == "w2");
  const auto mean = computed.workspace.analysis->responses(LayerId{1}, model::Signal::c).mean.matrix();
  for (const Chip& chip : scene.chips)
    for (const Cell& cell : chip.cells) CHECK(cell.value == mean(word.value, cell.unit.value));
}

TEST_CASE("a selected token gives the cells its actual response") {
  test::SmallScene small;
  small.state = apply(small.state, SelectToken{{0, 1}});
  const ComputedState computed = small.compute();
  const MainScene scene = test::SmallScene::layout(computed);
  CHECK(scene.cellMeaning == CellMeaning::actual);
  const Matrix& c = computed.workspace.sentences[0].sentence->trace.layers[1].at(model::Signal::c);
  for (const Chip& chip : scene.chips)
    for (const Cell& cell : chip.cells)
      CHECK(cell.value == Approx(c(1, cell.unit.value) - c(0, cell.unit.value)));
}

TEST_CASE("cells keep their places whatever is selected") {
  test::SmallScene small;
  const MainScene before = small.layout();
  small.state = apply(small.state, SelectUnit{UnitId{4}});
  const MainScene after = small.layout();
  for (std::size_t chip = 0; chip < 4; ++chip)
    for (std::size_t cell = 0; cell < before.chips[chip].cells.size(); ++cell) {
      CHECK(before.chips[chip].cells[cell].unit == after.chips[chip].cells[cell].unit);
      CHECK(before.chips[chip].cells[cell].box.x == after.chips[chip].cells[cell].box.x);
      CHECK(after.chips[chip].cells[cell].isSelected == (after.chips[chip].cells[cell].unit == UnitId{4}));
    }
}

TEST_CASE("cells whose answer to the selected word cannot be told from the unit's mean answer are faint") {
  test::SmallScene small;
  const ComputedState computed = small.compute();
  const response::Analysis& analysis = *computed.workspace.analysis;
  const auto isAnyFaint = [](const MainScene& scene) {
    for (const Chip& chip : scene.chips)
      for (const Cell& cell : chip.cells)
        if (cell.isFaint) return true;
    return false;
  };
  CHECK_FALSE(isAnyFaint(test::SmallScene::layout(computed)));
  std::size_t faint = 0, clear = 0;
  for (const std::string name : {"w2", "w12", "w30"}) {
    const WordId word = response::findWord(analysis, name);
    const auto marked = distinguishable(analysis, LayerId{1}, model::Signal::c, word);
    small.state.selection = {};
    small.state = apply(small.state, SelectWord{word});
    for (const Chip& chip : small.layout().chips)
      for (const Cell& cell : chip.cells) {
        CHECK(cell.isFaint == !marked[cell.unit.index()]);
        ++(cell.isFaint ? faint : clear);
      }
  }
  CHECK(faint > 0);
  CHECK(clear > 0);
  small.state = apply(small.state, SelectToken{{0, 1}});
  CHECK_FALSE(isAnyFaint(small.layout()));
  const WordId absent = response::findWord(analysis, "<unk>");
  REQUIRE(analysis.count[absent.index()] == 0);
  small.state = apply(small.state, SelectWord{absent});
  CHECK_FALSE(isAnyFaint(small.layout()));
}

TEST_CASE("chips of equal height are as wide as their units need, those of equal width as high") {
  test::SmallScene small;
  for (const ChipLayout layout : {ChipLayout::equalWidth, ChipLayout::equalHeight}) {
    small.state = apply(small.state, SetChipLayout{layout});
    for (const Size size : {Size{1400, 900}, Size{700, 500}}) {
      const MainScene scene = small.layout(size);
      const Rect& column = scene.chipColumn.area;
      std::set<UnitId> units;
      for (const Chip& chip : scene.chips) {
        if (layout == ChipLayout::equalWidth) CHECK(chip.frame.width == Approx(column.width));
        if (layout == ChipLayout::equalHeight)
          CHECK(chip.frame.height == Approx(scene.chips[0].frame.height));
        CHECK(chip.frame.right() == Approx(column.right()));
        CHECK(chip.frame.x >= column.x - 1e-6);
        for (const Cell& cell : chip.cells) {
          CHECK(chip.frame.contains(cell.box));
          CHECK(units.insert(cell.unit).second);
          for (const Cell& other : chip.cells)
            CHECK((other.unit == cell.unit || !other.box.overlaps(cell.box)));
        }
        for (const Chip& other : scene.chips)
          if (other.cells.size() > chip.cells.size()) {
            CHECK(other.frame.width >= chip.frame.width);
            CHECK(other.frame.height >= chip.frame.height);
          }
        CHECK(chip.titleBox.right() <= column.right() + 1e-6);
      }
      CHECK(units.size() == 30);
    }
  }
}

TEST_CASE("many units in many chips, and one unit in one, have cells that can be told apart") {
  for (const ChipLayout layout : {ChipLayout::equalWidth, ChipLayout::equalHeight}) {
    for (const std::size_t units : {std::size_t{1}, std::size_t{2000}}) {
      const std::size_t chips = units == 1 ? 1 : 20;
      std::vector<std::size_t> counts(chips, units / chips);
      for (std::size_t i = 1; i < chips; i += 2) {  // From a fifth of the average to nine fifths.
        counts[i] -= 80;
        counts[i - 1] += 80;
      }
      CAPTURE(units);
      const Size column{320, 760};
      const ChipSizes sizes(counts, column, layout);
      CHECK(sizes.cell() >= 5);
      CHECK(sizes.cell() <= 26);
      double height = 0;
      for (std::size_t chip = 0; chip < chips; ++chip) {
        const Size frame = sizes.frame(chip);
        CHECK(frame.width <= column.width + 1e-6);
        const Rect last = sizes.cellBox(counts[chip] - 1);
        CHECK((Rect{0, 0, frame.width, frame.height}.contains(last)));
        height += sizes.above() + frame.height + (chip + 1 < chips ? sizes.gap() : 0);
      }
      CHECK(height <= column.height + 1e-6);
    }
  }
}

TEST_CASE("the line above a chip names the clouds of the edges that are drawn, with their signs") {
  test::SmallScene small;
  small.state.edgeFilter = 0;
  small.state.sentences.clear();
  const MainScene scene = small.layout();
  for (const Chip& chip : scene.chips) {
    REQUIRE(!chip.summary.empty());
    std::size_t drawn = 0;
    for (const Link& edge : scene.edges) {
      if (edge.chip != chip.cluster || edge.emphasis == Emphasis::hidden) continue;
      ++drawn;
      const Cloud& cloud = scene.clouds[edge.cloud.index()];
      const auto first = std::find_if(cloud.words.begin(), cloud.words.end(),
                                      [](const CloudWord& w) { return !w.isSpecial; });
      REQUIRE(first != cloud.words.end());
      CHECK_THAT(chip.summary, Catch::Contains((edge.value > 0 ? "+ " : "− ") + first->text));
    }
    CHECK(drawn == 2);
  }
}
