#include "qt_text_measure.h"

#include "fonts.h"

#include <QFontMetricsF>
#include <QImage>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace rnnvis::gui {
namespace {

constexpr int perEm = scene::InkShape::perEm;
constexpr int overhang = perEm / 2;  // Glyphs may reach beyond their advance.
constexpr int widest = 1 << 15;      // Of a picture that Qt can draw.

QString toString(std::string_view text) {
  return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// Spans of the pixels that are more than faintly covered.
std::vector<scene::InkSpan> spansOf(const QImage& image, int baseline) {
  constexpr int faint = 40;  // Of 255.
  std::vector<scene::InkSpan> spans;
  const auto isInk = [](QRgb pixel) { return qAlpha(pixel) > faint; };
  for (int y = 0; y < image.height(); ++y) {
    const auto* const row = reinterpret_cast<const QRgb*>(image.constScanLine(y));
    const QRgb* const end = row + image.width();
    for (const QRgb *left = std::find_if(row, end, isInk), *right; left != end;
         left = std::find_if(right, end, isInk)) {
      right = std::find_if_not(left, end, isInk);
      spans.push_back(
          {y - baseline, static_cast<int>(left - row) - overhang, static_cast<int>(right - row) - overhang});
    }
  }
  return spans;
}

}  // namespace

scene::Size QtTextMeasure::size(std::string_view text, double pixels, bool bold) const {
  // Widths grow in proportion to the size, so that one set of metrics serves all sizes.
  constexpr double reference = 64;
  static const QFontMetricsF regular(font(reference)), semiBold(font(reference, true));
  const QFontMetricsF& metrics = bold ? semiBold : regular;
  return {metrics.horizontalAdvance(toString(text)) * pixels / reference,
          metrics.height() * pixels / reference};
}

std::shared_ptr<const scene::InkShape> QtTextMeasure::shape(std::string_view text, bool bold) const {
  const scene::Size size = this->size(text, perEm, bold);
  const int width = static_cast<int>(std::min<double>(widest, std::ceil(size.width) + 2 * overhang));
  constexpr int baseline = 5 * perEm / 4;
  QImage image(width, 7 * perEm / 4, QImage::Format_ARGB32_Premultiplied);
  image.fill(Qt::transparent);
  static const QFont regular = font(perEm), semiBold = font(perEm, true);
  QPainter painter(&image);
  painter.setFont(bold ? semiBold : regular);
  painter.drawText(QPoint(overhang, baseline), toString(text));
  painter.end();
  return std::make_shared<scene::InkShape>(scene::InkShape{spansOf(image, baseline)});
}

}  // namespace rnnvis::gui
