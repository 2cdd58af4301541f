#pragma once

#include <QByteArray>

namespace rnnvis::gui {

/// An SVG that QSvgGenerator wrote, without what says nothing: attributes that have their inherited value,
/// groups around text that states all of its own, groups with nothing in them; neighbours that look the same
/// are one group. Less than half the size where there are many words, and the same picture.
QByteArray compactSvg(const QByteArray& svg);

}  // namespace rnnvis::gui
