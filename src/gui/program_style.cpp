#include "program_style.h"

#include <QApplication>
#include <QStyleOption>

namespace rnnvis::gui {
namespace {

/// The options with a ground of which Fusion, which draws outlines as their ground made darker, makes the
/// dark colour.
template <class Option>
Option outlined(const Option& option) {
  constexpr int fusionDarkens = 140;
  Option changed = option;
  changed.palette.setColor(QPalette::Window, option.palette.color(QPalette::Dark).lighter(fusionDarkens));
  return changed;
}

}  // namespace

void ProgramStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option,
                                      QPainter* painter, const QWidget* widget) const {
  if (const auto* combo = qstyleoption_cast<const QStyleOptionComboBox*>(option)) {
    const QStyleOptionComboBox changed = outlined(*combo);
    return QProxyStyle::drawComplexControl(control, &changed, painter, widget);
  }
  if (const auto* spin = qstyleoption_cast<const QStyleOptionSpinBox*>(option)) {
    const QStyleOptionSpinBox changed = outlined(*spin);
    return QProxyStyle::drawComplexControl(control, &changed, painter, widget);
  }
  QProxyStyle::drawComplexControl(control, option, painter, widget);
}

void useProgramStyle() {
  QApplication::setStyle(new ProgramStyle);
}

}  // namespace rnnvis::gui
