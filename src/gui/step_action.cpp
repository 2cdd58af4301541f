#include "step_action.h"

#include <QAction>

namespace rnnvis::gui {

void showStep(QAction& action, const QString& name, const QString& step) {
  action.setEnabled(!step.isEmpty());
  action.setText(step.isEmpty() ? name : name + ": " + QString(step).replace('&', "&&"));
}

}  // namespace rnnvis::gui
