#include "text_scale.h"

#include <algorithm>
#include <cmath>

namespace rnnvis::gui {
namespace {

constexpr double highScreen = 2000;
constexpr double highScreenScale = 1.5;

double current = 1;

}  // namespace

double usualTextScale(double screenHeight) {
  return screenHeight >= highScreen ? highScreenScale : 1;
}

double nextTextScale(double scale, int direction) {
  constexpr double tolerance = 1e-3;
  if (direction > 0) {
    const auto next = std::upper_bound(textScales.begin(), textScales.end(), scale + tolerance);
    return next == textScales.end() ? textScales.back() : *next;
  }
  const auto next = std::lower_bound(textScales.begin(), textScales.end(), scale - tolerance);
  return next == textScales.begin() ? textScales.front() : *(next - 1);
}

double textScale() {
  return current;
}

void setTextScale(double scale) {
  current = std::clamp(scale, textScales.front(), textScales.back());
}

int scaled(double pixels) {
  return static_cast<int>(std::lround(pixels * current));
}

}  // namespace rnnvis::gui
