#include "segmented_buttons.h"

#include "text_scale.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QPushButton>

namespace rnnvis::gui {
namespace {

constexpr int leastWidth = 24;

}  // namespace

SegmentedButtons::SegmentedButtons(const QString& name, QWidget* parent)
    : QWidget(parent), m_group(new QButtonGroup(this)) {
  setObjectName(name);
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(4);
  connect(m_group, &QButtonGroup::idClicked, this, &SegmentedButtons::picked);
}

void SegmentedButtons::setSegments(const QStringList& texts, const QStringList& toolTips) {
  if (texts == m_texts) return;
  m_texts = texts;
  qDeleteAll(m_group->buttons());
  for (int i = 0; i < texts.size(); ++i) {
    auto* button = new QPushButton(texts[i]);
    button->setObjectName(objectName() + QString::number(i));
    button->setAccessibleName(accessibleName() + " " + texts[i]);
    button->setToolTip(toolTips.value(i, toolTip()));
    button->setCheckable(true);
    button->setMinimumWidth(scaled(leastWidth));  // Many share a row rather than widen it.
    button->setFocusPolicy(Qt::TabFocus);         // A click leaves the focus where it was.
    m_group->addButton(button, i);
    layout()->addWidget(button);
  }
}

void SegmentedButtons::setCurrent(int index) {
  QAbstractButton* chosen = m_group->button(index);
  if (!chosen) return;
  chosen->setChecked(true);
  for (QAbstractButton* button : m_group->buttons())  // Tab goes to the chosen one, arrows to the others.
    button->setFocusPolicy(button == chosen ? Qt::TabFocus : Qt::NoFocus);
}

}  // namespace rnnvis::gui
