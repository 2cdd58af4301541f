#pragma once

#include <QString>

class QWidget;

namespace rnnvis::gui {

constexpr int settingsSpacing = 10;  ///< Between controls that belong together.

/// A control under its label.
QWidget* labelled(const QString& text, QWidget* control);

}  // namespace rnnvis::gui
