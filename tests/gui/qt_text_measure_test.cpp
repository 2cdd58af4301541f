#include "qt_text_measure.h"

#include "fonts.h"

#include <catch2/catch.hpp>

#include <QImage>
#include <QPainter>

#include <algorithm>
#include <string>

using namespace rnnvis;

namespace {

constexpr int em = scene::InkShape::perEm;

struct Extent {
  int left = 1 << 20, right = -(1 << 20), top = 1 << 20, bottom = -(1 << 20);
};

Extent extentOf(const std::string& text, bool bold = false) {
  Extent extent;
  const auto shape = gui::QtTextMeasure().shape(text, bold);
  for (const scene::InkSpan& span : shape->spans) {
    extent.left = std::min(extent.left, span.left);
    extent.right = std::max(extent.right, span.right);
    extent.top = std::min(extent.top, span.row);
    extent.bottom = std::max(extent.bottom, span.row + 1);
  }
  return extent;
}

}  // namespace

TEST_CASE("a shape follows the glyphs") {
  CHECK(extentOf("x").bottom <= 1);
  CHECK(extentOf("g").bottom > em / 8);
  CHECK(extentOf("l").top < extentOf("a").top - em / 8);
  const double advance = gui::QtTextMeasure().size("hello", em, false).width;
  CHECK(extentOf("hello").left >= 0);
  CHECK(extentOf("hello").right <= advance);
  CHECK(extentOf("hello").right > 0.9 * advance);
}

TEST_CASE("a shape grows with the type as drawn text does") {
  for (const std::string text : {"chairman", "administration", "jumps"})
    for (const double pixels : {7, 10, 17, 33}) {
      QImage image(400, 80, QImage::Format_ARGB32_Premultiplied);
      image.fill(Qt::transparent);
      QPainter painter(&image);
      painter.setFont(gui::font(pixels, true));
      painter.drawText(QPointF(10, 50), QString::fromStdString(text));
      painter.end();
      int left = image.width(), right = 0;
      for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
          if (qAlpha(image.pixel(x, y)) > 40) {
            left = std::min(left, x - 10);
            right = std::max(right, x + 1 - 10);
          }
      const Extent extent = extentOf(text, true);
      INFO(text << " in " << pixels);
      CHECK(left > extent.left * pixels / em - 1);
      CHECK(right < extent.right * pixels / em + 1);
    }
}

TEST_CASE("spans go from top to bottom and from left to right without touching") {
  const auto shape = gui::QtTextMeasure().shape("Wölfe & 'quoted'", true);
  REQUIRE(shape->spans.size() > 50);
  for (std::size_t i = 1; i < shape->spans.size(); ++i) {
    const scene::InkSpan &a = shape->spans[i - 1], &b = shape->spans[i];
    CHECK(a.left < a.right);
    CHECK((a.row < b.row || (a.row == b.row && a.right < b.left)));
  }
}

TEST_CASE("text that cannot be seen, is hard to draw or endless has a shape too") {
  const gui::QtTextMeasure measure;
  CHECK(measure.shape("", false)->spans.empty());
  CHECK(measure.shape("   ", false)->spans.empty());
  for (const std::string& text : {std::string("שלום"), std::string("👩‍👩‍👧"),
                                  std::string("e\u0301\u0301\u0301"), std::string("\xff\xfe")})
    CHECK(measure.shape(text, false) != nullptr);
  CHECK(!measure.shape(std::string(20'000, 'm'), false)->spans.empty());
}
