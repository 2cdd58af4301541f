#include "fonts.h"

#include <QFontDatabase>
#include <QGuiApplication>
#include <QScreen>

void initialiseResources() {
  Q_INIT_RESOURCE(fonts);
}

namespace rnnvis::gui {

void loadFonts() {
  static const bool isLoaded = [] {
    initialiseResources();
    for (const char* file : {":/fonts/Inter-Regular.otf", ":/fonts/Inter-SemiBold.otf"})
      QFontDatabase::addApplicationFont(file);
    return true;
  }();
  Q_UNUSED(isLoaded);
}

QFont font(double pixels, bool bold) {
  QFont font("Inter");
  // Glyphs keep their exact widths at any zoom and in any export.
  font.setHintingPreference(QFont::PreferNoHinting);
  // Point sizes, unlike pixel sizes, may be fractions.
  const QScreen* screen = QGuiApplication::primaryScreen();
  font.setPointSizeF(pixels * 72 / (screen ? screen->logicalDotsPerInchY() : 96));
  font.setWeight(bold ? QFont::DemiBold : QFont::Normal);
  return font;
}

}  // namespace rnnvis::gui
