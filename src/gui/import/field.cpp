#include "import/field.h"

#include "appearance.h"

#include <QComboBox>
#include <QLabel>

namespace rnnvis::gui {

QComboBox* makeBox(const QString& name, const QString& accessibleName) {
  auto* box = new QComboBox;
  box->setObjectName(name);
  box->setAccessibleName(accessibleName);
  box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  box->setMinimumContentsLength(14);
  return box;
}

QLabel* makeLabel(const QString& name, const char* role) {
  auto* label = new QLabel;
  label->setObjectName(name);
  label->setTextFormat(Qt::PlainText);
  label->setWordWrap(true);
  setRole(label, role);
  return label;
}

}  // namespace rnnvis::gui
