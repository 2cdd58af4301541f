#pragma once

#include "rnnvis/scene/geometry.h"

#include <QByteArray>
#include <QColor>
#include <QImage>
#include <QPainter>
#include <QString>

#include <filesystem>
#include <functional>

namespace rnnvis::gui {

inline constexpr double inch = 25.4;            ///< Millimetres.
inline constexpr double printResolution = 300;  ///< Dots an inch, of a PNG for paper.
inline constexpr double pixelsOfPng = 2;        ///< A logical pixel, of a PNG of what is on the screen.

/// Pixels of a PNG for paper a logical pixel, where so many of these are so wide on it.
constexpr double printScale(double millimetres, double pixels) {
  return millimetres / inch * printResolution / pixels;
}

/// Something that can be drawn to pixels and to pages alike.
struct Picture {
  std::function<void(QPainter&)> draw;
  scene::Size size;        ///< Logical pixels.
  double scale = 1;        ///< Pixels of a PNG a logical pixel.
  double millimetres = 0;  ///< Its width on paper; 0: what the screen's resolution makes of the pixels.
  QString title;           ///< Of an SVG or a PDF.
  QString description;     ///< Of an SVG or a PNG: what is shown, how it was made.
};

/// The picture above its description, text of so many logical pixels as far from the edges as `margin`.
Picture captioned(Picture picture, double pixels, double margin, const QColor& ground, const QColor& ink);

QByteArray toPng(const QImage& image);
QByteArray toPng(const Picture& picture);
QByteArray toSvg(const Picture& picture);
QByteArray toPdf(const Picture& picture);

/// Writes it by the suffix of `path`: .png, .svg or .pdf. Written atomically. Throws Error for another suffix
/// and for a file that cannot be written.
void writePicture(const Picture& picture, const std::filesystem::path& path);
/// Writes pixels, to a .png alone; throws Error likewise.
void writePicture(const QImage& image, const std::filesystem::path& path);

}  // namespace rnnvis::gui
