#pragma once

#include "theme.h"

namespace rnnvis::gui {

/// The contrast ratio of two colours (WCAG 2), in [1, 21].
double contrastOf(const QColor& a, const QColor& b);

/// A colour for text on a ground that stands out from it at 4.5:1 or more: the theme's ink or window where
/// one of them does, else black or white.
QColor textOn(const QColor& ground, const Theme& theme);

/// The border of what can be used, and the handles of what is dragged: the theme's line, shifted towards its
/// ink until it stands out from windows and panels at 3:1 or more.
QColor outlineOf(const Theme& theme);

}  // namespace rnnvis::gui
