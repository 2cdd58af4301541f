#include "small_scene.h"

#include <catch2/catch.hpp>

using namespace rnnvis;
using namespace rnnvis::scene;

TEST_CASE("everything is found at its own middle") {
  const MainScene scene = test::SmallScene().layout();
  for (const Chip& chip : scene.chips)
    for (const Cell& cell : chip.cells) {
      const Hit hit = hitTest(scene, cell.box.center());
      CHECK(std::get<UnitId>(hit.item) == cell.unit);
      CHECK(hit.chip == chip.cluster);
    }
  for (const Cloud& cloud : scene.clouds)
    for (const CloudWord& word : cloud.words) {
      const Hit hit = hitTest(scene, word.box.center());
      CHECK(std::get<WordId>(hit.item) == word.word);
      CHECK(hit.cloud == cloud.cluster);
    }
  for (const Glyph& glyph : scene.glyphs)
    if (!glyph.isStart) CHECK(std::get<TokenPlace>(hitTest(scene, glyph.box.center()).item) == glyph.place);
}

TEST_CASE("a frame is its cluster's, and nothing is nowhere") {
  const MainScene scene = test::SmallScene().layout();
  const Rect& chip = scene.chips[1].frame;
  const Hit corner = hitTest(scene, {chip.x + 1, chip.y + 1});
  CHECK(std::holds_alternative<std::monostate>(corner.item));
  CHECK(corner.chip == ClusterId{1});
  const Hit nothing = hitTest(scene, {-5, -5});
  CHECK((std::holds_alternative<std::monostate>(nothing.item) && !nothing.chip && !nothing.cloud));
}
