#include "labelled_control.h"

#include "appearance.h"

#include <QLabel>
#include <QVBoxLayout>

namespace rnnvis::gui {

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
