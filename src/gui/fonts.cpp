#include "fonts.h"

#include <QFontDatabase>
#include <QGuiApplication>
#include <QScreen>

#include <map>
#include <utility>

void initialiseResources() {
  Q_INIT_RESOURCE(fonts);
}

namespace rnnvis::gui {
namespace {

QFont makeFont(double pixels, bool bold) {
  QFont font("Inter");
  // Glyphs keep their exact widths at any zoom and in any export.
  font.setHintingPreference(QFont::PreferNoHinting);
  // Point sizes, unlike pixel sizes, may be fractions.
  font.setPointSizeF(pointsOf(pixels));
  font.setWeight(bold ? QFont::DemiBold : QFont::Normal);
  return font;
}

}  // namespace

void loadFonts() {
  static const bool isLoaded = [] {
    initialiseResources();
    for (const char* file : fontFiles) QFontDatabase::addApplicationFont(file);
    return true;
  }();
  Q_UNUSED(isLoaded);
}

double pointsOf(double pixels) {
  const QScreen* screen = QGuiApplication::primaryScreen();
  return pixels * 72 / (screen ? screen->logicalDotsPerInchY() : 96);
}

QFont font(double pixels, bool bold) {
  // A copy shares what Qt looked up for the first one, which costs more than a word's drawing.
  constexpr std::size_t most = 512;
  thread_local std::map<std::pair<double, bool>, QFont> known;
  if (known.size() > most) known.clear();
  const auto [place, isNew] = known.try_emplace({pixels, bold});
  if (isNew) place->second = makeFont(pixels, bold);
  return place->second;
}

}  // namespace rnnvis::gui
