#include "link_raster.h"

#include <QImage>

#include <algorithm>
#include <cmath>

namespace rnnvis::gui {
namespace {

/// `colour` over `below`, both premultiplied; coverage in 0 … 256.
QRgb over(QRgb colour, unsigned coverage, QRgb below) {
  const auto scaled = [](QRgb pixel, unsigned share) {  // Two channels at a time.
    const QRgb even = ((pixel & 0x00ff00ff) * share >> 8) & 0x00ff00ff;
    const QRgb odd = ((pixel >> 8) & 0x00ff00ff) * share & 0xff00ff00;
    return even | odd;
  };
  const QRgb top = scaled(colour, coverage);
  return top + scaled(below, 256 - qAlpha(top));
}

/// A column of the curve: its middle, and how far the band reaches above and below it.
struct Section {
  double middle, reach, ramp;
};

void paintColumn(const Section& section, QRgb colour, QRgb* column, std::ptrdiff_t stride, int height) {
  const double outer = section.reach + section.ramp / 2;
  const int top = std::max(0, static_cast<int>(std::floor(section.middle - outer)));
  const int bottom = std::min(height, static_cast<int>(std::ceil(section.middle + outer)));
  const double scale = 256 / section.ramp, inside = outer * scale;
  const double most = std::min(256.0, 2 * section.reach * scale);  // What is thinner than a pixel is paler.
  for (int y = top; y < bottom; ++y) {
    const double coverage = inside - std::abs(y + 0.5 - section.middle) * scale;
    if (coverage <= 0) continue;
    QRgb& pixel = column[y * stride];
    pixel = over(colour, static_cast<unsigned>(std::min(most, coverage)), pixel);
  }
}

}  // namespace

void rasterise(const DrawnLink& link, QPoint origin, QImage& image) {
  const double width = link.to.x - link.from.x, height = link.to.y - link.from.y;
  if (width <= 0) return;
  const QRgb colour = qPremultiply(link.colour.rgba());
  auto* const pixels = reinterpret_cast<QRgb*>(image.bits());
  const std::ptrdiff_t stride = image.bytesPerLine() / static_cast<std::ptrdiff_t>(sizeof(QRgb));
  const int first = std::max(0, static_cast<int>(std::floor(link.from.x)) - origin.x());
  const int last = std::min(image.width(), static_cast<int>(std::ceil(link.to.x)) - origin.x());
  double t = 0;
  for (int x = first; x < last; ++x) {
    const double share = std::clamp((x + origin.x() + 0.5 - link.from.x) / width, 0.0, 1.0);
    // Newton's method for the parameter at this column, from that at the one before.
    // Where a link begins beyond the picture, there is none before.
    for (int i = 0; i < (x == first ? 12 : 2); ++i)
      t = std::clamp(t + (share - t * (1.5 - t * (1.5 - t))) / (1.5 - 3 * t * (1 - t)), 0.0, 1.0);
    const double slope = height / width * 6 * t * (1 - t) / (1.5 - 3 * t * (1 - t));
    const double middle = link.from.y + height * t * t * (3 - 2 * t) - origin.y();
    const double reach = link.width / 2 * std::sqrt(1 + slope * slope);
    paintColumn({middle, reach, std::max(1.0, std::abs(slope))}, colour, pixels + x, stride, image.height());
  }
}

}  // namespace rnnvis::gui
