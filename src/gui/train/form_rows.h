#pragma once

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QSpinBox>
#include <QString>

#include <array>

class QGridLayout;

namespace rnnvis::gui {

/// Adds a heading over both columns of a form.
void addHeading(QGridLayout& rows, const QString& text);
/// Adds a field beside its label, which explains it under the pointer.
void addField(QGridLayout& rows, const QString& label, QWidget* field, const QString& explanation);

/// `zero` is what the least value is called, where it has a name.
QSpinBox* makeNumber(const QString& name, int least, int most, const QString& zero = {});
QDoubleSpinBox* makeDecimal(const QString& name, double least, double most, double step, int decimals);

/// A chooser of values by their names; each item's data is its place.
template <std::size_t count>
QComboBox* makeChoice(const QString& name, const std::array<const char*, count>& titles) {
  auto* box = new QComboBox;
  box->setObjectName(name);
  for (const char* title : titles) box->addItem(QString::fromUtf8(title));
  return box;
}

}  // namespace rnnvis::gui
