#pragma once

#include <QString>

class QComboBox;
class QLabel;

namespace rnnvis::gui {

/// A chooser that shrinks with its column rather than with its longest item.
QComboBox* makeBox(const QString& name, const QString& accessibleName);

/// A label of a role (see setRole) whose text is plain and wraps.
QLabel* makeLabel(const QString& name, const char* role);

}  // namespace rnnvis::gui
