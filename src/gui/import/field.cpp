#include "import/field.h"

#include <QComboBox>

namespace rnnvis::gui {

QComboBox* makeBox(const QString& name, const QString& accessibleName) {
  auto* box = new QComboBox;
  box->setObjectName(name);
  box->setAccessibleName(accessibleName);
  box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  box->setMinimumContentsLength(14);
  return box;
}

}  // namespace rnnvis::gui
