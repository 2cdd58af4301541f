#include "theme.h"

#include <algorithm>
#include <cmath>

namespace rnnvis::gui {
namespace {

QColor mix(const QColor& from, const QColor& to, double share) {
  const auto channel = [share](float a, float b) { return static_cast<float>(a + (b - a) * share); };
  return QColor::fromRgbF(channel(from.redF(), to.redF()), channel(from.greenF(), to.greenF()),
                          channel(from.blueF(), to.blueF()));
}

}  // namespace

QColor Theme::diverging(double value) const {
  const double size = std::min(1.0, std::abs(value));
  return mix(cell, value < 0 ? negative : positive, std::pow(size, 0.85));
}

QColor Theme::grey(double value) const {
  return mix(cell, mutedInk, std::clamp(value, 0.0, 1.0));
}

const Theme& Theme::light(ColourScale scale) {
  static const Theme blueOrange{.window = QColor("#ffffff"),
                                .panel = QColor("#f5f6f8"),
                                .ink = QColor("#1c2230"),
                                .mutedInk = QColor("#5a6475"),
                                .faintInk = QColor("#667081"),
                                .line = QColor("#c9ced8"),
                                .cell = QColor("#eceef2"),
                                .accent = QColor("#1c2230"),
                                .positive = QColor("#c8550b"),
                                .negative = QColor("#2166ac"),
                                .words = {QColor("#7b3294"), QColor("#00766c"), QColor("#876a00")},
                                .naming = QColor("#13805b"),
                                .acting = QColor("#b524b5"),
                                .modifying = QColor("#807813"),
                                .isDark = false};
  static const Theme purpleGreen = [] {
    Theme theme = blueOrange;
    theme.positive = QColor("#1b7837");
    theme.negative = QColor("#7b3294");
    theme.words = {QColor("#1d5fa8"), QColor("#b04a00"), QColor("#b0174f")};
    theme.naming = QColor("#1a66b8");
    theme.acting = QColor("#c05060");
    theme.modifying = QColor("#8a6d00");
    return theme;
  }();
  return scale == ColourScale::purpleGreen ? purpleGreen : blueOrange;
}

const Theme& Theme::dark(ColourScale scale) {
  static const Theme blueOrange{.window = QColor("#15181e"),
                                .panel = QColor("#1c2027"),
                                .ink = QColor("#e8ebf0"),
                                .mutedInk = QColor("#a5aebd"),
                                .faintInk = QColor("#8f99a9"),
                                .line = QColor("#3d4552"),
                                .cell = QColor("#2b313b"),
                                .accent = QColor("#ffffff"),
                                .positive = QColor("#f58a3c"),
                                .negative = QColor("#5aa2e6"),
                                .words = {QColor("#c792ea"), QColor("#4fd1c1"), QColor("#dcc15a")},
                                .naming = QColor("#3fb27f"),
                                .acting = QColor("#e36ee3"),
                                .modifying = QColor("#e3da6a"),
                                .isDark = true};
  static const Theme purpleGreen = [] {
    Theme theme = blueOrange;
    theme.positive = QColor("#5cc27d");
    theme.negative = QColor("#bd86dc");
    theme.words = {QColor("#62aaf5"), QColor("#f0a05a"), QColor("#ff8aa8")};
    theme.naming = QColor("#5aa2f0");
    theme.acting = QColor("#ff8a9a");
    return theme;
  }();
  return scale == ColourScale::purpleGreen ? purpleGreen : blueOrange;
}

}  // namespace rnnvis::gui
