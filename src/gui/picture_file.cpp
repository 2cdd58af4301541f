#include "picture_file.h"

#include "rnnvis/base/error.h"
#include "rnnvis/base/file.h"

#include <QBuffer>
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

QByteArray toPng(const Picture& picture) {
  QImage image(static_cast<int>(picture.size.width * picture.scale),
               static_cast<int>(picture.size.height * picture.scale), QImage::Format_RGB32);
  image.setDevicePixelRatio(picture.scale);
  if (!picture.description.isEmpty()) image.setText("Description", picture.description);
  QPainter painter(&image);
  picture.draw(painter);
  painter.end();
  return toPng(image);
}

QByteArray toSvg(const Picture& picture) {
  const scene::Size size = picture.size;
  QByteArray bytes;
  QBuffer buffer(&bytes);
  buffer.open(QIODevice::WriteOnly);
  QSvgGenerator generator;
  generator.setOutputDevice(&buffer);
  generator.setTitle(picture.title);
  generator.setDescription(picture.description.isEmpty() ? "Drawn by RNNVis" : picture.description);
  generator.setResolution(screenResolution());
  generator.setSize(QSize(static_cast<int>(size.width), static_cast<int>(size.height)));
  generator.setViewBox(QRectF(0, 0, size.width, size.height));
  QPainter painter(&generator);
  picture.draw(painter);
  painter.end();
  return bytes;
}

QByteArray toPdf(const Picture& picture) {
  QByteArray bytes;
  QBuffer buffer(&bytes);
  buffer.open(QIODevice::WriteOnly);
  QPdfWriter writer(&buffer);
  const double pointsPerPixel = 72.0 / screenResolution();
  writer.setResolution(screenResolution());
  writer.setTitle(picture.title);
  writer.setCreator("RNNVis");
  writer.setPageLayout(QPageLayout(QPageSize(QSizeF(picture.size.width, picture.size.height) * pointsPerPixel,
                                             QPageSize::Point, {}, QPageSize::ExactMatch),
                                   QPageLayout::Portrait, QMarginsF()));
  QPainter painter(&writer);
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
