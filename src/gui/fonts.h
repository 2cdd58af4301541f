#pragma once

#include <QFont>

#include <array>

namespace rnnvis::gui {

/// The bundled typeface: regular, semibold.
inline constexpr std::array fontFiles{":/fonts/Inter-Regular.otf", ":/fonts/Inter-SemiBold.otf"};

/// Makes the bundled typeface known; needs a QGuiApplication. Safe to call again.
void loadFonts();

/// Logical pixels in points of the screen.
double pointsOf(double pixels);

/// The program's typeface at a height in logical pixels.
QFont font(double pixels, bool bold = false);

}  // namespace rnnvis::gui
