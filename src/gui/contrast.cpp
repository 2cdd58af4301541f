#include "contrast.h"

#include <algorithm>
#include <cmath>

namespace rnnvis::gui {
namespace {

constexpr double legible = 4.5, visible = 3;

double luminance(const QColor& colour) {
  const auto linear = [](double channel) {
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

}  // namespace

double contrastOf(const QColor& a, const QColor& b) {
  const double first = luminance(a) + 0.05, second = luminance(b) + 0.05;
  return std::max(first, second) / std::min(first, second);
}

QColor outlineOf(const Theme& theme) {
  constexpr double step = 0.02;
  for (double share = 0; share < 1; share += step) {
    const auto mix = [share](int a, int b) { return static_cast<int>(std::lround(a + (b - a) * share)); };
    const QColor colour(mix(theme.line.red(), theme.ink.red()), mix(theme.line.green(), theme.ink.green()),
                        mix(theme.line.blue(), theme.ink.blue()));
    if (std::min(contrastOf(colour, theme.window), contrastOf(colour, theme.panel)) >= visible) return colour;
  }
  return theme.ink;
}

QColor textOn(const QColor& ground, const Theme& theme) {
  for (const QColor& colour : {theme.ink, theme.window})
    if (contrastOf(colour, ground) >= legible) return colour;
  const QColor black(Qt::black), white(Qt::white);
  return contrastOf(black, ground) > contrastOf(white, ground) ? black : white;
}

}  // namespace rnnvis::gui
