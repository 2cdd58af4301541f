#include "tooltip.h"

#include "window.h"

using namespace rnnvis;
using test::Window;

namespace {

std::string tooltipAt(Window& window, scene::Point point) {
  const auto& computed = *window.window().computation().latest();
  return gui::tooltipOf(hitTest(*window.scene(), point), *window.scene(), computed).toStdString();
}

}  // namespace

TEST_CASE("tooltips give names and numbers of what lies under the pointer") {
  Window window;
  window.openSmallModel();
  window.type("w3 w4");

  CHECK(tooltipAt(window, {1, 1}).empty());
  const std::string word = tooltipAt(window, window.wordShown("w3").box.center());
  CHECK(word.starts_with("<b>w3</b>"));
  CHECK(word.find(" times in the text") != std::string::npos);

  const scene::Cell cell = window.scene()->chips[1].cells[0];
  const std::string unit = "<b>unit " + std::to_string(cell.unit.value) + "</b>, chip 1";
  CHECK(tooltipAt(window, cell.box.center()).starts_with(unit));
  window.clickAt(window.wordShown("w3").box.center());
  CHECK(tooltipAt(window, cell.box.center()).find("responds to “w3” by ") != std::string::npos);

  const scene::Glyph glyph = window.glyphOf(0, 1);
  CHECK(tooltipAt(window, {glyph.box.right() - 10, glyph.box.center().y}).starts_with("<b>w4</b><br>→ "));
  CHECK(tooltipAt(window, {glyph.box.right() - 10, glyph.box.center().y}).find("<br>adds ") !=
        std::string::npos);
  CHECK(tooltipAt(window, glyph.clusters[3].box.center()).find("preserved: ") != std::string::npos);
  const scene::Rect frame = window.scene()->clouds[1].frame;
  CHECK(tooltipAt(window, {frame.x + 2, frame.y + 2}).starts_with("<b>cloud 1</b>"));
}
