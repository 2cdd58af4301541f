#include "link_raster.h"

#include <QImage>
#include <QPainter>
#include <QPainterPath>

#include <catch2/catch.hpp>

#include <cmath>

using namespace rnnvis::gui;

namespace {

QImage strokeOf(const DrawnLink& link) {
  QImage image(200, 300, QImage::Format_ARGB32_Premultiplied);
  image.fill(Qt::transparent);
  QPainter painter(&image);
  painter.setRenderHint(QPainter::Antialiasing);
  QPainterPath path({link.from.x, link.from.y});
  const double reach = 0.5 * (link.to.x - link.from.x);
  path.cubicTo(link.from.x + reach, link.from.y, link.to.x - reach, link.to.y, link.to.x, link.to.y);
  painter.setPen(QPen(link.colour, link.width, Qt::SolidLine, Qt::FlatCap));
  painter.drawPath(path);
  return image;
}

double lengthOf(const DrawnLink& link) {
  const auto at = [&](double t) {
    return QPointF(link.from.x + (link.to.x - link.from.x) * (1.5 * t - 1.5 * t * t + t * t * t),
                   link.from.y + (link.to.y - link.from.y) * (3 * t * t - 2 * t * t * t));
  };
  double length = 0;
  for (int i = 0; i < 1000; ++i) {
    const QPointF step = at((i + 1) / 1000.0) - at(i / 1000.0);
    length += std::hypot(step.x(), step.y());
  }
  return length;
}

}  // namespace

TEST_CASE("a link's pixels are those of Qt's stroke of the same curve") {
  for (const double width : {3.0, 10.0})
    for (const double to : {20.0, 60.0, 280.0}) {
      const DrawnLink link{{10, 20}, {190, to}, width, QColor(217, 95, 14, 150)};
      QImage image(200, 300, QImage::Format_ARGB32_Premultiplied);
      image.fill(Qt::transparent);
      rasterise(link, {0, 0}, image);
      const QImage stroke = strokeOf(link);
      double ink = 0, difference = 0, largest = 0;
      for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) {
          const int ours = qAlpha(image.pixel(x, y)), theirs = qAlpha(stroke.pixel(x, y));
          ink += theirs;
          difference += std::abs(ours - theirs);
          largest = std::max<double>(largest, std::abs(ours - theirs));
        }
      INFO("width " << width << " to " << to);
      CHECK(difference < 0.12 * ink);
      CHECK(largest <= 90);  // Of the colour's 150, at an edge.
    }
}

TEST_CASE("a link has as much colour as its width and length say, however thin") {
  for (const double width : {0.3, 0.75, 2.0, 8.0})
    for (const double to : {20.0, 60.0, 280.0}) {
      const DrawnLink link{{10, 20}, {190, to}, width, QColor(0, 0, 0, 150)};
      QImage image(200, 300, QImage::Format_ARGB32_Premultiplied);
      image.fill(Qt::transparent);
      rasterise(link, {0, 0}, image);
      double ink = 0;
      for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) ink += qAlpha(image.pixel(x, y));
      INFO("width " << width << " to " << to);
      CHECK(ink == Approx(150 * width * lengthOf(link)).epsilon(0.06));
    }
}

TEST_CASE("a link is cut at the picture, and one that leads nowhere is not drawn") {
  QImage image(20, 20, QImage::Format_ARGB32_Premultiplied);
  image.fill(Qt::transparent);
  const QImage empty = image;
  const QColor colour(0, 0, 255);
  rasterise({{-1000, -1000}, {-900, 1e6}, 5, colour}, {0, 0}, image);
  rasterise({{10, 5}, {10, 15}, 5, colour}, {0, 0}, image);
  CHECK(image == empty);
  rasterise({{-50, 10}, {70, 10}, 4, colour}, {0, 0}, image);
  CHECK(qAlpha(image.pixel(0, 10)) == 255);
  CHECK(qAlpha(image.pixel(19, 9)) == 255);
  CHECK(qAlpha(image.pixel(10, 13)) == 0);
  QImage moved(20, 20, QImage::Format_ARGB32_Premultiplied);
  moved.fill(Qt::transparent);
  rasterise({{50, 110}, {170, 110}, 4, colour}, {100, 100}, moved);
  CHECK(moved == image);
}

TEST_CASE("a dashed link has gaps as long as it says along the whole curve, wherever the picture begins") {
  for (const double to : {20.0, 60.0, 280.0}) {
    DrawnLink link{{10, 20}, {190, to}, 4, QColor(0, 0, 0, 255)};
    const auto drawn = [&](double dash, int left) {
      link.dash = dash;
      QImage image(200 - left, 300, QImage::Format_ARGB32_Premultiplied);
      image.fill(Qt::transparent);
      rasterise(link, {left, 0}, image);
      return image;
    };
    const auto inkOf = [](const QImage& image) {
      double ink = 0;
      for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) ink += qAlpha(image.pixel(x, y));
      return ink;
    };
    INFO("to " << to);
    CHECK(inkOf(drawn(10, 0)) == Approx(inkOf(drawn(0, 0)) / (1 + DrawnLink::gap)).epsilon(0.06));
    CHECK(drawn(10, 100) == drawn(10, 0).copy(100, 0, 100, 300));
  }
}
