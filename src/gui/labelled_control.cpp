#include "labelled_control.h"

#include "appearance.h"

#include <QAbstractButton>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

namespace rnnvis::gui {

void addClearButton(QLineEdit& field) {
  field.setClearButtonEnabled(true);
  for (QAbstractButton* button : field.findChildren<QAbstractButton*>()) button->setAccessibleName("Clear");
}

QWidget* labelled(const QString& text, QWidget* control) {
  auto* label = new QLabel(text);
  label->setBuddy(control);
  control->setAccessibleName(text);
  setRole(label, "muted");
  auto* box = new QWidget;
  auto* layout = new QVBoxLayout(box);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(4);
  layout->addWidget(label);
  layout->addWidget(control);
  return box;
}

}  // namespace rnnvis::gui
