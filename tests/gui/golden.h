#pragma once

#include <QImage>

#include <string>

/// Pictures beside the tests (tests/gui/goldens), with which what is drawn now is compared.
namespace rnnvis::test {

constexpr int toleratedChange = 32;       ///< Of a colour's channel, out of 255.
constexpr double toleratedShare = 0.003;  ///< Of the pixels that may differ by more.

/// The picture in at most 256 colours, to be small.
QImage withPalette(const QImage& picture);

/// The share of pixels that differ by more than toleratedChange in a channel; 1 for pictures of other sizes.
double differing(const QImage& a, const QImage& b);

/// Why a picture is not the golden one of this name; empty where it is. Writes the picture and, in red on it,
/// where it differs to the folder golden-failures of the working directory. With RNNVIS_UPDATE_GOLDENS=1 the
/// picture becomes the golden one.
std::string problemOf(const std::string& name, const QImage& picture);

}  // namespace rnnvis::test
