#include "picture_file.h"

#include "fonts.h"
#include "svg_compaction.h"

#include "rnnvis/base/error.h"
#include "rnnvis/base/file.h"

#include <QBuffer>
#include <QFontMetricsF>
#include <QGuiApplication>
#include <QImage>
#include <QPdfWriter>
#include <QScreen>
#include <QSvgGenerator>

#include <cmath>

namespace rnnvis::gui {
namespace {

int screenResolution() {
  return static_cast<int>(std::lround(QGuiApplication::primaryScreen()->logicalDotsPerInchY()));
}

/// An SVG with its width and height on paper.
QByteArray sized(QByteArray svg, const Picture& picture) {
  const auto begin = svg.indexOf("<svg width=\""), end = svg.indexOf("viewBox", begin);
  if (begin < 0 || end < 0) return svg;
  const double height = picture.millimetres * picture.size.height / picture.size.width;
  const QString attributes = QStringLiteral("<svg width=\"%1mm\" height=\"%2mm\" ")
                                 .arg(picture.millimetres, 0, 'f', 3)
                                 .arg(height, 0, 'f', 3);
  return svg.replace(begin, end - begin, attributes.toUtf8());
}

QByteArray bytesOf(const Picture& picture, const std::filesystem::path& path) {
  if (path.extension() == ".png") return toPng(picture);
  if (path.extension() == ".svg") return toSvg(picture);
  if (path.extension() == ".pdf") return toPdf(picture);
  fail("{}: the suffix must be .png, .svg or .pdf, which tells the format", path.string());
}

void write(const QByteArray& bytes, const std::filesystem::path& path) {
  writeFileAtomically(path, [&](std::ostream& stream) { stream.write(bytes.constData(), bytes.size()); });
}

}  // namespace

QByteArray toPng(const QImage& image) {
  QByteArray bytes;
  QBuffer buffer(&bytes);
  buffer.open(QIODevice::WriteOnly);
  image.save(&buffer, "PNG");
  return bytes;
}

Picture captioned(Picture picture, double pixels, double margin, const QColor& ground, const QColor& ink) {
  const QFont type = font(pixels);
  const double width = picture.size.width - 2 * margin, top = picture.size.height;
  const double height = QFontMetricsF(type)
                            .boundingRect(QRectF(0, 0, width, 1e6), Qt::TextWordWrap, picture.description)
                            .height();
  picture.size.height = std::ceil(top + height + margin);
  const QRectF page(0, 0, picture.size.width, picture.size.height);
  picture.draw = [draw = std::move(picture.draw), text = picture.description,
                  box = QRectF(margin, top, width, height), page, type, ground, ink](QPainter& painter) {
    painter.fillRect(page, ground);
    painter.save();
    draw(painter);
    painter.restore();
    painter.setFont(type);
    painter.setPen(ink);
    painter.drawText(box, Qt::TextWordWrap, text);
  };
  return picture;
}

QByteArray toPng(const Picture& picture) {
  const bool isPrinted = picture.millimetres > 0;
  const double scale = isPrinted ? printScale(picture.millimetres, picture.size.width) : picture.scale;
  QImage image(static_cast<int>(std::lround(picture.size.width * scale)),
               static_cast<int>(std::lround(picture.size.height * scale)), QImage::Format_RGB32);
  image.setDevicePixelRatio(scale);
  if (!picture.description.isEmpty()) image.setText("Description", picture.description);
  QPainter painter(&image);
  picture.draw(painter);
  painter.end();
  if (isPrinted) {  // Only now: sizes of type follow the resolution of what is drawn on.
    const int dotsPerMetre = static_cast<int>(std::lround(1000 * printResolution / inch));
    image.setDotsPerMeterX(dotsPerMetre);
    image.setDotsPerMeterY(dotsPerMetre);
  }
  return toPng(image);
}

QByteArray toSvg(const Picture& picture) {
  const scene::Size size = picture.size;
  QByteArray bytes;
  QBuffer buffer(&bytes);
  buffer.open(QIODevice::WriteOnly);
  QSvgGenerator generator;
  generator.setOutputDevice(&buffer);
  generator.setTitle(picture.title.toHtmlEscaped());  // The generator writes them as they are.
  generator.setDescription(picture.description.isEmpty() ? "Drawn by RNNVis"
                                                         : picture.description.toHtmlEscaped());
  generator.setResolution(screenResolution());
  generator.setSize(QSize(static_cast<int>(size.width), static_cast<int>(size.height)));
  generator.setViewBox(QRectF(0, 0, size.width, size.height));
  QPainter painter(&generator);
  picture.draw(painter);
  painter.end();
  return picture.millimetres > 0 ? sized(compactSvg(bytes), picture) : compactSvg(bytes);
}

QByteArray toPdf(const Picture& picture) {
  QByteArray bytes;
  QBuffer buffer(&bytes);
  buffer.open(QIODevice::WriteOnly);
  QPdfWriter writer(&buffer);
  const double usual = 72.0 / screenResolution();
  const double pointsPerPixel =
      picture.millimetres > 0 ? 72 * picture.millimetres / inch / picture.size.width : usual;
  writer.setResolution(screenResolution());
  writer.setTitle(picture.title);
  writer.setCreator("RNNVis");
  writer.setPageLayout(QPageLayout(QPageSize(QSizeF(picture.size.width, picture.size.height) * pointsPerPixel,
                                             QPageSize::Point, {}, QPageSize::ExactMatch),
                                   QPageLayout::Portrait, QMarginsF()));
  QPainter painter(&writer);
  painter.scale(pointsPerPixel / usual, pointsPerPixel / usual);
  picture.draw(painter);
  painter.end();
  return bytes;
}

void writePicture(const Picture& picture, const std::filesystem::path& path) {
  write(bytesOf(picture, path), path);
}

void writePicture(const QImage& image, const std::filesystem::path& path) {
  if (path.extension() != ".png")
    fail("{}: a picture of the window is made of pixels; name a .png", path.string());
  write(toPng(image), path);
}

}  // namespace rnnvis::gui
