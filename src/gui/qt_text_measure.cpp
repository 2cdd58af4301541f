#include "qt_text_measure.h"

#include "fonts.h"

#include <QFontMetricsF>

namespace rnnvis::gui {

scene::Size QtTextMeasure::size(std::string_view text, double pixels, bool bold) const {
  // Widths grow in proportion to the size, so that one set of metrics serves all sizes.
  constexpr double reference = 64;
  static const QFontMetricsF regular(font(reference)), semiBold(font(reference, true));
  const QFontMetricsF& metrics = bold ? semiBold : regular;
  const QString string = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
  return {metrics.horizontalAdvance(string) * pixels / reference, metrics.height() * pixels / reference};
}

}  // namespace rnnvis::gui
