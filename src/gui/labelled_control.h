#pragma once

#include <QString>

class QLineEdit;
class QWidget;

namespace rnnvis::gui {

constexpr int settingsSpacing = 10;  ///< Between controls that belong together.

/// Gives a field a button that empties it, with a name for who cannot see it.
void addClearButton(QLineEdit& field);

/// A control under its label.
QWidget* labelled(const QString& text, QWidget* control);

}  // namespace rnnvis::gui
