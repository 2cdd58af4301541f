#include "tooltip.h"

#include "window.h"

#include <cmath>

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
  CHECK(tooltipAt(window, cell.box.center()).find("η² = ") != std::string::npos);
  window.clickAt(window.wordShown("w3").box.center());
  CHECK(tooltipAt(window, cell.box.center()).find("responds to “w3” by ŝ = ") != std::string::npos);
  CHECK(tooltipAt(window, cell.box.center()).find("Δc(t) = c(t) − c(t−1)") != std::string::npos);

  const scene::Glyph glyph = window.glyphOf(0, 1);
  CHECK(tooltipAt(window, {glyph.box.right() - 10, glyph.box.center().y}).starts_with("<b>w4</b><br>→ "));
  CHECK(tooltipAt(window, {glyph.box.right() - 10, glyph.box.center().y}).find("<br>adds u·Δh = ") !=
        std::string::npos);
  CHECK(tooltipAt(window, glyph.clusters[3].box.center()).find("= β / (α₊ − α₋)") != std::string::npos);
}

TEST_CASE("pointing at a chip or a cloud tells its size, what it is about and its strongest edges") {
  Window window;
  window.openSmallModel();
  const auto& clustering = *window.window().computation().latest()->workspace.clustering;
  const MatrixD& edges = clustering.groups.edges;
  const auto withSign = [](double value) {
    return (value < 0 ? "−" : "+") + QString::number(std::abs(value), 'f', 3).toStdString();
  };

  const scene::Chip& chip = window.scene()->chips[1];
  const std::string ofChip = tooltipAt(window, {chip.frame.x + 1, chip.frame.y + 1});
  CHECK(ofChip.starts_with("<b>Chip 1 · " + std::to_string(chip.cells.size()) + " unit"));
  Eigen::Index strongest = 0;
  edges.col(1).cwiseAbs().maxCoeff(&strongest);
  CHECK(ofChip.find("strongest edges:<br>" + withSign(edges(strongest, 1)) + " cloud " +
                    std::to_string(strongest)) != std::string::npos);
  CHECK(ofChip.find("moved most by w") != std::string::npos);

  const scene::Cloud& cloud = window.scene()->clouds[2];
  const std::string ofCloud = tooltipAt(window, {cloud.frame.x + 2, cloud.frame.y + 2});
  CHECK(ofCloud.starts_with("<b>Cloud 2 · " + std::to_string(cloud.words.size()) + " word"));
  CHECK(ofCloud.find("at its centre: " + cloud.words[0].text) != std::string::npos);
  CHECK(ofCloud.find("units that answer most: unit ") != std::string::npos);
  edges.row(2).cwiseAbs().maxCoeff(&strongest);
  CHECK(ofCloud.find("strongest edges:<br>" + withSign(edges(2, strongest)) + " chip " +
                     std::to_string(strongest)) != std::string::npos);
}
