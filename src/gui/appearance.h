#pragma once

#include "theme.h"

#include <QPalette>
#include <QString>

#include <optional>

class QLabel;
class QSize;
class QWidget;

namespace rnnvis::gui {

enum class ThemeChoice { desktop, light, dark };

/// How the window looks, as the user chose it.
struct Appearance {
  ThemeChoice theme = ThemeChoice::desktop;
  ColourScale colours = ColourScale::blueOrange;
  std::optional<double> textScale = {};  ///< Absent: usualTextScale() of the screen.

  friend bool operator==(const Appearance&, const Appearance&) = default;
};

/// What is kept in the user's settings; what is unknown there is as it is by default.
Appearance savedAppearance();
void saveAppearance(const Appearance& appearance);

const Theme& themeOf(const Appearance& appearance, bool isDesktopDark);
double textScaleOf(const Appearance& appearance);

/// Gives the program, but no window yet, these colours and this size of text.
void applyToProgram(const Theme& theme, double textScale);

QPalette paletteOf(const Theme& theme);
/// Rules for the widgets that the palette does not reach, by object name and by the property "role"; lengths
/// grow with textScale().
QString styleSheetOf(const Theme& theme);

/// What a label is for, which gives its type: "title", "heading", "group", "muted", "faint",
/// "problem".
void setRole(QWidget* label, const char* role);
/// A label of plain text in as many lines as it needs.
QLabel* wrappedLabel(const QString& name, const char* role);

/// Tells assistive technology what rich text says, as the widget's description.
void describeAs(QWidget& widget, const QString& richText);

/// A least size that grows with the text: as `size` says at 100 %, 0 for no least. See fitToText().
void setLeastSize(QWidget& widget, QSize size);
/// Gives widgets in `root` the least sizes of the present textScale().
void fitToText(QWidget& root);

}  // namespace rnnvis::gui
