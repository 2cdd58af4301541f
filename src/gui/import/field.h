#pragma once

#include <QString>

class QComboBox;

namespace rnnvis::gui {

/// A chooser that shrinks with its column rather than with its longest item.
QComboBox* makeBox(const QString& name, const QString& accessibleName);

}  // namespace rnnvis::gui
