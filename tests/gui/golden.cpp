#include "golden.h"

#include "paths.h"

#include <QDir>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <unordered_map>
#include <vector>

namespace rnnvis::test {
namespace {

constexpr int mostColours = 256;

/// Colours with the low bits of their channels cut off, so that there are not too many.
QRgb coarse(QRgb colour, int bits) {
  const unsigned mask = 0xffu << bits & 0xffu;
  const unsigned half = bits > 0 ? 1u << (bits - 1) : 0u;
  const auto cut = [&](int channel) {
    return static_cast<int>((static_cast<unsigned>(channel) & mask) | half);
  };
  return qRgb(cut(qRed(colour)), cut(qGreen(colour)), cut(qBlue(colour)));
}

/// The most frequent colours first.
QList<QRgb> coloursOf(const QImage& picture) {
  std::unordered_map<QRgb, int> counts;
  for (int y = 0; y < picture.height(); ++y)
    for (int x = 0; x < picture.width(); ++x) ++counts[coarse(picture.pixel(x, y), 3)];
  std::vector<std::pair<int, QRgb>> ordered;
  for (const auto& [colour, count] : counts) ordered.emplace_back(-count, colour);
  std::sort(ordered.begin(), ordered.end());
  QList<QRgb> colours;
  for (const auto& [count, colour] : ordered)
    if (colours.size() < mostColours) colours << colour;
  return colours;
}

int change(QRgb a, QRgb b) {
  return std::max(
      {std::abs(qRed(a) - qRed(b)), std::abs(qGreen(a) - qGreen(b)), std::abs(qBlue(a) - qBlue(b))});
}

int nearest(const QList<QRgb>& colours, QRgb colour) {
  int best = 0;
  for (int i = 1; i < colours.size(); ++i)
    if (change(colours[i], colour) < change(colours[best], colour)) best = i;
  return best;
}

QImage markedDifference(const QImage& golden, const QImage& picture) {
  QImage marked = picture.convertToFormat(QImage::Format_RGB32);
  for (int y = 0; y < marked.height(); ++y)
    for (int x = 0; x < marked.width(); ++x)
      if (!golden.valid(x, y) || change(golden.pixel(x, y), picture.pixel(x, y)) > toleratedChange)
        marked.setPixel(x, y, qRgb(255, 0, 0));
  return marked;
}

}  // namespace

QImage withPalette(const QImage& picture) {
  const QList<QRgb> colours = coloursOf(picture);
  QImage result(picture.size(), QImage::Format_Indexed8);
  result.setColorTable(colours);
  std::unordered_map<QRgb, int> known;
  for (int y = 0; y < picture.height(); ++y)
    for (int x = 0; x < picture.width(); ++x) {
      const QRgb colour = picture.pixel(x, y);
      const auto [place, isNew] = known.try_emplace(colour);
      if (isNew) place->second = nearest(colours, colour);
      result.setPixel(x, y, static_cast<unsigned>(place->second));
    }
  return result;
}

double differing(const QImage& a, const QImage& b) {
  if (a.size() != b.size()) return 1;
  std::int64_t count = 0;
  for (int y = 0; y < a.height(); ++y)
    for (int x = 0; x < a.width(); ++x) count += change(a.pixel(x, y), b.pixel(x, y)) > toleratedChange;
  return static_cast<double>(count) / (static_cast<double>(a.width()) * a.height());
}

std::string problemOf(const std::string& name, const QImage& picture) {
  const QString file = QString::fromStdString(name) + ".png";
  const QDir goldens(QString::fromStdString((sourceFolder() / "tests/gui/goldens").string()));
  if (std::getenv("RNNVIS_UPDATE_GOLDENS")) {
    goldens.mkpath(".");
    return withPalette(picture).save(goldens.filePath(file)) ? ""
                                                             : "cannot write the golden picture of " + name;
  }
  const QImage golden(goldens.filePath(file));
  const double share = differing(golden, picture);
  if (share <= toleratedShare) return {};
  const QDir failures("golden-failures");
  failures.mkpath(".");
  picture.save(failures.filePath(file));
  markedDifference(golden, picture).save(failures.filePath("difference-" + file));
  return name + ": " + std::to_string(100 * share) + " % of the pixels differ; see " +
         failures.absoluteFilePath("difference-" + file).toStdString();
}

}  // namespace rnnvis::test
