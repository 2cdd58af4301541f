#include "link_painter.h"

#include "drawing.h"
#include "link_raster.h"

#include <QImage>
#include <QPaintEngine>
#include <QPainterPath>
#include <QPolygonF>

#include <cmath>

namespace rnnvis::gui {
namespace {

constexpr double negativeDash = 10;

/// The outline of a link.
QPolygonF bandOf(const DrawnLink& link) {
  constexpr int steps = 32;
  const double width = link.to.x - link.from.x, height = link.to.y - link.from.y;
  QPolygonF band(2 * (steps + 1));
  for (int i = 0; i <= steps; ++i) {
    const double t = double(i) / steps;
    const QPointF point(link.from.x + width * t * (1.5 - t * (1.5 - t)),
                        link.from.y + height * t * t * (3 - 2 * t));
    const QPointF along(width * (1.5 - 3 * t * (1 - t)), 6 * height * t * (1 - t));
    const double scale = link.width / 2 / std::max(1e-9, std::hypot(along.x(), along.y()));
    const QPointF across(-along.y() * scale, along.x() * scale);
    band[i] = point + across;
    band[2 * steps + 1 - i] = point - across;
  }
  return band;
}

void paintDashes(QPainter& painter, const DrawnLink& link) {
  const double reach = 0.5 * (link.to.x - link.from.x), dash = link.dash / link.width;
  QPainterPath path(toQt(link.from));
  path.cubicTo({link.from.x + reach, link.from.y}, {link.to.x - reach, link.to.y}, toQt(link.to));
  QPen pen(link.colour, link.width, Qt::SolidLine, Qt::FlatCap);
  pen.setDashPattern({dash, DrawnLink::gap * dash});
  painter.strokePath(path, pen);
}

void paintOutlines(QPainter& painter, const std::vector<DrawnLink>& links) {
  painter.setPen(Qt::NoPen);
  for (const DrawnLink& link : links) {
    painter.setBrush(link.colour);
    if (link.dash > 0)
      paintDashes(painter, link);
    else
      painter.drawPolygon(bandOf(link));
  }
}

/// The pixels of the device that links can touch.
QRect extentOf(const std::vector<DrawnLink>& links, const QRect& device) {
  QRectF extent;
  for (const DrawnLink& link : links)
    extent |= QRectF(toQt(link.from), toQt(link.to)).normalized().adjusted(-1, -link.width, 1, link.width);
  return extent.toAlignedRect() & device;
}

void paintPixels(QPainter& painter, std::vector<DrawnLink> links, const QTransform& toDevice) {
  const auto mapped = [&](scene::Point point) {
    const QPointF place = toDevice.map(toQt(point));
    return scene::Point{place.x(), place.y()};
  };
  for (DrawnLink& link : links)
    link = {mapped(link.from), mapped(link.to), link.width * toDevice.m11(), link.colour,
            link.dash * toDevice.m11()};
  const QPaintDevice& device = *painter.device();
  const double ratio = device.devicePixelRatioF();
  const QRect extent = extentOf(links, {0, 0, int(device.width() * ratio), int(device.height() * ratio)});
  if (extent.isEmpty()) return;
  QImage image(extent.size(), QImage::Format_ARGB32_Premultiplied);
  image.fill(Qt::transparent);
  for (const DrawnLink& link : links) rasterise(link, extent.topLeft(), image);
  painter.drawImage(toDevice.inverted().mapRect(QRectF(extent)), image);
}

}  // namespace

DrawnLink drawnLink(const scene::Link& link, const Theme& theme, double opacity) {
  const bool isMirrored = link.to.x < link.from.x;
  return {isMirrored ? link.to : link.from, isMirrored ? link.from : link.to, link.width,
          withAlpha(theme.ofSign(link.value), opacity), link.value < 0 ? negativeDash : 0};
}

void paintLinks(QPainter& painter, const std::vector<DrawnLink>& links) {
  const QTransform toDevice = painter.deviceTransform();
  const bool isPlain = toDevice.type() <= QTransform::TxScale && toDevice.m11() == toDevice.m22();
  if (painter.paintEngine()->type() == QPaintEngine::Raster && isPlain)
    paintPixels(painter, links, toDevice);
  else
    paintOutlines(painter, links);
}

}  // namespace rnnvis::gui
