#pragma once

#include "theme.h"

#include <QPalette>
#include <QString>

class QWidget;

namespace rnnvis::gui {

enum class ThemeChoice { system, light, dark };

/// The theme that a choice stands for; `system` follows the desktop's palette as it was at the start.
const Theme& themeOf(ThemeChoice choice);
/// The choice kept in the user's settings.
ThemeChoice savedThemeChoice();
void saveThemeChoice(ThemeChoice choice);

QPalette paletteOf(const Theme& theme);
/// Rules for the widgets that the palette does not reach, by object name and by the property "role".
QString styleSheetOf(const Theme& theme);

/// What a label is for, which gives its type: "title", "heading", "group", "muted", "faint",
/// "problem".
void setRole(QWidget* label, const char* role);

}  // namespace rnnvis::gui
