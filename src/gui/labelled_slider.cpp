#include "labelled_slider.h"

#include "appearance.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>

namespace rnnvis::gui {

LabelledSlider::LabelledSlider(const QString& name, const QString& label, int least, int most, Format format,
                               QWidget* parent)
    : QWidget(parent), m_slider(new QSlider(Qt::Horizontal)), m_value(new QLabel), m_format(format) {
  m_slider->setObjectName(name);
  m_slider->setAccessibleName(label);
  m_slider->setRange(least, most);
  m_slider->setPageStep(std::max(1, (most - least) / 10));
  m_value->setObjectName(name + "Value");
  m_value->setText(m_format(least));
  auto* text = new QLabel(label);
  text->setBuddy(m_slider);
  setRole(text, "muted");
  auto* layout = new QGridLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setVerticalSpacing(2);
  layout->addWidget(text, 0, 0);
  layout->addWidget(m_value, 0, 1, Qt::AlignRight);
  layout->addWidget(m_slider, 1, 0, 1, 2);
  connect(m_slider, &QSlider::valueChanged, this, [this](int value) {
    m_value->setText(m_format(value));
    Q_EMIT moved(value);
  });
}

/// A tooltip of all of it is the slider's as well, which it describes to who cannot see it.
bool LabelledSlider::event(QEvent* event) {
  if (event->type() == QEvent::ToolTipChange) m_slider->setToolTip(toolTip());
  return QWidget::event(event);
}

void LabelledSlider::setStep(int step) {
  m_slider->setSingleStep(step);
}

void LabelledSlider::setValue(int value) {
  if (m_slider->isSliderDown()) return;  // The hand on it is ahead of what comes back.
  const QSignalBlocker quiet(m_slider);
  m_slider->setValue(value);
  m_value->setText(m_format(m_slider->value()));
}

}  // namespace rnnvis::gui
