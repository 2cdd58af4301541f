#pragma once

#include <array>

namespace rnnvis::gui {

/// The sizes of text that can be chosen, as factors of the usual one.
inline constexpr std::array textScales{0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0};

/// The factor of a screen on which nobody has chosen one: 1.5 from 2,000 logical pixels of height on, where a
/// 4K screen is not scaled by the desktop; else 1.
double usualTextScale(double screenHeight);
/// The next size above or below `scale`; the last one where there is none.
double nextTextScale(double scale, int direction);

/// The factor that panels are drawn with now. Of the whole program, as QApplication::font() is.
double textScale();
/// Clamped to the sizes that can be chosen.
void setTextScale(double scale);
/// A length that grows with the text, in whole pixels.
int scaled(double pixels);

}  // namespace rnnvis::gui
