#include "shaped_text.h"

#include "fonts.h"

#include <QImage>

#include <catch2/catch.hpp>

#include <cmath>

using namespace rnnvis;

namespace {

template <class Draw>
QImage drawn(Draw draw) {
  QImage image(400, 60, QImage::Format_RGB32);
  image.fill(Qt::white);
  QPainter painter(&image);
  painter.setPen(Qt::black);
  draw(painter);
  return image;
}

/// Where the ink lies: its amount, and its middle.
struct Ink {
  double amount = 0, x = 0, y = 0;

  explicit Ink(const QImage& image) {
    for (int row = 0; row < image.height(); ++row)
      for (int column = 0; column < image.width(); ++column) {
        const double ink = 255 - qGray(image.pixel(column, row));
        amount += ink;
        x += ink * column;
        y += ink * row;
      }
    x /= amount;
    y /= amount;
  }
};

}  // namespace

TEST_CASE("remembered text stands where text is drawn, the first time and again") {
  for (const std::string text : {"king", "fi", "e\u0301a\u0323", "שלום", "مرحبا", "x y"})
    for (const double pixels : {9.3, 24.0})
      for (const bool bold : {false, true})
        for (int time = 0; time < 2; ++time) {
          CAPTURE(text, pixels, bold, time);
          const QPointF baseline(30.4, 40.2);
          const Ink expected(drawn([&](QPainter& painter) {
            painter.setFont(gui::font(pixels, bold));
            painter.drawText(baseline, QString::fromStdString(text));
          }));
          const Ink found(
              drawn([&](QPainter& painter) { gui::drawShaped(painter, baseline, text, pixels, bold); }));
          CHECK(found.amount == Approx(expected.amount).epsilon(0.05));
          CHECK(std::abs(found.x - expected.x) < 0.6);
          CHECK(std::abs(found.y - expected.y) < 0.6);
        }
}
