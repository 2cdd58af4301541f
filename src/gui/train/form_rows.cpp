#include "train/form_rows.h"

#include "appearance.h"

#include <QGridLayout>
#include <QLabel>

namespace rnnvis::gui {
namespace {

/// Shows no more digits than a value has.
class DecimalBox : public QDoubleSpinBox {
 protected:
  QString textFromValue(double value) const override { return locale().toString(value, 'g', 6); }
};

}  // namespace

void addHeading(QGridLayout& rows, const QString& text) {
  QLabel* heading = wrappedLabel({}, "group");
  heading->setText(text);
  const int row = rows.rowCount();
  rows.setRowMinimumHeight(row, 22);
  rows.addWidget(heading, row, 0, 1, 2, Qt::AlignBottom);
}

void addField(QGridLayout& rows, const QString& label, QWidget* field, const QString& explanation) {
  auto* title = new QLabel(label);
  title->setBuddy(field);
  title->setToolTip(explanation);
  field->setToolTip(explanation);
  if (field->accessibleName().isEmpty()) field->setAccessibleName(label);
  field->setAccessibleDescription(explanation);
  const int row = rows.rowCount();
  rows.addWidget(title, row, 0);
  rows.addWidget(field, row, 1);
}

QSpinBox* makeNumber(const QString& name, int least, int most, const QString& zero) {
  auto* box = new QSpinBox;
  box->setObjectName(name);
  box->setRange(least, most);
  box->setSpecialValueText(zero);
  box->setGroupSeparatorShown(true);
  return box;
}

QDoubleSpinBox* makeDecimal(const QString& name, double least, double most, double step, int decimals) {
  auto* box = new DecimalBox;
  box->setObjectName(name);
  box->setDecimals(decimals);
  box->setRange(least, most);
  box->setSingleStep(step);
  return box;
}

}  // namespace rnnvis::gui
