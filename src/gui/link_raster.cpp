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

/// A column of the curve: its middle, how far the band reaches above and below it, and how far along the
/// curve the middle is and each pixel below it further.
struct Section {
  double middle, reach, ramp;
  double along, step;
};

/// Dashes down the pixels of a column. Pixels of one column lie less than a pixel apart along the curve.
class Dashes {
 public:
  Dashes(double dash, double along, double step)
      : m_reach(dash / 2 + 0.5), m_period(dash * (1 + DrawnLink::gap)), m_step(step) {
    m_fromMiddle = along - dash / 2;
    if (dash > 0) m_fromMiddle -= m_period * static_cast<int>(m_fromMiddle / m_period + 0.5);
  }
  /// The share of the pixel that a dash covers; goes on to the pixel below.
  double next() {
    const double share = std::clamp(m_reach - std::abs(m_fromMiddle), 0.0, 1.0);
    m_fromMiddle += m_step;
    if (m_fromMiddle > m_period / 2) m_fromMiddle -= m_period;
    if (m_fromMiddle < -m_period / 2) m_fromMiddle += m_period;
    return share;
  }

 private:
  double m_reach, m_period, m_step;
  double m_fromMiddle;  // Of the nearest dash.
};

void paintColumn(const Section& section, double dash, QRgb colour, QRgb* column, std::ptrdiff_t stride,
                 int height) {
  const double outer = section.reach + section.ramp / 2;
  const int top = std::max(0, static_cast<int>(std::floor(section.middle - outer)));
  const int bottom = std::min(height, static_cast<int>(std::ceil(section.middle + outer)));
  const double scale = 256 / section.ramp, inside = outer * scale;
  const double most = std::min(256.0, 2 * section.reach * scale);  // What is thinner than a pixel is paler.
  Dashes dashes(dash, section.along + (top + 0.5 - section.middle) * section.step, section.step);
  for (int y = top; y < bottom; ++y) {
    double coverage = std::min(most, inside - std::abs(y + 0.5 - section.middle) * scale);
    if (dash > 0) coverage *= dashes.next();
    if (coverage <= 0) continue;
    QRgb& pixel = column[y * stride];
    pixel = over(colour, static_cast<unsigned>(coverage), pixel);
  }
}

}  // namespace

void rasterise(const DrawnLink& link, QPoint origin, QImage& image) {
  const double width = link.to.x - link.from.x, height = link.to.y - link.from.y;
  if (width <= 0) return;
  const QRgb colour = qPremultiply(link.colour.rgba());
  auto* const pixels = reinterpret_cast<QRgb*>(image.bits());
  const std::ptrdiff_t stride = image.bytesPerLine() / static_cast<std::ptrdiff_t>(sizeof(QRgb));
  const int first = static_cast<int>(std::floor(link.from.x)) - origin.x();
  const int last = std::min(image.width(), static_cast<int>(std::ceil(link.to.x)) - origin.x());
  double t = 0, along = 0;
  for (int x = first; x < last; ++x) {
    const double share = std::clamp((x + origin.x() + 0.5 - link.from.x) / width, 0.0, 1.0);
    // Newton's method for the parameter at this column, from that at the one before.
    // Where a link begins beyond the picture, there is none before.
    for (int i = 0; i < (x == first ? 12 : 2); ++i)
      t = std::clamp(t + (share - t * (1.5 - t * (1.5 - t))) / (1.5 - 3 * t * (1 - t)), 0.0, 1.0);
    const double slope = height / width * 6 * t * (1 - t) / (1.5 - 3 * t * (1 - t));
    const double middle = link.from.y + height * t * t * (3 - 2 * t) - origin.y();
    const double length = std::sqrt(1 + slope * slope), reach = link.width / 2 * length;
    if (x >= 0)
      paintColumn({middle, reach, std::max(1.0, std::abs(slope)), along + length / 2, slope / length},
                  link.dash, colour, pixels + x, stride, image.height());
    along += length;
  }
}

}  // namespace rnnvis::gui
