#include "colour_vision.h"

#include "contrast.h"
#include "drawing.h"
#include "main_painter.h"
#include "tag_style.h"

#include <QImage>

#include <catch2/catch.hpp>

using namespace rnnvis;
using namespace test::colours;
using gui::Theme;

namespace {

constexpr double legible = 4.5, visible = 3;  // WCAG 2.1, level AA.

}  // namespace

TEST_CASE("the ends of both colour scales can be told apart, and from the middle, by everyone") {
  for (const Theme* theme : allThemes())
    for (const Vision& vision : {normal, protanopia, deuteranopia, tritanopia}) {
      CHECK(distance(theme->positive, theme->negative, vision) > 50);
      for (const QColor& end : {theme->positive, theme->negative})
        CHECK(distance(end, theme->cell, vision) > 45);
    }
  CHECK(Theme::light().positive != Theme::light(gui::ColourScale::purpleGreen).positive);
}

TEST_CASE("text and marks stand out from what is behind them") {
  for (const Theme* theme : allThemes()) {
    CAPTURE(theme->isDark, theme->positive.name().toStdString());
    for (const QColor& ground : {theme->window, theme->panel}) {
      for (const QColor& ink : {theme->ink, theme->mutedInk, theme->faintInk})
        CHECK(contrast(ink, ground) >= legible);
      for (const QColor& mark : {theme->positive, theme->negative, theme->accent})
        CHECK(contrast(mark, ground) >= visible);
      for (const QColor& word : theme->words) CHECK(contrast(word, ground) >= legible);
    }
    for (const QColor& sign : {theme->positive, theme->negative}) {
      const QColor strongest = over(theme->window, sign, gui::strongestGround);
      CHECK(contrast(theme->ink, strongest) >= legible);
      CHECK(contrast(theme->ink, over(theme->panel, sign, gui::strongestGround)) >= legible);
    }
    CHECK(contrast(theme->ink, theme->cell) >= legible);
  }
}

TEST_CASE("a minus stands out from its cell, whatever the value") {
  for (const Theme* theme : allThemes())
    for (double value = -1; value < 0; value += 0.01) {
      const QColor ground = theme->diverging(value);
      CAPTURE(theme->isDark, value);
      CHECK(contrast(gui::textOn(ground, *theme), ground) >= visible);
    }
}

TEST_CASE("edges, borders of controls and the keyboard's mark stand out") {
  for (const Theme* theme : allThemes()) {
    CAPTURE(theme->isDark, theme->positive.name().toStdString());
    for (const QColor& sign : {theme->positive, theme->negative})
      CHECK(contrast(over(theme->window, sign, gui::edgeOpacity), theme->window) >= visible);
    for (const QColor& ground : {theme->window, theme->panel})
      CHECK(contrast(gui::outlineOf(*theme), ground) >= visible);
    CHECK(contrast(theme->ink, gui::outlineOf(*theme)) >=
          visible);  // A border with the keyboard and one without.
  }
}

TEST_CASE("words can be read in grammar mode, when they are left out, selected or on a ground") {
  for (const Theme* theme : allThemes()) {
    CAPTURE(theme->isDark, theme->positive.name().toStdString());
    for (std::size_t tag = 0; tag < text::tagCount; ++tag)
      CHECK(contrast(gui::tagColour(*theme, static_cast<text::Tag>(tag)), theme->window) >= legible);
    for (const QColor& word : theme->words)
      CHECK(contrast(word, over(theme->window, word, gui::selectedGround)) >= legible);
    for (double share = 0; share <= 1; share += 0.05) {
      for (const QColor& sign : {theme->positive, theme->negative})
        CHECK(contrast(theme->ink, over(theme->window, sign, gui::strongestGround * share)) >= legible);
    }
    CHECK(contrast(theme->window, theme->mutedInk) >= legible);  // Text that is marked.
    CHECK(contrast(theme->ink, theme->line) >=
          legible);  // Buttons that are pressed lie between line and cell.
  }
}

TEST_CASE("colours of words are not those of sign, nor one another's") {
  for (const Theme* theme : allThemes())
    for (std::size_t i = 0; i < theme->words.size(); ++i) {
      for (const QColor& sign : {theme->positive, theme->negative})
        CHECK(distance(theme->words[i], sign, normal) > 30);
      for (std::size_t j = 0; j < i; ++j) {
        CHECK(distance(theme->words[i], theme->words[j], normal) > 40);
        for (const Vision& vision : {protanopia, deuteranopia})
          CHECK(distance(theme->words[i], theme->words[j], vision) > 25);
      }
    }
}

TEST_CASE("a negative cell has a minus, a positive one has none") {
  QImage image(20, 20, QImage::Format_RGB32);
  image.fill(Qt::black);
  QPainter painter(&image);
  gui::paintMinus(painter, {0, 0, 20, 20}, Qt::white);
  painter.end();
  CHECK(image.pixelColor(10, 10) == QColor(Qt::white));
  CHECK(image.pixelColor(10, 4) == QColor(Qt::black));
  CHECK(image.pixelColor(2, 10) == QColor(Qt::black));
}

TEST_CASE("numbers in the matrix of layers stand out from every grey") {
  for (const Theme* theme : allThemes())
    for (double value = 0; value <= 1; value += 0.01) {
      const QColor ground = theme->grey(value);
      CHECK(contrast(gui::textOn(ground, *theme), ground) >= legible);
      CHECK(gui::contrastOf(theme->ink, ground) == Approx(contrast(theme->ink, ground)));
    }
}
