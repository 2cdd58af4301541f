#pragma once

#include "theme.h"

#include <QColor>

#include <algorithm>
#include <array>
#include <cmath>

/// Colours as people see them.
namespace rnnvis::test::colours {

inline double linear(double channel) {
  return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

using Channels = std::array<double, 3>;

inline Channels linearOf(const QColor& colour) {
  return {linear(colour.redF()), linear(colour.greenF()), linear(colour.blueF())};
}

inline double luminance(const QColor& colour) {
  const Channels c = linearOf(colour);
  return 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2];
}

inline double contrast(const QColor& a, const QColor& b) {
  const double first = luminance(a) + 0.05, second = luminance(b) + 0.05;
  return std::max(first / second, second / first);
}

using Vision = std::array<Channels, 3>;
inline constexpr Vision normal{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
// Machado, Oliveira and Fernandes (2009), severity 1.
inline constexpr Vision protanopia{
    {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}};
inline constexpr Vision deuteranopia{
    {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}};

inline constexpr Vision tritanopia{
    {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}};

/// CIELAB of a colour as it is seen.
inline Channels labOf(const QColor& colour, const Vision& vision) {
  constexpr Vision toXyz{
      {{0.4339, 0.3762, 0.1899}, {0.2126, 0.7152, 0.0722}, {0.0177, 0.1095, 0.8728}}};  // Over white.
  const auto times = [](const Vision& matrix, const Channels& c) {
    Channels result{};
    for (std::size_t i = 0; i < 3; ++i)
      result[i] = std::clamp(matrix[i][0] * c[0] + matrix[i][1] * c[1] + matrix[i][2] * c[2], 0.0, 1.0);
    return result;
  };
  Channels f = times(toXyz, times(vision, linearOf(colour)));
  for (double& value : f) value = value > 0.008856 ? std::cbrt(value) : 7.787 * value + 16.0 / 116;
  return {116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])};
}

inline double distance(const QColor& a, const QColor& b, const Vision& vision) {
  const Channels p = labOf(a, vision), q = labOf(b, vision);
  return std::hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
}

inline std::array<const gui::Theme*, 4> allThemes() {
  using enum gui::ColourScale;
  return {&gui::Theme::light(blueOrange), &gui::Theme::dark(blueOrange), &gui::Theme::light(purpleGreen),
          &gui::Theme::dark(purpleGreen)};
}

/// `colour` at an opacity over `ground`.
inline QColor over(const QColor& ground, const QColor& colour, double opacity) {
  const auto mix = [opacity](int a, int b) { return static_cast<int>(std::lround(a + (b - a) * opacity)); };
  return QColor(mix(ground.red(), colour.red()), mix(ground.green(), colour.green()),
                mix(ground.blue(), colour.blue()));
}

}  // namespace rnnvis::test::colours
