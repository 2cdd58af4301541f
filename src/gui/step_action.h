#pragma once

#include <QString>

class QAction;

namespace rnnvis::gui {

/// Lets an action called `name` say which step it takes back or takes again: "Undo: merge clouds 2 and 5".
/// Without a step it cannot be chosen.
void showStep(QAction& action, const QString& name, const QString& step);

}  // namespace rnnvis::gui
