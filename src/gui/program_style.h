#pragma once

#include <QProxyStyle>

namespace rnnvis::gui {

/// Fusion, whose boxes to choose from and to count in have an outline that stands out from what they lie on:
/// the palette's dark colour (paletteOf()), at 3:1 or more, in place of a shade of the ground.
class ProgramStyle : public QProxyStyle {
  Q_OBJECT

 public:
  ProgramStyle() : QProxyStyle("Fusion") {}

  void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                          const QWidget* widget) const override;
};

/// Every widget's from now on.
void useProgramStyle();

}  // namespace rnnvis::gui
