#include "rnnvis/gui/render.h"

#include "golden.h"
#include "paths.h"
#include "temporary_folder.h"

#include "rnnvis/response/explain.h"
#include "rnnvis/scene/workspace.h"

#include <catch2/catch.hpp>

using namespace rnnvis;

namespace {

/// The bundled model with a sentence.
scene::ComputedState bundled() {
  scene::AnalyticState state;
  state.model = (test::sourceFolder() / "models/kjv-lstm-128x2").string();
  state.corpus = "test";
  state.sentences = {"and the lord said unto moses"};
  return compute(state);
}

struct Picture {
  std::string name, view;
  scene::Size size;
  scene::Selection selection;
};

std::vector<Picture> picturesOf(const scene::ComputedState& computed) {
  scene::Selection word, unit, chip, token;
  word.words = {findWord(*computed.workspace.analysis, "lord"),
                findWord(*computed.workspace.analysis, "king")};
  unit.units = {UnitId{5}};
  chip.chip = ClusterId{7};
  token.token = scene::TokenPlace{0, 2};
  const scene::Size main{900, 600}, panel{360, 520};
  return {{"window", "window", {1280, 720}, word}, {"main", "main", main, {}},
          {"main-word", "main", main, word},       {"main-unit", "main", main, unit},
          {"sentence", "main", main, token},       {"distribution", "distribution", panel, word},
          {"unit", "unit", panel, unit},           {"cluster", "cluster", panel, chip},
          {"parts", "parts", panel, unit},         {"values", "values", panel, unit},
          {"examples", "examples", panel, unit}};
}

}  // namespace

TEST_CASE("every view of the bundled model looks as it did") {
  const test::TemporaryFolder folder;
  scene::ComputedState computed = bundled();
  for (const Picture& picture : picturesOf(computed))
    for (const bool isDark : {false, true}) {
      gui::RenderOptions options;
      options.view = picture.view;
      options.main.size = picture.size;
      options.dark = isDark;
      options.textScale = 1;
      computed.state.selection = picture.selection;
      const auto path = folder / "picture.png";
      gui::render(computed, options, path);
      const std::string name = picture.name + (isDark ? "-dark" : "");
      CHECK(test::problemOf(name, QImage(QString::fromStdString(path.string()))) == "");
    }
}

TEST_CASE("a comparison of the bundled classifiers looks as it did") {
  const test::TemporaryFolder folder;
  scene::AnalyticState state;
  state.model = (test::sourceFolder() / "models/reviews-gru-balanced").string();
  state.sentences = {"the staff is not helpful , though i love the food"};
  scene::ComparisonState comparison{{{state}, {state}}};
  comparison.sides.b.value.model = (test::sourceFolder() / "models/reviews-gru-unbalanced").string();
  scene::ComputedSides sides{{std::make_shared<const scene::ComputedState>(compute(*comparison.sides.a))},
                             {std::make_shared<const scene::ComputedState>(compute(*comparison.sides.b))}};
  for (const bool isDark : {false, true}) {
    gui::RenderOptions options;
    options.main.size = {1400, 900};
    options.dark = isDark;
    options.textScale = 1;
    const auto path = folder / "picture.png";
    gui::renderComparison(comparison, sides, options, path);
    CHECK(test::problemOf(isDark ? "compare-dark" : "compare",
                          QImage(QString::fromStdString(path.string()))) == "");
  }
}

TEST_CASE("the other colours of sign look as they did") {
  const test::TemporaryFolder folder;
  scene::ComputedState computed = bundled();
  computed.state.selection.words = {findWord(*computed.workspace.analysis, "lord")};
  for (const bool isDark : {false, true}) {
    gui::RenderOptions options;
    options.main.size = {900, 600};
    options.dark = isDark;
    options.colours = gui::ColourScale::purpleGreen;
    const auto path = folder / "picture.png";
    gui::render(computed, options, path);
    CHECK(test::problemOf(isDark ? "purple-green-dark" : "purple-green",
                          QImage(QString::fromStdString(path.string()))) == "");
  }
}

TEST_CASE("a picture that differs is noticed, one that differs by its palette is not") {
  QImage picture(200, 100, QImage::Format_RGB32);
  for (int y = 0; y < 100; ++y)
    for (int x = 0; x < 200; ++x) picture.setPixelColor(x, y, QColor(x, y < 50 ? 0 : 200, 255 - x));
  const QImage few = test::withPalette(picture);
  CHECK(few.colorCount() <= 256);
  CHECK(test::differing(picture, few.convertToFormat(QImage::Format_RGB32)) == 0);
  QImage other = picture;
  for (int x = 0; x < 100; ++x) other.setPixelColor(x, 5, QColor(Qt::red));
  CHECK(test::differing(picture, other) > test::toleratedShare);
  CHECK(test::differing(picture, picture.copy(0, 0, 100, 100)) == 1);
}
